"""Connections that go to an address that was checked, and end at a fixed moment."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from landsea.foundation.outbound.errors import AddressNotPublic, HostNotFound, TimedOut

#: Turns a host's name and a port into addresses.
Resolver = Callable[[str, int], Sequence[str]]
SocketOptions = Iterable[httpcore.SOCKET_OPTION] | None

_WRITE_BYTES = 16 * 1024


def resolve_name(host: str, port: int) -> list[str]:
    """Returns the addresses of a host as this machine's resolver knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class Deadline:
    """The moment at which everything must be over, however slowly the other side trickles."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends_at = time.monotonic() + seconds

    def remaining_seconds(self) -> float:
        remaining = self._ends_at - time.monotonic()
        if remaining <= 0:
            raise self.error()
        return remaining

    def error(self) -> TimedOut:
        return TimedOut(seconds=f"{self._seconds:g}")


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks all its addresses, and connects to just these.

    A name that answers differently the next time (DNS rebinding) gains nothing: it is not asked
    again. The certificate is still checked against the name.
    """

    def __init__(
        self, resolve: Resolver, deadline: Deadline, is_open: Callable[[str], bool]
    ) -> None:
        self._resolve = resolve
        self._deadline = deadline
        self._is_open = is_open
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        refusal: Exception = HostNotFound(host=host)
        addresses = self._checked_addresses(host, port)
        for position, address in enumerate(addresses):
            # One address that swallows packets must leave time for those after it.
            share = self._deadline.remaining_seconds() / (len(addresses) - position)
            try:
                stream = self._sockets.connect_tcp(
                    address, port, timeout=share, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refusal = error
            else:
                return _TimedStream(stream, self._deadline)
        raise refusal

    def _checked_addresses(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolve_in_time(host, port)
        # One bad address among good ones is an attempt, too: nobody publishes both.
        if not all(map(self._is_open, addresses)):
            raise AddressNotPublic(host=host)
        return addresses

    def _resolve_in_time(self, host: str, port: int) -> Sequence[str]:
        answers: queue.SimpleQueue[Sequence[str] | None] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError):  # no such name, or one that can't be a name
                answers.put(None)

        # The system's resolver takes no time limit.
        threading.Thread(target=ask, name="resolve", daemon=True).start()
        try:
            found = answers.get(timeout=self._deadline.remaining_seconds())
        except queue.Empty:
            raise self._deadline.error() from None
        if not found:
            raise HostNotFound(host=host)
        return found


class _TimedStream(httpcore.NetworkStream):
    """A connection on which each step has only the time that is left of the whole."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.remaining_seconds())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _WRITE_BYTES):
            part = buffer[start : start + _WRITE_BYTES]
            self._stream.write(part, timeout=self._deadline.remaining_seconds())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(
            ssl_context, server_hostname, timeout=self._deadline.remaining_seconds()
        )
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 -- as the library declares it
        return self._stream.get_extra_info(info)
