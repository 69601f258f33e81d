"""Every address that this installation has, with values put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

#: A value for each kind of place in an address.
VALUES = {
    "uuid": "01a2029f-204a-7419-8c06-34f07308a7ee",
    "int": "1",
    "slug": "some-words",
    "str": "some-words",
    "path": "some/words",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One address and the name of its view."""

    name: str
    path: str
    is_exempt: bool

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")


def list_routes() -> list[Route]:
    """Lists all addresses in English."""
    return sorted(_walk(get_resolver().url_patterns, "/", ""), key=lambda route: route.path)


def list_pages() -> list[Route]:
    """Lists addresses that people open in a browser."""
    return [route for route in list_routes() if not route.is_api and route.name != "healthz"]


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Route]:
    for each in patterns:
        path = prefix + _filled(each)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, path, inner)
        else:
            is_exempt = bool(getattr(each.callback, "csrf_exempt", False))
            yield Route(f"{space}{each.name or ''}", path, is_exempt)


def _filled(each: URLPattern | URLResolver) -> str:
    pattern = each.pattern
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern.language_prefix)
    text = str(pattern)
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: VALUES[found[1] or "str"], text)
    # An address written as a regular expression, as a library does.
    filled = re.sub(r"\(\?P<\w+>[^)]*\)", "abc123", text)
    return filled.strip("^$")
