"""The pages of the library: places to look for, and one place with all that is known of it."""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_GET
from django_htmx.middleware import HtmxDetails

from landsea.foundation import formats
from landsea.foundation.requests import Request
from landsea.kernel.errors import InvalidInput
from landsea.kernel.geo import Position, Precision
from landsea.kernel.texts import canonical_tag
from landsea.library.engine.labels import KIND_LABELS
from landsea.library.engine.map_features import features_of, map_place_of
from landsea.library.engine.places import CityCount, PlaceFacets, PlaceSummary
from landsea.library.engine.schema_org import describe_place
from landsea.library.engine.today import HoursToday, hours_today
from landsea.library.engine.vocabulary import ResourceKind
from landsea.library.queries import (
    MAX_QUERY_LENGTH,
    PAGE_SIZE,
    PlaceFilter,
    count_facets,
    get_place,
    list_place_events,
    list_places,
)

_WORLD_HERITAGE = re.compile(r"WHS (?P<number>\d+)(?: \((?P<year>\d{4}))?")
_NUMBER = re.compile(r"\d{1,6}")

#: What narrows a list and a map alike.
FILTERS = ("q", "kind", "market", "city")

_KIND_ICONS = {
    "leaf": ("beach", "cave", "garden", "island", "nationalpark", "nature", "park", "rural"),
    "ticket": ("aquarium", "attraction", "ski", "stadium", "theatre", "themepark", "zoo"),
    "stamp": ("heritage", "industrial", "intangible", "memorial", "museum", "temple"),
    "walk": ("landmark", "market", "oldtown", "shopping", "street"),
    "route": ("transport",),
    "sun": ("hotspring", "waterfall"),
    "moon": ("hotel",),
}
KIND_ICONS = {ResourceKind(kind): icon for icon, kinds in _KIND_ICONS.items() for kind in kinds}


class HtmxRequest(Request):
    """A request of which is known whether htmx sent it."""

    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as a line of the list shows it."""

    place: PlaceSummary
    hours: HoursToday | None
    icon: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, what it is called and how many places it leaves."""

    value: str
    label: str
    count: int
    is_chosen: bool


@require_GET
def places(request: HtmxRequest) -> HttpResponse:
    """Lists places by name, kind, market and city; for htmx the list and its filters only."""
    wanted = read_filter(request)
    now = timezone.now()
    page = list_places(
        wanted,
        offset=read_offset(request),
        limit=PAGE_SIZE,
        language=get_language() or "en",
    )
    is_fragment = bool(request.htmx) and not request.htmx.history_restore_request
    context = {
        "wanted": wanted,
        "is_narrowed": wanted != PlaceFilter(),
        "is_filtered": replace(wanted, query="") != PlaceFilter(),
        "page": page,
        "rows": [place_row(place, now) for place in page.places],
        "next_address": address_of(request, page.next_offset),
        "previous_address": address_of(request, page.previous_offset),
        "map_address": with_filters(request, "library:map"),
        "all_address": reverse("library:list"),
        "choices": list_choices(count_facets(wanted), wanted),
        "max_query_length": MAX_QUERY_LENGTH,
        "is_fragment": is_fragment,
    }
    template = "library/_rows.html" if is_fragment else "library/list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_GET
def place(request: Request, public_id: UUID) -> HttpResponse:
    """Shows one place: what is known, how surely, and where each fact comes from."""
    detail = get_place(public_id, actor=request.actor)
    found = detail.place
    return render(
        request,
        "library/detail.html",
        {
            "detail": detail,
            "place": found,
            "icon_name": KIND_ICONS[found.kind],
            "events": list_place_events(public_id, timezone.localdate()),
            "hours": place_row(found, timezone.now()).hours,
            "heritage": _WORLD_HERITAGE.match(found.world_heritage),
            "coordinates": coordinates(found.position),
            "market": market_name(found.market),
            "described": describe_place(
                detail,
                language=canonical_tag(get_language() or "en"),
                address=request.build_absolute_uri(request.path),
            ),
            "features": map_features(found),
            "map_address": of_city("library:map", found),
            "near_address": of_city("library:map-points", found),
        },
    )


