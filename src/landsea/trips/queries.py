"""What pages and other modules ask about trips."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound
from landsea.kernel.periods import Period
from landsea.library import queries as library
from landsea.trips.models import HoursBasis, Trip, TripDay, TripOmission, TripStop
from landsea.trips.towns import Town, find_town

_OF_A_SEEN_TRIP = "parts of a trip that the reader sees"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopValue:
    """A visit of an itinerary; all times are on the clocks of the trip's town."""

    #: None when the place is no longer published.
    place: library.PlaceSummary | None
    #: Counts from 1 through all days, as on the map.
    number: int
    arrives_at: datetime
    starts_at: datetime
    leaves_at: datetime
    opens_at: datetime
    closes_at: datetime
    travel_minutes: float
    travel_km: float
    travel_mode: str
    has_margin: bool
    is_must: bool
    is_assumed: bool

    @property
    def wait_minutes(self) -> float:
        return (self.starts_at - self.arrives_at).total_seconds() / 60

    @property
    def is_visit(self) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RestValue:
    """A meal or rest of an itinerary."""

    name: str
    starts_at: datetime
    leaves_at: datetime

    @property
    def is_visit(self) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayValue:
    """One day of an itinerary, its visits and rests in the order of time."""

    on: date
    leaves_at: datetime
    returns_at: datetime
    return_minutes: float
    return_km: float
    return_mode: str
    parts: tuple[StopValue | RestValue, ...]

    @property
    def stops(self) -> tuple[StopValue, ...]:
        return tuple(part for part in self.parts if isinstance(part, StopValue))


@dataclass(frozen=True, slots=True, kw_only=True)
class OmissionValue:
    """A wished place that is out, and why."""

    place: library.PlaceSummary | None
    reason: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TripSummary:
    """A trip in a list."""

    public_id: UUID
    town: Town | None
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class TripValue:
    """A trip with its itinerary."""

    public_id: UUID
    town: Town | None
    period: Period
    pace: str
    interests: tuple[str, ...]
    time_zone: str
    designed_at: datetime
    seed: int
    iterations: int
    score: float
    days: tuple[DayValue, ...]
    omissions: tuple[OmissionValue, ...]

    @property
    def stops(self) -> tuple[StopValue, ...]:
        return tuple(stop for day in self.days for stop in day.stops)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStop:
    """That a traveller planned to be at a place on a day."""

    trip: UUID
    on: date
    starts_at: datetime
    leaves_at: datetime


def list_trips(actor: Actor) -> list[TripSummary]:
    """Lists the actor's trips, the latest designed first."""
    if actor.subject is None:
        return []
    rows = Trip.objects.visible_to(actor).filter(traveller=actor.subject).order_by("-id")
    return [
        TripSummary(public_id=row.public_id, town=find_town(row.town), period=_period(row))
        for row in rows
    ]


def get_trip(public_id: UUID, *, actor: Actor) -> TripValue:
    """Returns one of the actor's trips."""
    row = Trip.objects.visible_to(actor).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    days = row.days.unscoped(_OF_A_SEEN_TRIP).order_by("on").prefetch_related("stops", "rests")
    omissions = list(row.omissions.unscoped(_OF_A_SEEN_TRIP).order_by("position"))
    pks = {stop.place_id for day in days for stop in day.stops.unscoped(_OF_A_SEEN_TRIP)}
    places = library.list_places_by_pks(pks | {omission.place_id for omission in omissions})
    zone = ZoneInfo(row.time_zone)
    return TripValue(
        public_id=row.public_id,
        town=find_town(row.town),
        period=_period(row),
        pace=row.pace,
        interests=tuple(row.interests),
        time_zone=row.time_zone,
        designed_at=row.designed_at,
        seed=row.seed,
        iterations=row.iterations,
        score=row.score,
        days=_days(days, places, zone),
        omissions=tuple(_omission(omission, places) for omission in omissions),
    )


def list_stops_at(place_pk: int, *, trip: UUID | None, traveller: UUID) -> list[PlannedStop]:
    """Lists when a traveller planned to be at a place on one trip, for the trace of a card."""
    if trip is None:
        return []
    rows = (
        TripStop.objects.unscoped(
            "whoever may trace a card follows it to the stop it was taken for"
        )
        .filter(place_id=place_pk, day__trip__public_id=trip, day__trip__traveller=traveller)
        .select_related("day__trip")
        .order_by("starts_at")
    )
    return [
        PlannedStop(
            trip=row.day.trip.public_id,
            on=row.day.on,
            starts_at=row.starts_at.astimezone(ZoneInfo(row.day.trip.time_zone)),
            leaves_at=row.leaves_at.astimezone(ZoneInfo(row.day.trip.time_zone)),
        )
        for row in rows
    ]


def _period(row: Trip) -> Period:
    return Period.days(row.starts_on, row.day_count)


def _days(
    rows: Iterable[TripDay], places: dict[int, library.PlaceSummary], zone: ZoneInfo
) -> tuple[DayValue, ...]:
    days: list[DayValue] = []
    for row in rows:
        before = sum(len(day.stops) for day in days)
        days.append(_day(row, places, zone, before))
    return tuple(days)


def _day(
    row: TripDay, places: dict[int, library.PlaceSummary], zone: ZoneInfo, before: int
) -> DayValue:
    parts: list[StopValue | RestValue] = [
        _stop(stop, places, zone, before) for stop in row.stops.unscoped(_OF_A_SEEN_TRIP)
    ]
    parts += [
        RestValue(
            name=rest.name,
            starts_at=rest.starts_at.astimezone(zone),
            leaves_at=rest.leaves_at.astimezone(zone),
        )
        for rest in row.rests.unscoped(_OF_A_SEEN_TRIP)
    ]
    return DayValue(
        on=row.on,
        leaves_at=row.leaves_at.astimezone(zone),
        returns_at=row.returns_at.astimezone(zone),
        return_minutes=row.return_minutes,
        return_km=row.return_km,
        return_mode=row.return_mode,
        parts=tuple(sorted(parts, key=lambda part: (part.starts_at, part.leaves_at))),
    )


def _stop(
    row: TripStop, places: dict[int, library.PlaceSummary], zone: ZoneInfo, before: int
) -> StopValue:
    return StopValue(
        place=places.get(row.place_id),
        number=before + row.position,
        arrives_at=row.arrives_at.astimezone(zone),
        starts_at=row.starts_at.astimezone(zone),
        leaves_at=row.leaves_at.astimezone(zone),
        opens_at=row.opens_at.astimezone(zone),
        closes_at=row.closes_at.astimezone(zone),
        travel_minutes=row.travel_minutes,
        travel_km=row.travel_km,
        travel_mode=row.travel_mode,
        has_margin=row.has_margin,
        is_must=row.is_must,
        is_assumed=row.hours_basis == HoursBasis.ASSUMED,
    )


def _omission(row: TripOmission, places: dict[int, library.PlaceSummary]) -> OmissionValue:
    return OmissionValue(place=places.get(row.place_id), reason=row.reason, params=row.params)
