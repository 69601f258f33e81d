"""Fetches one address, following redirects, within limits of time and size."""

import re
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import certifi
import httpcore
import httpx

from landsea.foundation.outbound.addresses import is_global
from landsea.foundation.outbound.errors import (
    AnswerTooLarge,
    AnswerUnreadable,
    CertificateNotTrusted,
    NoAnswer,
    TooManyRedirects,
    UrlNotTaken,
)
from landsea.foundation.outbound.network import Deadline, GuardedBackend, Resolver, resolve_name

MAX_REDIRECTS = 5
_CHUNK_BYTES = 64 * 1024
_LAST_PORT = 65535
#: Names in ASCII as the network knows them, and addresses.
_HOST = re.compile(rb"[A-Za-z0-9._:-]+")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEP_METHOD = frozenset({307, 308})
#: What may be told to a host that another host sent us to: nothing that could be a secret.
_HARMLESS = frozenset({"accept", "accept-language", "accept-encoding", "user-agent"})
_DEFAULT_HEADERS = {"accept": "*/*", "accept-encoding": "gzip", "user-agent": "Landsea"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back, whatever its status, with its content unpacked."""

    #: The address at which the redirects ended.
    url: str
    status: int
    #: Names in lower case.
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def header(self, name: str) -> str | None:
        """Returns the first header of this name."""
        return next((value for key, value in self.headers if key == name.lower()), None)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    url: httpx.URL
    method: str
    headers: Mapping[str, str]
    content: bytes | None


def fetch(
    url: str,
    *,
    max_bytes: int,
    timeout_seconds: float,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    allow_private: bool = False,
    resolve: Resolver = resolve_name,
    is_open: Callable[[str], bool] = is_global,
    tls: ssl.SSLContext | None = None,
) -> Response:
    """Returns what a public server answers, within `max_bytes` and in `timeout_seconds` in all.

    Refuses names that lead to addresses inside (unless `allow_private`), at each redirect anew.
    The environment's proxies are not used: they would connect where we can't see it.
    """
    deadline = Deadline(timeout_seconds)
    own = {name.lower(): value for name, value in (headers or {}).items()}
    request = _Request(
        url=_parse(url), method=method, headers=_DEFAULT_HEADERS | own, content=content
    )
    backend = GuardedBackend(resolve, deadline, (lambda _: True) if allow_private else is_open)
    with httpcore.ConnectionPool(ssl_context=tls or _trust(), network_backend=backend) as pool:
        for _ in range(MAX_REDIRECTS + 1):
            with _readable_errors(request.url.host, deadline):
                response = _exchange(pool, request, max_bytes)
            following = _find_redirect(request, response)
            if following is None:
                return response
            request = following
    raise TooManyRedirects(host=request.url.host, limit=MAX_REDIRECTS)


@cache
def _trust() -> ssl.SSLContext:
    """Trusts what the system trusts, and Mozilla's list on systems that have none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _parse(url: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        parsed = base.join(url) if base else httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise UrlNotTaken(url=url[:200]) from error
    is_web = parsed.scheme in {"http", "https"} and not parsed.userinfo
    if is_web and _HOST.fullmatch(parsed.raw_host) and (parsed.port or 0) <= _LAST_PORT:
        return parsed
    raise UrlNotTaken(url=url[:200])


def _exchange(pool: httpcore.ConnectionPool, request: _Request, max_bytes: int) -> Response:
    target = httpcore.URL(
        scheme=request.url.raw_scheme,
        host=request.url.raw_host,
        port=request.url.port,
        target=request.url.raw_path,
    )
    with pool.stream(
        request.method, target, headers=list(request.headers.items()), content=request.content
    ) as answer:
        found = httpx.Headers(answer.headers)
        content = b""
        if answer.status not in _REDIRECTS:
            packing = found.get("content-encoding", "").strip().lower()
            chunks = _unpacked(answer.iter_stream(), packing, request.url.host)
            content = _joined(chunks, max_bytes)
    return Response(
        url=str(request.url),
        status=answer.status,
        headers=tuple((name.lower(), value) for name, value in found.multi_items()),
        content=content,
    )


def _find_redirect(request: _Request, response: Response) -> _Request | None:
    location = response.header("location")
    if response.status not in _REDIRECTS or not location:
        return None
    following = replace(request, url=_parse(location, request.url))
    if response.status not in _KEEP_METHOD and request.method != "HEAD":
        following = replace(following, method="GET", content=None)
    if _origin(following.url) != _origin(request.url):
        if following.content is not None:
            return None  # what was sent is for the host that it was sent to; the caller decides
        harmless = {name: text for name, text in request.headers.items() if name in _HARMLESS}
        following = replace(following, headers=harmless)
    return following


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _joined(chunks: Iterable[bytes], max_bytes: int) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > max_bytes:
            raise AnswerTooLarge(bytes=max_bytes)
    return bytes(content)


def _unpacked(chunks: Iterable[bytes], packing: str, host: str) -> Iterator[bytes]:
    """Unpacks in small pieces, so that a few packed bytes can't fill the memory."""
    if packing in {"", "identity"}:
        yield from chunks
        return
    if packing not in {"gzip", "x-gzip"}:
        raise AnswerUnreadable(host=host)
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            packed = chunk
            while packed:
                yield unpacker.decompress(packed, _CHUNK_BYTES)
                packed = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise AnswerUnreadable(host=host) from error
    if not unpacker.eof or unpacker.unused_data:
        raise AnswerUnreadable(host=host)


@contextmanager
def _readable_errors(host: str, deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise deadline.error() from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        # The pool raises its errors without their cause; the cause is their argument.
        if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in error.args):
            raise CertificateNotTrusted(host=host) from error
        raise NoAnswer(host=host) from error
