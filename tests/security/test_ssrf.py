"""The one way out leads nowhere inside, whatever an address, a name or a server says."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from landsea.foundation import outbound
from landsea.foundation.outbound.addresses import is_global
from landsea.foundation.outbound.network import resolve_name
from tests.foundation.outbound.servers import Server, serve

#: How this machine, its network and a cloud's table of secrets can be written.
INSIDE = (
    "127.0.0.1",
    "127.0.0.2",
    "127.1",
    "127.0.1",
    "0",
    "0.0.0.0",  # noqa: S104 -- an address that must be refused
    "00.0.0.0",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "017700000001",
    "0177.0.0.1",
    "0177.0x0.0.1",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "10.0.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "255.255.255.255",
)
#: Stands for a server that all the world may reach; everything else of this machine is inside.
OUTSIDE = "127.0.0.9"
REFUSALS = (outbound.AddressNotPublic, outbound.HostNotFound, outbound.UrlNotTaken)


class Names:
    """A resolver for the one public name; its answers are given in turn, the last one again."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int) -> list[str]:
        if host != "museum.example":
            return resolve_name(host, port)
        self.asked += 1
        return [self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]]


def fetch(url: str, names: Names | None = None, *, timeout_seconds: float = 5.0) -> None:
    outbound.fetch(
        url,
        max_bytes=1000,
        timeout_seconds=timeout_seconds,
        resolve=names or Names(OUTSIDE),
        is_open=lambda address: address == OUTSIDE or is_global(address),
    )


@pytest.fixture
def inside() -> Iterator[Server]:
    """A server on this machine that nobody may be led to."""
    with serve() as running:
        yield running


@pytest.fixture
def outside() -> Iterator[Server]:
    """A public server that leads wherever its path says."""
    with serve(address=OUTSIDE) as running:
        yield running


@pytest.mark.parametrize("host", INSIDE)
def test_no_spelling_of_an_address_inside_is_reached(inside: Server, host: str) -> None:
    with pytest.raises(REFUSALS):
        fetch(f"http://{host}:{inside.port}/hello")

    assert inside.seen == []


@pytest.mark.parametrize("host", INSIDE)
def test_no_redirect_leads_inside(inside: Server, outside: Server, host: str) -> None:
    there = f"http://{host}:{inside.port}/hello"

    with pytest.raises(REFUSALS):
        fetch(f"http://museum.example:{outside.port}/to?url={there}")

    assert (len(outside.seen), inside.seen) == (1, [])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_kind_of_redirect_leads_inside(inside: Server, outside: Server, status: int) -> None:
    there = f"http://127.0.0.1:{inside.port}/hello"

    with pytest.raises(outbound.AddressNotPublic):
        fetch(f"http://museum.example:{outside.port}/to?status={status}&url={there}")

    assert (len(outside.seen), inside.seen) == (1, [])


def test_a_chain_of_redirects_is_looked_at_at_each_step(inside: Server, outside: Server) -> None:
    end = f"http://127.0.0.1:{inside.port}/hello"
    second = f"/to?url={quote(end, safe='')}"
    first = f"/to?url={quote(second, safe='')}"

    with pytest.raises(outbound.AddressNotPublic):
        fetch(f"http://museum.example:{outside.port}{first}")

    assert (len(outside.seen), inside.seen) == (2, [])


def test_a_name_that_changes_its_answer_is_not_asked_again(inside: Server) -> None:
    names = Names(OUTSIDE, "127.0.0.1")

    # Nothing listens at the answer that was looked at, and it is the one that counts.
    with pytest.raises(outbound.NoAnswer):
        fetch(f"http://museum.example:{inside.port}/hello", names)

    assert (names.asked, inside.seen) == (1, [])


def test_a_name_that_turns_inside_between_two_steps_is_refused(
    inside: Server, outside: Server
) -> None:
    names = Names(OUTSIDE, "127.0.0.1")
    again = f"http://museum.example:{inside.port}/hello"

    with pytest.raises(outbound.AddressNotPublic):
        fetch(f"http://museum.example:{outside.port}/to?url={again}", names)

    assert (names.asked, len(outside.seen), inside.seen) == (2, 1, [])


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "dict://127.0.0.1:11211/",
        "ftp://127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://8.8.8.8@127.0.0.1/",
        "http://127.0.0.1#@8.8.8.8/",
        "http://127.0.0.1\\@8.8.8.8/",
        "http://127.0.0.1%00.example/",
        "http://127.0.0.1%2f.example/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
    ],
)
def test_no_trick_of_writing_gets_past(address: str) -> None:
    with pytest.raises(REFUSALS):
        fetch(address)


def test_an_answer_without_end_is_cut_off_by_size(outside: Server) -> None:
    with pytest.raises(outbound.AnswerTooLarge):
        fetch(f"http://museum.example:{outside.port}/endless")


def test_a_bomb_that_unpacks_is_cut_off_by_size(outside: Server) -> None:
    with pytest.raises(outbound.AnswerTooLarge):
        fetch(f"http://museum.example:{outside.port}/zipped?count=10000000")


@pytest.mark.parametrize("path", ["/trickle", "/trickle_head"])
def test_a_server_that_trickles_is_cut_off_by_time(outside: Server, path: str) -> None:
    with pytest.raises(outbound.TimedOut):
        fetch(f"http://museum.example:{outside.port}{path}", timeout_seconds=0.5)