def of_city(name: str, place: PlaceSummary) -> str:
    """Returns an address of the library, narrowed to the city of a place."""
    return f"{reverse(name)}?{urlencode({'city': place.city})}" if place.city else reverse(name)


def map_features(place: PlaceSummary) -> str:
    """Returns what the map of one place shows, as GeoJSON; empty where its position is unknown."""
    shown = map_place_of(place)
    return json.dumps(features_of([shown], get_language() or "en")) if shown else ""


def place_row(place: PlaceSummary, now: datetime) -> PlaceRow:
    """Returns a place with its hours of the present day."""
    hours = hours_today(place.opening_hours, at=now, time_zone=place.time_zone, market=place.market)
    return PlaceRow(place, hours, KIND_ICONS[place.kind])


def read_filter(request: Request) -> PlaceFilter:
    """Returns what is asked for; raises InvalidInput for a kind that is none."""
    kind = request.GET.get("kind", "")
    try:
        chosen = ResourceKind(kind) if kind else None
    except ValueError as error:
        raise InvalidInput(field="kind", value=kind[:100]) from error
    return PlaceFilter(
        query=_text(request, "q"),
        kind=chosen,
        market=_text(request, "market"),
        city=_text(request, "city"),
    )


def read_offset(request: Request) -> int:
    """Returns how many places stand before this page; a wrong number is none."""
    given = request.GET.get("from", "")
    return int(given) if _NUMBER.fullmatch(given) else 0


def address_of(request: Request, offset: int | None) -> str:
    """Returns the address of the same list from another place on; empty when there is none."""
    if offset is None:
        return ""
    query = request.GET.copy()
    query.pop("from", None)
    if offset:
        query["from"] = str(offset)
    return f"{request.path}?{query.urlencode()}"


def with_filters(request: Request, name: str) -> str:
    """Returns another address of the library that is narrowed in the same way."""
    query = request.GET.copy()
    for key in [key for key in query if key not in FILTERS or not query[key]]:
        del query[key]
    return f"{reverse(name)}?{query.urlencode()}" if query else reverse(name)


def list_choices(facets: PlaceFacets, wanted: PlaceFilter) -> dict[str, list[Choice]]:
    """Returns the values of each filter; one that is chosen stays although it leaves nothing."""
    kinds = dict(facets.kinds)
    if wanted.kind:
        kinds.setdefault(wanted.kind, 0)
    markets = dict(facets.markets)
    if wanted.market:
        markets.setdefault(wanted.market, 0)
    return {
        "kinds": [
            Choice(kind.value, KIND_LABELS[kind], count, kind is wanted.kind)
            for kind, count in kinds.items()
        ],
        "markets": [
            Choice(code, market_name(code), count, code == wanted.market)
            for code, count in markets.items()
        ],
        "cities": _city_choices(facets.cities, wanted.city),
    }


def market_name(code: str) -> str:
    """Returns what the reader's language calls a market, by CLDR."""
    return formats.market_name(code, get_language() or "en")


def coordinates(position: Position | None) -> str:
    """Returns a position with no more decimals than it has; empty where only the area is known."""
    if position is None or position.precision is Precision.DISTRICT:
        return ""
    digits = 5 if position.error_km < 0.05 else 2 if position.error_km < 5 else 1
    north = "N" if position.latitude >= 0 else "S"
    east = "E" if position.longitude >= 0 else "W"
    latitude, longitude = abs(position.latitude), abs(position.longitude)
    return f"{latitude:.{digits}f}° {north}, {longitude:.{digits}f}° {east}"


def _city_choices(cities: tuple[CityCount, ...], chosen: str) -> list[Choice]:
    language = get_language() or "en"
    choices = [
        Choice(
            each.city,
            str(each.names.in_language(language)) or each.city,
            each.count,
            each.city == chosen,
        )
        for each in cities
    ]
    if chosen and all(not choice.is_chosen for choice in choices):
        choices.append(Choice(chosen, chosen, 0, is_chosen=True))
    return choices


def _text(request: Request, name: str) -> str:
    # PostgreSQL's text holds no NUL.
    return request.GET.get(name, "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
