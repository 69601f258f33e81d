"""Programs that call the interface."""

import json
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

ROOT = "/api/v1"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the interface answered."""

    response: HttpResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON object."""
        read: dict[str, Any] = json.loads(self.response.content)
        return read

    @property
    def problem(self) -> tuple[int, str]:
        """The status and the word of a problem; fails when it is none."""
        assert self.response["Content-Type"] == "application/problem+json", self.response.content
        body = self.body
        assert body["status"] == self.status
        return self.status, body["type"].removeprefix("urn:landsea:")

    def header(self, name: str) -> str:
        return self.response.get(name, "")


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a key, or without one."""

    secret: str = ""
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, None, **headers)

    def post(self, path: str, body: object = None, *, key: str | None = None) -> Reply:
        """Sends a POST with a new idempotency key, or the one that is given; none for ""."""
        key = str(uuid4()) if key is None else key
        headers = {"Idempotency-Key": key} if key else {}
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: object, **headers: str) -> Reply:
        return self.send("PATCH", path, body, **headers)

    def send(self, method: str, path: str, body: object, **headers: str) -> Reply:
        """Sends a request; underlines in names of headers stand for hyphens."""
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        response = self.client.generic(
            method,
            path if path.startswith("/") else f"{ROOT}/{path}",
            b"" if body is None else text,
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        return Reply(cast(HttpResponse, response))

    def walk(self, path: str, *, limit: int) -> list[dict[str, Any]]:
        """Returns the items of all pages of a list, by following its links."""
        items: list[dict[str, Any]] = []
        address = f"{ROOT}/{path}{'&' if '?' in path else '?'}limit={limit}"
        while address:
            reply = self.get(address)
            assert reply.status == 200, reply.response.content
            items += reply.body["items"]
            link = reply.header("Link")
            assert bool(link) == (reply.body["next"] is not None)
            address = link[1 : link.index(">")] if link else ""
        return items
