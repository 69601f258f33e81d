"""The pages of the calendar: what is on in a month, and one event."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from landsea.foundation import formats
from landsea.foundation.requests import Request
from landsea.kernel.periods import Period, add_months
from landsea.kernel.texts import canonical_tag
from landsea.library.engine.schema_org import describe_event
from landsea.library.queries import EventPlace, get_event, list_month

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
_LONGEST_PLACE = 110


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A market or a city to narrow the calendar to."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MarketChoice:
    """A market and its cities that have events."""

    label: str
    whole: PlaceChoice
    cities: tuple[PlaceChoice, ...]


@require_GET
def calendar(request: Request) -> HttpResponse:
    """Shows a month: events on known days, events of which only the month is known, holidays."""
    today = timezone.localdate()
    first = read_month(request, today)
    where = request.GET.get("where", "").replace("\x00", "")[:_LONGEST_PLACE]
    market, _slash, city = where.partition("/")
    found = list_month(Period.month_of(first), market=market, city=city)
    return render(
        request,
        "library/calendar.html",
        {
            "month": first,
            "month_value": f"{first:%Y-%m}",
            "found": found,
            "is_empty": not found.dated and not found.some_time,
            "where": where,
            "markets": list_choices(found.places, where),
            "previous_address": address_of(add_months(first, -1), where),
            "next_address": address_of(add_months(first, 1), where),
            "this_address": address_of(today, where),
            "is_this_month": (first.year, first.month) == (today.year, today.month),
        },
    )


@require_GET
def event(request: Request, event_id: UUID) -> HttpResponse:
    """Shows one event: when it comes next and how surely that is known, where, and from whom."""
    detail = get_event(event_id, actor=request.actor, today=timezone.localdate())
    described = describe_event(
        detail,
        language=canonical_tag(get_language() or "en"),
        address=request.build_absolute_uri(request.path),
    )
    context = {"detail": detail, "event": detail.event, "described": described}
    return render(request, "library/event.html", context)


def read_month(request: Request, today: date) -> date:
    """Returns the first day of the month that is asked for; of the present one by default."""
    given = _MONTH.fullmatch(request.GET.get("month", ""))
    return date(int(given[1]), int(given[2]), 1) if given else today.replace(day=1)


def address_of(day: date, where: str) -> str:
    """Returns the address of a day's month in the same place; empty outside the calendar."""
    if not 2000 <= day.year <= 2099:
        return ""
    query = {"month": f"{day:%Y-%m}"} | ({"where": where} if where else {})
    return f"{reverse('calendar:month')}?{urlencode(query)}"


def list_choices(places: tuple[EventPlace, ...], where: str) -> list[MarketChoice]:
    """Lists the markets with events and their cities, as the reader's language orders them."""
    language = get_language() or "en"
    choices = []
    for market in dict.fromkeys(place.market for place in places):
        cities = [
            PlaceChoice(
                f"{market}/{place.city}",
                str(place.names.in_language(language)) or place.city,
                where == f"{market}/{place.city}",
            )
            for place in places
            if place.market == market and place.city
        ]
        name = formats.market_name(market, language)
        whole = PlaceChoice(market, name, where == market)
        choices.append(
            MarketChoice(name, whole, tuple(sorted(cities, key=lambda each: each.label)))
        )
    return sorted(choices, key=lambda each: each.label)
