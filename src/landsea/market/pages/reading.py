"""What forms and addresses of the market's pages say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.foundation import formats
from landsea.foundation.faults import InvalidFields
from landsea.foundation.requests import Request
from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import LANGUAGES
from landsea.market.engine.listing_input import LONGEST_TEXT, LONGEST_TITLE, ListingInput
from landsea.market.engine.listings import ListingKind, Side
from landsea.market.queries import LONGEST_QUERY, ListingFilter, ListingValue
from landsea.members import queries as members

AnyChoice = TypeVar("AnyChoice", bound=StrEnum)

_NUMBER = re.compile(r"\d{1,6}")
#: How long a listing is open unless somebody says otherwise.
_USUAL_DAYS = 90


@dataclass(frozen=True, slots=True)
class FormText:
    """A listing's title and text in one language, as they were typed."""

    tag: str
    title: str
    text: str

    @property
    def is_filled(self) -> bool:
        return bool(self.title.strip() or self.text.strip())


@dataclass(frozen=True, slots=True)
class MarketChoice:
    """A market that a listing may be about."""

    code: str
    label: str
    is_chosen: bool
    #: Shown without unfolding the others.
    is_near: bool


def read_filter(request: Request) -> ListingFilter:
    """Returns what is asked for; raises InvalidInput for a kind or side that is none."""
    return ListingFilter(
        query=_text(request, "q")[:LONGEST_QUERY],
        kind=read_choice(request, "kind", ListingKind),
        side=read_choice(request, "side", Side),
        alliance=_text(request, "alliance")[:80],
        market=_text(request, "market")[:2].upper(),
    )


def read_choice(request: Request, name: str, choices: type[AnyChoice]) -> AnyChoice | None:
    """Returns what an address narrows to; raises InvalidInput for what is none."""
    value = _text(request, name)
    try:
        return choices(value) if value else None
    except ValueError as error:
        raise InvalidInput(field=name, value=value[:40]) from error


def read_offset(request: Request) -> int:
    """Returns how many rows stand before this page; a wrong number is none."""
    given = request.GET.get("from", "")
    return int(given) if _NUMBER.fullmatch(given) else 0


def address_of(request: Request, offset: int | None) -> str:
    """Returns the address of the same list from another place on; empty when there is none."""
    if offset is None:
        return ""
    query = {key: value for key, value in request.GET.items() if key != "from" and value}
    return f"{request.path}?{urlencode(query | ({'from': str(offset)} if offset else {}))}"


def read_form(sent: QueryDict) -> ListingInput:
    """Returns a listing as it was typed, no longer than what may be kept, and a little more."""
    return ListingInput(
        kind=sent.get("kind", ""),
        side=sent.get("side", ""),
        titles={tag: sent.get(f"title-{tag}", "")[: LONGEST_TITLE + 1] for tag in LANGUAGES},
        texts={tag: sent.get(f"text-{tag}", "")[: LONGEST_TEXT + 1] for tag in LANGUAGES},
        languages=[tag for tag in sent.getlist("language") if tag in LANGUAGES],
        markets=sent.getlist("market"),
        place=sent.get("place", ""),
        contact_url=sent.get("contact_url", ""),
        first_day=sent.get("first_day", ""),
        last_day=sent.get("last_day", ""),
    )


def input_of(listing: ListingValue) -> ListingInput:
    """Returns a listing as its form shows it."""
    return ListingInput(
        kind=listing.kind.value,
        side=listing.side.value,
        titles=listing.titles.as_dict(),
        texts=listing.texts.as_dict(),
        languages=listing.languages,
        markets=listing.markets,
        place=listing.place,
        contact_url=listing.contact_url,
        first_day=listing.period.starts_on.isoformat(),
        last_day=listing.period.last_day.isoformat(),
    )


def new_input(today: date, market: str) -> ListingInput:
    """Returns the form of a new listing: from today on, in the organisation's market."""
    return ListingInput(
        languages=[_own_tag()],
        markets=[market],
        first_day=today.isoformat(),
        last_day=(today + timedelta(days=_USUAL_DAYS - 1)).isoformat(),
    )


def with_others(typed: ListingInput, kept: ListingValue) -> ListingInput:
    """Returns what was typed, with texts in languages that the form does not ask for."""

    def others(texts: Mapping[str, str]) -> dict[str, str]:
        return {tag: text for tag, text in texts.items() if tag not in LANGUAGES}

    return ListingInput(
        kind=typed.kind,
        side=typed.side,
        titles={**others(kept.titles.as_dict()), **typed.titles},
        texts={**others(kept.texts.as_dict()), **typed.texts},
        languages=typed.languages,
        markets=typed.markets,
        place=typed.place,
        contact_url=typed.contact_url,
        first_day=typed.first_day,
        last_day=typed.last_day,
    )


def list_texts(given: ListingInput) -> list[FormText]:
    """Lists titles and texts by language, the reader's own first."""
    own = _own_tag()
    tags = [own, *(tag for tag in LANGUAGES if tag != own)]
    return [FormText(tag, given.titles.get(tag, ""), given.texts.get(tag, "")) for tag in tags]


def list_markets(given: ListingInput) -> list[MarketChoice]:
    """Lists markets by name, in two parts: where members are or what is chosen, and the others."""
    language = get_language() or "en"
    near = {each.market for each in members.list_organisations()} | set(given.markets)
    choices = [
        MarketChoice(code, formats.market_name(code, language), code in given.markets, code in near)
        for code in formats.market_codes()
    ]
    return sorted(choices, key=lambda each: each.label.casefold())


def faults_by_field(fault: InvalidFields) -> dict[str, str]:
    """Returns what is wrong with each field in the reader's language, the first of each."""
    found: dict[str, str] = {}
    for each in fault.faults:
        found.setdefault(each.field, f"{_(each.what)} {_(each.mend).format(**dict(each.params))}")
    return found


def _own_tag() -> str:
    code = (get_language() or "en").lower()
    return next((tag for tag in LANGUAGES if tag.lower() == code), LANGUAGES[0])


def _text(request: Request, name: str) -> str:
    # PostgreSQL's text holds no NUL.
    return request.GET.get(name, "").replace("\x00", "").strip()
