"""Addresses that are open to all the world."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.foundation.outbound.addresses import is_global


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2400::1",
        "64:ff9b::8.8.8.8",
    ],
)
def test_public_servers_can_be_reached(address: str) -> None:
    assert is_global(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 -- an address that must be refused
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "192.88.99.1",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_that_lead_inside_or_nowhere_are_refused(address: str) -> None:
    assert not is_global(address)


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_never_open(address: IPv4Address) -> None:
    if is_global(str(address)):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=6))
def test_what_python_calls_private_is_never_open_in_ipv6(address: IPv6Address) -> None:
    if is_global(str(address)):
        assert address.is_global
        assert not address.is_multicast
        assert address.ipv4_mapped is None


@given(st.ip_addresses(v=4))
def test_a_translated_address_is_as_open_as_the_one_in_it(address: IPv4Address) -> None:
    translated = ip_address(int(ip_address("64:ff9b::")) | int(address))

    assert is_global(str(translated)) == is_global(str(address))
