"""Real servers on this machine, for tests of the way out."""

import gzip
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Museum(BaseHTTPRequestHandler):
    """Answers by what the path asks for, and tells what it was sent."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_HEAD = do_GET  # noqa: N815 -- the names that the library calls

    def _answer(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers.items()), body))
        getattr(self, f"_{address.path.strip('/')}")(asked)

    def _hello(self, _asked: dict[str, str]) -> None:
        self._send(200, "大足".encode(), {"Content-Type": "text/plain; charset=utf-8"})

    def _missing(self, _asked: dict[str, str]) -> None:
        self._send(404, b"no such thing")

    def _to(self, asked: dict[str, str]) -> None:
        self._send(int(asked.get("status", "302")), b"moved", {"Location": asked["url"]})

    def _around(self, _asked: dict[str, str]) -> None:
        self._send(302, b"", {"Location": "/around"})

    def _bytes(self, asked: dict[str, str]) -> None:
        self._send(200, b"x" * int(asked["count"]))

    def _zipped(self, asked: dict[str, str]) -> None:
        packed = gzip.compress(b"\0" * int(asked["count"]))
        self._send(200, packed, {"Content-Encoding": asked.get("as", "gzip")})

    def _torn(self, _asked: dict[str, str]) -> None:
        packed = gzip.compress(b"picture" * 100)
        self._send(200, packed[:-12], {"Content-Encoding": "gzip"})

    def _endless(self, _asked: dict[str, str]) -> None:
        self._send_head(200, {"Connection": "close"})
        while not self.server.is_over.is_set():
            self.wfile.write(b"x" * 65536)

    def _trickle(self, _asked: dict[str, str]) -> None:
        self._send_head(200, {"Connection": "close"})
        self._drip()

    def _trickle_head(self, _asked: dict[str, str]) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self._drip()

    def _nonsense(self, _asked: dict[str, str]) -> None:
        self.wfile.write(b"good morning\r\n\r\n")
        self.close_connection = True

    def _hang_up(self, _asked: dict[str, str]) -> None:
        self._send_head(200, {"Content-Length": "100"})
        self.wfile.write(b"only this")
        self.close_connection = True

    def _drip(self) -> None:
        self.close_connection = True
        while not self.server.is_over.is_set():
            self.wfile.write(b"x")
            time.sleep(0.05)

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self._send_head(status, {"Content-Length": str(len(body)), **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stays silent."""


class Server(ThreadingHTTPServer):
    """A server that remembers what it was asked."""

    daemon_threads = True

    def __init__(self, address: str) -> None:
        super().__init__((address, 0), Museum)
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.is_over = threading.Event()

    @property
    def port(self) -> int:
        return self.server_port

    def handle_error(self, *_: object) -> None:
        """Clients of these tests hang up on purpose."""


@contextmanager
def serve(tls: ssl.SSLContext | None = None, *, address: str = "127.0.0.1") -> Iterator[Server]:
    """Runs a server until the block ends."""
    server = Server(address)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()
