"""Fetching what others publish, from real servers on this machine."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from landsea.foundation import outbound
from landsea.foundation.outbound import Response
from tests.foundation.outbound.certificates import make_tls
from tests.foundation.outbound.servers import Server, serve

Fetch = Callable[..., Response]


class Names:
    """A resolver whose answers the test sets, and that remembers what it was asked."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        found = self.answers[host.split(".", 1)[0]]
        # The last answer stays; those before it are given once each.
        return [found.pop(0)] if len(found) > 1 else found


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


@pytest.fixture
def fetch(server: Server) -> Fetch:
    """Fetches a path of the server, which is on this machine and therefore allowed for."""

    def fetch_path(path: str, **options: object) -> Response:
        given = {"max_bytes": 100_000, "timeout_seconds": 10.0, "allow_private": True} | options
        return outbound.fetch(f"http://127.0.0.1:{server.port}{path}", **given)  # type: ignore[arg-type]

    return fetch_path


def test_an_answer_has_its_status_headers_and_content(fetch: Fetch, server: Server) -> None:
    response = fetch("/hello?a=%20b")

    assert (response.status, response.is_success, response.content.decode()) == (200, True, "大足")
    assert response.header("Content-Type") == "text/plain; charset=utf-8"
    assert response.url == f"http://127.0.0.1:{server.port}/hello?a=%20b"
    assert server.seen[0][1] == "/hello?a=%20b"


def test_a_refusal_of_the_server_is_an_answer_too(fetch: Fetch) -> None:
    response = fetch("/missing")

    assert (response.status, response.is_success) == (404, False)
    assert response.content == b"no such thing"


def test_what_is_posted_arrives_with_its_headers(fetch: Fetch, server: Server) -> None:
    fetch("/hello", method="POST", content=b"{}", headers={"Content-Type": "application/json"})

    command, _, headers, body = server.seen[0]
    assert (command, body) == ("POST", b"{}")
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "Landsea"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://dazu.example/",
        "file:///etc/passwd",
        "gopher://dazu.example/",
        "dazu.example",
        "//dazu.example/",
        "http://",
        "http:///path",
        "http://lan:secret@dazu.example/",
        "http://dazu.example:99999/",
        "http://[::1/",
        "",
        "http://da zu.example/",
        "javascript:alert(1)",
    ],
)
def test_only_whole_addresses_of_the_web_are_taken(url: str) -> None:
    names = Names(dazu=["8.8.8.8"])

    with pytest.raises(outbound.UrlNotTaken):
        outbound.fetch(url, max_bytes=1, timeout_seconds=1, resolve=names)

    assert names.asked == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_no_spelling_of_this_machine_leads_back_to_it(server: Server, host: str) -> None:
    with pytest.raises((outbound.AddressNotPublic, outbound.HostNotFound)):
        outbound.fetch(f"http://{host}:{server.port}/hello", max_bytes=100, timeout_seconds=5)

    assert server.seen == []


def test_a_name_that_leads_inside_is_refused_even_beside_public_addresses(server: Server) -> None:
    def both(host: str, port: int) -> list[str]:
        return ["8.8.8.8", "127.0.0.1"]

    with pytest.raises(outbound.AddressNotPublic, match=r"museum\.example"):
        outbound.fetch(
            f"http://museum.example:{server.port}/hello",
            max_bytes=100,
            timeout_seconds=5,
            resolve=both,
        )

    assert server.seen == []


def test_the_connection_goes_to_the_very_address_that_was_checked(server: Server) -> None:
    names = Names(museum=["127.0.0.1", "192.0.2.1"])

    response = outbound.fetch(
        f"http://museum.example:{server.port}/hello",
        max_bytes=100,
        timeout_seconds=5,
        allow_private=True,
        resolve=names,
    )

    assert response.status == 200
    assert names.asked == ["museum.example"]
    assert server.seen[0][2]["Host"] == f"museum.example:{server.port}"


def test_an_address_that_does_not_answer_gives_way_to_the_next(server: Server) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.2", server.port))

        response = outbound.fetch(
            f"http://museum.example:{server.port}/hello",
            max_bytes=100,
            timeout_seconds=5,
            allow_private=True,
            resolve=lambda _host, _port: ["127.0.0.2", "127.0.0.1"],
        )

    assert response.status == 200


def test_a_redirect_is_followed_and_its_end_is_told(fetch: Fetch, server: Server) -> None:
    response = fetch("/to?url=/hello")

    assert (response.status, response.url) == (200, f"http://127.0.0.1:{server.port}/hello")


def test_a_redirect_is_checked_like_the_first_address(server: Server) -> None:
    with serve() as inside:
        names = Names(museum=["127.0.0.1"], inside=["127.0.0.2"])
        there = f"http://inside.example:{inside.port}/hello"

        with pytest.raises(outbound.AddressNotPublic, match=r"inside\.example"):
            outbound.fetch(
                f"http://museum.example:{server.port}/to?url={there}",
                max_bytes=100,
                timeout_seconds=5,
                resolve=names,
                is_open=lambda address: address == "127.0.0.1",
            )

        assert (len(server.seen), inside.seen) == (1, [])


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://lan:secret@dazu.example/"])
def test_a_redirect_to_what_is_no_web_address_is_not_followed(fetch: Fetch, target: str) -> None:
    with pytest.raises(outbound.UrlNotTaken):
        fetch(f"/to?url={target}")


def test_a_circle_of_redirects_ends(fetch: Fetch, server: Server) -> None:
    with pytest.raises(outbound.TooManyRedirects, match="more than 5 times"):
        fetch("/around")

    assert len(server.seen) == 6


