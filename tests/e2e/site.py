"""A site of a few fixed pages under the policy of the real one, for tests of the page scripts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


class Answer(BaseHTTPRequestHandler):
    """Answers with the page of a path, or with a file of the package; remembers what was posted."""

    pages: ClassVar[dict[str, str]]
    posted: ClassVar[list[dict[str, list[str]]]]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in self.pages:
            kind = TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
            self.answer(200, self.pages[path].encode(), kind)
        elif path.startswith("/static/"):
            file = ROOT / "src/landsea/web" / path.removeprefix("/")
            self.answer(200, file.read_bytes(), TYPES[file.suffix])
        else:
            self.answer(204, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
        form = parse_qs(body) if "=" in body and "multipart" not in str(self.headers) else {}
        self.posted.append(form or {"raw": [body]})
        status = int(form.get("status", ["200"])[0])
        sentence = f"<p>answer {len(self.posted)} to {form.get('code', ['a picture'])[0]}</p>"
        self.answer(status, sentence.encode(), "text/html; charset=utf-8")

    def answer(self, status: int, content: bytes, kind: str) -> None:
        """Sends one answer under the policy."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the standard library's name
        """Says nothing: the tests look at what arrived."""


@contextmanager
def serve(pages: dict[str, str]) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """Yields the site's address and the forms that have been posted to it."""
    posted: list[dict[str, list[str]]] = []
    handler = type("Handler", (Answer,), {"pages": pages, "posted": posted})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", posted
        server.shutdown()
        thread.join()
