"""What search engines are told: which pages there are, in which languages, and which to leave."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from landsea.kernel.texts import canonical_tag
from landsea.library import queries as library
from landsea.members import queries as members

#: Records of one file; a file holds each in every language, and may hold 50,000 addresses.
RECORDS_IN_A_FILE = 500

#: Public pages that are there once.
PAGES = (
    "home",
    "library:list",
    "library:map",
    "calendar:month",
    "trips:new",
    "cards:shop",
    "insight:figures",
    "organisations",
    "market:list",
    "market:projects",
    "about",
    "api-docs",
)


@dataclass(frozen=True, slots=True)
class Record:
    """What stands in an address, and when it was last changed, if that is known."""

    key: UUID | str
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Public pages of one sort of record."""

    route: str
    parameter: str
    count: Callable[[], int]
    list: Callable[[int, int], list[Record]]


def _places(offset: int, limit: int) -> list[Record]:
    return [Record(*each) for each in library.list_public_ids(offset=offset, limit=limit)]


def _events(offset: int, limit: int) -> list[Record]:
    return [Record(*each) for each in library.list_public_event_ids(offset=offset, limit=limit)]


def _organisations(offset: int, limit: int) -> list[Record]:
    found = members.list_organisations()[offset : offset + limit]
    return [Record(each.public_id) for each in found]


def _alliances(offset: int, limit: int) -> list[Record]:
    return [Record(each.slug) for each in members.list_alliances()[offset : offset + limit]]


#: Public pages of records, by the name of their files.
SECTIONS = {
    "places": Section("library:detail", "public_id", library.count_public, _places),
    "events": Section("calendar:event", "event_id", library.count_public_events, _events),
    "organisations": Section(
        "organisation", "organisation_id", lambda: len(members.list_organisations()), _organisations
    ),
    "alliances": Section(
        "members:alliance", "slug", lambda: len(members.list_alliances()), _alliances
    ),
}
#: Names of all pages that search engines may list.
LISTED = frozenset((*PAGES, *(section.route for section in SECTIONS.values())))


def is_listed(request: HttpRequest) -> bool:
    """Says whether search engines may list the page that is asked for."""
    found = request.resolver_match
    return settings.LANDSEA_INDEX and found is not None and found.view_name in LISTED


def without_language(path: str) -> str:
    """Returns the address that leads each reader to the page in the reader's own language."""
    prefix, _, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if prefix in dict(settings.LANGUAGES) else path


def in_languages(path: str) -> Iterator[tuple[str, str]]:
    """Returns a page's address in each language, by the language's tag."""
    bare = without_language(path)
    for code, _name in settings.LANGUAGES:
        yield canonical_tag(code), f"/{code}{bare}"


def list_files() -> list[str]:
    """Lists the names of the files of the sitemap."""
    names = ["pages-1"]
    for name, section in SECTIONS.items():
        files = -(-section.count() // RECORDS_IN_A_FILE)
        names += [f"{name}-{number}" for number in range(1, files + 1)]
    return names


def list_addresses(section: str, number: int) -> list[tuple[str, datetime | None]]:
    """Lists the addresses of one file, in English, with when each page was last changed."""
    with translation.override("en"):
        if section == "pages":
            return [(reverse(name), None) for name in PAGES]
        found = SECTIONS[section]
        records = found.list((number - 1) * RECORDS_IN_A_FILE, RECORDS_IN_A_FILE)
        return [
            (reverse(found.route, kwargs={found.parameter: each.key}), each.updated_at)
            for each in records
        ]
