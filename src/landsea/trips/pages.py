"""The pages of trips: what is asked for, and the itinerary that comes of it."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from landsea.foundation.requests import Request, ensure_visitor_subject
from landsea.foundation.shown import ShownError, shown
from landsea.kernel.errors import InvalidInput, LandseaError
from landsea.library import queries as library
from landsea.trips import queries
from landsea.trips.engine.problem import Pace
from landsea.trips.engine.schema_org import describe_trip
from landsea.trips.errors import UnknownTown
from landsea.trips.phrases import cause_sentences, reason_sentence
from landsea.trips.problems import RADIUS_KM
from landsea.trips.services import delete_trip, design_trip
from landsea.trips.towns import find_town, list_towns
from landsea.trips.trip_map import draw_trip
from landsea.trips.wishes import MAX_DAYS, TripWishes

#: What people come for, as the library's records name it.
INTERESTS = (
    ("history", gettext_lazy("history")),
    ("culture", gettext_lazy("culture")),
    ("nature", gettext_lazy("nature")),
    ("religion", gettext_lazy("temples and churches")),
    ("sightseeing", gettext_lazy("sights")),
    ("streetlife", gettext_lazy("streets and squares")),
    ("food", gettext_lazy("food and markets")),
    ("family", gettext_lazy("things for children")),
    ("leisure", gettext_lazy("parks and gardens")),
)
PACES = (
    (Pace.RELAXED, gettext_lazy("unhurried: longer visits")),
    (Pace.STEADY, gettext_lazy("steady")),
    (Pace.BRISK, gettext_lazy("brisk: shorter visits")),
)


@never_cache
@require_GET
def trips(request: Request) -> HttpResponse:
    """Lists the visitor's trips."""
    return render(request, "trips/list.html", {"trips": queries.list_trips(request.actor)})


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Asks for dates, start, pace, interests and musts, and designs the trip."""
    given = request.POST if request.method == "POST" else request.GET
    fault: ShownError | None = None
    causes: list[str] = []
    if request.method == "POST":
        try:
            trip_id = design_trip(
                read_wishes(given),
                traveller=ensure_visitor_subject(request),
                by=request.actor,
                now=timezone.now(),
            )
        except LandseaError as error:
            fault = shown(error)
            causes = cause_sentences(error)
        else:
            return redirect("trips:trip", trip_id=trip_id)
    return render(
        request,
        "trips/new.html",
        _form(given) | {"fault": fault, "causes": causes},
        status=422 if fault else 200,
    )


@never_cache
@require_GET
def trip(request: Request, trip_id: UUID) -> HttpResponse:
    """Shows an itinerary, and why wished places are out."""
    found = queries.get_trip(trip_id, actor=request.actor)
    omissions = [
        (omission, reason_sentence(omission.reason, omission.params))
        for omission in found.omissions
    ]
    context = {
        "trip": found,
        "omissions": omissions,
        "pace": dict(PACES).get(Pace(found.pace)),
        "described": _describe(found, request),
        "features": json.dumps(draw_trip(found, get_language() or "en"), ensure_ascii=False),
    }
    return render(request, "trips/trip.html", context)


def _describe(found: queries.TripValue, request: Request) -> dict[str, object]:
    """Returns the itinerary for machines that read the page."""
    language = get_language() or "en"
    days = len(found.period)
    name = ngettext("%(days)s day from %(town)s", "%(days)s days from %(town)s", days)
    site = request.build_absolute_uri
    return describe_trip(
        name % {"days": days, "town": found.town.names.in_language(language) if found.town else ""},
        address=site(request.path),
        stops=(
            (
                str(stop.place.names.in_language(language)),
                site(reverse("library:detail", args=[stop.place.public_id])),
                stop.starts_at,
            )
            for stop in found.stops
            if stop.place is not None
        ),
    )


@require_POST
def delete(request: Request, trip_id: UUID) -> HttpResponse:
    """Removes one of the visitor's trips."""
    delete_trip(trip_id, by=request.actor)
    messages.success(request, _("The trip is gone."))
    return redirect("trips:list")


def read_wishes(given: QueryDict) -> TripWishes:
    """Returns the wishes in a form; raises InvalidInput naming the field that can't be read."""
    town = find_town(given.get("town", ""))
    if town is None:
        raise UnknownTown(field=_("Start"), value=given.get("town", ""))
    return TripWishes(
        town=town,
        starts_on=_date(given.get("starts_on", "")),
        day_count=_whole_number(given.get("days", ""), _("Days")),
        pace=_pace(given.get("pace", Pace.STEADY)),
        interests=tuple(key for key, _label in INTERESTS if key in given.getlist("interest")),
        must_see=tuple(_places(given.getlist("must"))),
        leaves=_minutes(given.get("leaves", "08:30"), _("Leave at")),
        back=_minutes(given.get("back", "19:00"), _("Back by")),
    )


def _form(given: QueryDict) -> dict[str, object]:
    town = find_town(given.get("town", "")) or list_towns()[0]
    must = set(given.getlist("must"))
    today = timezone.now().astimezone(ZoneInfo(town.time_zone)).date()
    wished = library.list_places_by_ids(_places(given.getlist("must"), strict=False))
    near = library.list_candidates_near(town.position, radius_km=RADIUS_KM)
    offered = [*wished.values(), *(place for place in near if place.public_id not in wished)]
    return {
        "towns": list_towns(),
        "town": town,
        "starts_on": given.get("starts_on") or today + timedelta(days=1),
        "earliest": today,
        "days": given.get("days", "2"),
        "max_days": MAX_DAYS,
        "leaves": given.get("leaves", "08:30"),
        "back": given.get("back", "19:00"),
        "paces": PACES,
        "pace": given.get("pace", Pace.STEADY.value),
        "interests": INTERESTS,
        "chosen_interests": given.getlist("interest"),
        "offered": offered,
        "must": must,
    }


def _date(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise InvalidInput(field=_("First day"), value=text)
    return day


def _minutes(text: str, field: str) -> int:
    try:
        clock = parse_time(text)
    except ValueError:
        clock = None
    if clock is None:
        raise InvalidInput(field=field, value=text)
    return clock.hour * 60 + clock.minute


def _whole_number(text: str, field: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise InvalidInput(field=field, value=text)
    return int(text)


def _pace(text: str) -> Pace:
    try:
        return Pace(text)
    except ValueError:
        raise InvalidInput(field=_("Pace"), value=text) from None


def _places(texts: Sequence[str], *, strict: bool = True) -> list[UUID]:
    ids = []
    for text in texts:
        try:
            ids.append(UUID(text))
        except ValueError:
            if strict:
                raise InvalidInput(field=_("Must see"), value=text) from None
    return ids