@pytest.mark.parametrize(
    ("status", "arrives"),
    [(301, ("GET", b"")), (302, ("GET", b"")), (303, ("GET", b"")), (307, ("POST", b"{}"))],
)
def test_what_was_posted_is_sent_again_only_when_the_server_asks_for_it(
    fetch: Fetch, server: Server, status: int, arrives: tuple[str, bytes]
) -> None:
    fetch(f"/to?status={status}&url=/hello", method="POST", content=b"{}")

    command, _, _, body = server.seen[1]
    assert (command, body) == arrives


def test_secrets_are_told_to_nobody_whom_the_server_sent_us_to(
    fetch: Fetch, server: Server
) -> None:
    with serve() as other:
        fetch(
            f"/to?url=http://127.0.0.1:{other.port}/hello",
            headers={"Authorization": "Bearer secret", "X-Key": "secret", "Accept": "text/plain"},
        )

        told = {name.lower(): value for name, value in other.seen[0][2].items()}

    assert server.seen[0][2]["authorization"] == "Bearer secret"
    assert "secret" not in str(told)
    assert told["accept"] == "text/plain"


def test_a_body_is_not_sent_on_to_another_host(fetch: Fetch) -> None:
    with serve() as other:
        response = fetch(
            f"/to?status=307&url=http://127.0.0.1:{other.port}/hello",
            method="POST",
            content=b"{}",
        )

        assert (response.status, other.seen) == (307, [])


def test_an_answer_may_be_as_large_as_allowed_but_not_larger(fetch: Fetch) -> None:
    response = fetch("/bytes?count=100000")

    assert len(response.content) == 100_000
    with pytest.raises(outbound.AnswerTooLarge, match="100000 bytes"):
        fetch("/bytes?count=100001")


def test_an_answer_without_end_is_broken_off(fetch: Fetch) -> None:
    with pytest.raises(outbound.AnswerTooLarge):
        fetch("/endless")


def test_a_packed_answer_is_unpacked(fetch: Fetch) -> None:
    assert fetch("/zipped?count=70000").content == b"\0" * 70_000


def test_a_packed_answer_is_measured_unpacked(fetch: Fetch) -> None:
    with pytest.raises(outbound.AnswerTooLarge):
        fetch("/zipped?count=50000000")


@pytest.mark.parametrize(
    "path", ["/torn", "/zipped?count=10&as=br", "/zipped?count=9&as=gzip,gzip"]
)
def test_an_answer_that_can_not_be_unpacked_is_refused(fetch: Fetch, path: str) -> None:
    with pytest.raises(outbound.AnswerUnreadable):
        fetch(path)


@pytest.mark.parametrize("path", ["/trickle", "/trickle_head"])
def test_a_trickle_ends_at_the_time_limit_of_the_whole(fetch: Fetch, path: str) -> None:
    started = time.monotonic()

    with pytest.raises(outbound.TimedOut, match=r"within 0\.4 seconds"):
        fetch(path, timeout_seconds=0.4)

    assert time.monotonic() - started < 2


def test_a_resolver_that_hangs_ends_at_the_time_limit() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["8.8.8.8"]

    with pytest.raises(outbound.TimedOut):
        outbound.fetch("http://dazu.example/", max_bytes=1, timeout_seconds=0.1, resolve=hang)


def test_a_server_that_accepts_and_says_nothing_ends_at_the_time_limit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(outbound.TimedOut):
        outbound.fetch(
            f"http://127.0.0.1:{silent.getsockname()[1]}/",
            max_bytes=1,
            timeout_seconds=0.2,
            allow_private=True,
        )


@pytest.mark.parametrize("path", ["/nonsense", "/hang_up"])
def test_an_answer_that_is_none_is_reported(fetch: Fetch, path: str) -> None:
    with pytest.raises(outbound.NoAnswer, match=r"127\.0\.0\.1"):
        fetch(path)


def test_a_host_that_nobody_knows_is_reported() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(outbound.HostNotFound, match=r"nowhere\.example"):
        outbound.fetch("https://nowhere.example/", max_bytes=1, timeout_seconds=5, resolve=unknown)


def test_the_proxies_of_the_environment_are_not_used(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    assert fetch("/hello").status == 200


def test_a_certificate_is_checked_against_the_name_and_not_the_address(tmp_path: Path) -> None:
    shown, trusting = make_tls("museum.example", tmp_path)
    names = Names(museum=["127.0.0.1"], other=["127.0.0.1"])

    with serve(shown) as server:
        response = outbound.fetch(
            f"https://museum.example:{server.port}/hello",
            max_bytes=100,
            timeout_seconds=5,
            allow_private=True,
            resolve=names,
            tls=trusting,
        )
        with pytest.raises(outbound.CertificateNotTrusted, match=r"other\.example"):
            outbound.fetch(
                f"https://other.example:{server.port}/hello",
                max_bytes=100,
                timeout_seconds=5,
                allow_private=True,
                resolve=names,
                tls=trusting,
            )

    assert response.content.decode() == "大足"
    assert len(server.seen) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    shown, _ = make_tls("museum.example", tmp_path)

    with serve(shown) as server, pytest.raises(outbound.CertificateNotTrusted):
        outbound.fetch(
            f"https://museum.example:{server.port}/hello",
            max_bytes=100,
            timeout_seconds=5,
            allow_private=True,
            resolve=Names(museum=["127.0.0.1"]),
        )
