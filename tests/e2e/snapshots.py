"""Every page of the demonstration, found by following what the pages lead to."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import httpx
from django.test import override_settings
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.access.asking import Route, list_routes
from tests.e2e.reading import Reader, list_own_links
from tests.e2e.visitors import Snapshot, Visitor, is_page, snapshot_of

URLS = "tests.demo.urls"
NOTHING = "00000000-0000-7000-8000-000000000000"
#: So many pages of each address are looked at by whoever has no role, and by each other visitor.
_FIRST_VISITOR, _OTHERS = 3, 1
#: What no page leads to is asked for by its address: by these, with so many of the known ids.
_TRIES = 5
_ASKED_FOR = ("nobody", "person", "person with a second factor", "office", "member", "gate")


@dataclass(frozen=True, slots=True)
class Site:
    """The demonstration: its pages, and the addresses that nobody was shown a page of."""

    visitors: tuple[Visitor, ...]
    snapshots: tuple[Snapshot, ...]
    unseen: tuple[str, ...]

    def close(self) -> None:
        """Ends the visitors' connections."""
        for visitor in self.visitors:
            visitor.client.close()

    def one_of_each(self) -> list[Snapshot]:
        """Lists the first page of each address and state of it, whoever saw it."""
        found: dict[tuple[str, int], Snapshot] = {}
        for snapshot in self.snapshots:
            found.setdefault((name_of(snapshot.path), snapshot.status), snapshot)
        return list(found.values())

    def in_language(self, language: str, snapshots: list[Snapshot]) -> list[Snapshot]:
        """Returns pages as their visitors are given them in another language."""
        found = {}
        for each in snapshots:
            path = each.path.replace("/en/", f"/{language}/", 1)
            response = each.visitor.client.get(path)
            if is_page(response):
                found[path, each.visitor.name] = snapshot_of(each.visitor, path, response)
        return list(found.values())


def name_of(path: str) -> str:
    """Returns which page an address is of: its name in the URL conf."""
    try:
        with translation.override("en"):
            found = resolve(path.partition("?")[0], URLS)
    except Resolver404:
        return "404"
    # Some of django-allauth's addresses of several pages have one name.
    return f"{found.view_name} {found.route}"


def look_at_everything(visitors: list[Visitor]) -> Site:
    """Lets each visitor follow every link, and asks for what no link leads to."""
    for visitor in visitors:
        _walk(visitor, _FIRST_VISITOR if visitor.name == "nobody" else _OTHERS)
    seen = {name_of(each.path) for visitor in visitors for each in visitor.snapshots}
    unseen = [route for route in _list_page_routes() if _route_name(route) not in seen]
    known = _list_known_values(visitors)
    missing = [route for route in unseen if not _find_page(route, visitors, known)]
    snapshots = {
        (each.path, each.visitor.name, each.status): each
        for visitor in visitors
        for each in visitor.snapshots
    }
    unique = {(each.path, each.html): each for each in snapshots.values()}
    return Site(tuple(visitors), tuple(unique.values()), tuple(route.path for route in missing))


def _walk(visitor: Visitor, limit: int) -> None:
    asked = Counter(_kind_of(each.path) for each in visitor.snapshots)
    visited = {each.path for each in visitor.snapshots}
    waiting = deque(["/en/"])
    for each in visitor.snapshots:
        waiting.extend(list_own_links(each.html, each.path))
    while waiting:
        path = waiting.popleft()
        if path in visited or not path.startswith("/en/") or asked[_kind_of(path)] >= limit:
            continue
        visited.add(path)
        asked[_kind_of(path)] += 1
        response = visitor.open(path)
        if response.is_redirect:
            waiting.append(_path_of(response.headers["Location"]))
        elif is_page(response):
            waiting.extend(list_own_links(response.text, path))


def _kind_of(path: str) -> tuple[str, bool]:
    return name_of(path), "?" in path


def _path_of(address: str) -> str:
    return httpx.URL(address).raw_path.decode()


def _list_page_routes() -> list[Route]:
    with override_settings(ROOT_URLCONF=URLS), translation.override("en"):
        return [route for route in list_routes() if route.path.startswith("en/")]


def _route_name(route: Route) -> str:
    filled = route.fill(dict.fromkeys(route.parameters, NOTHING))
    return name_of(filled)


def _list_known_values(visitors: list[Visitor]) -> dict[str, list[str]]:
    """Lists what stood in addresses so far, by the name of the parameter."""
    found: dict[str, dict[str, None]] = {}
    for visitor in visitors:
        for snapshot in visitor.snapshots:
            actions = [form.action for form in Reader(snapshot.html).forms]
            links = list_own_links(snapshot.html, snapshot.path)
            for path in (snapshot.path, *links, *actions):
                for name, value in _parameters_of(path):
                    found.setdefault(name, {})[value] = None
    return {name: list(values) for name, values in found.items()}


def _parameters_of(path: str) -> Iterator[tuple[str, str]]:
    try:
        with translation.override("en"):
            found = resolve(path.partition("?")[0], URLS)
    except Resolver404:
        return
    yield from ((name, str(value)) for name, value in found.kwargs.items())


def _nth(values: list[str], number: int) -> str:
    return values[number] if number < len(values) else NOTHING


def _find_page(route: Route, visitors: list[Visitor], known: dict[str, list[str]]) -> bool:
    """Asks for a page that nobody was led to; says whether there is one, or none to be had."""
    is_none_to_be_had = False
    asking = [each for each in visitors if each.name in _ASKED_FOR]
    for visitor, number in product(asking, range(_TRIES if route.parameters else 1)):
        values = {name: _nth(known.get(name, []), number) for name in route.parameters}
        response = visitor.client.get(route.fill(values))
        if is_page(response) and response.status_code == 200:
            visitor.open(route.fill(values))
            return True
        # An act, a file, or a way to elsewhere.
        is_file = response.status_code == 200 and not is_page(response)
        is_none_to_be_had |= response.status_code in {204, 301, 302, 405} or is_file
    return is_none_to_be_had
