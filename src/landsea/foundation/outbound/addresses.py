"""Which network addresses are open to all the world, and which lead back inside."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: IANA's registry of IPv4 special-purpose addresses, those not globally reachable (RFC 6890), with
#: multicast (RFC 5771), the anycast relay of 6to4 (RFC 7526) and what is reserved (RFC 1112).
_CLOSED_4 = [
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
#: All that is given out as global unicast (RFC 4291, 2.4); everything else is closed.
_OPEN_6 = ip_network("2000::/3")
#: Inside of it: protocol assignments with Teredo, documentation, 6to4 (IANA's IPv6 registry).
_CLOSED_6 = [
    ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
#: Networks without IPv4 reach it by a gateway through these addresses (RFC 6052).
_TRANSLATED = ip_network("64:ff9b::/96")


def is_global(address: str) -> bool:
    """Says whether an address, as a resolver writes it, can belong to a public server."""
    parsed = ip_address(address)  # one with a zone, as fe80::1%eth0, is in no open block
    if isinstance(parsed, IPv4Address):
        return not any(parsed in block for block in _CLOSED_4)
    if parsed in _TRANSLATED:
        return is_global(str(IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return _is_global_6(parsed)


def _is_global_6(address: IPv6Address) -> bool:
    return address in _OPEN_6 and not any(address in block for block in _CLOSED_6)
