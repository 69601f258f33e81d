"""Devices that ask the gate's interface over plain sockets."""

import json
import socket
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPResponse
from uuid import UUID

#: Longer than SQLite waits for its one writer.
TIMEOUT_SECONDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the gate said to one scan."""

    status: int
    body: dict[str, object]

    @property
    def verdict(self) -> tuple[int, object, object]:
        """The status with the outcome and its rule, or with the code of the problem."""
        return self.status, self.body.get("outcome", self.body.get("type")), self.body.get("rule")


def scan_request(*, key: str, code: str, scan_id: UUID) -> bytes:
    """Returns the bytes of one scan."""
    body = json.dumps({"scan_id": str(scan_id), "code": code}).encode()
    head = (
        "POST /api/v1/gate/scans HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def connect(port: int) -> socket.socket:
    """Opens a connection that sends each byte at once."""
    line = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def read_answer(line: socket.socket) -> Answer:
    """Reads one answer; raises OSError or HTTPException when the server is gone."""
    response = HTTPResponse(line)
    response.begin()
    return Answer(status=response.status, body=json.loads(response.read()))


def send_at_once(port: int, requests: Sequence[bytes]) -> list[Answer]:
    """Sends requests on connections of their own that are all complete in the same moment."""
    with ExitStack() as stack:
        lines = [stack.enter_context(connect(port)) for _ in requests]
        for line, request in zip(lines, requests, strict=True):
            line.sendall(request[:-1])
        for line, request in zip(lines, requests, strict=True):
            line.sendall(request[-1:])
        return [read_answer(line) for line in lines]
