"""Designs trips and keeps them."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound, Parameter
from landsea.library import queries as library
from landsea.library.queries import PlaceSummary
from landsea.trips.engine.itinerary import DayPlan, Design
from landsea.trips.engine.problem import Wish
from landsea.trips.engine.reasons import NoFeasibleTrip
from landsea.trips.models import HoursBasis, Trip, TripDay, TripOmission, TripRest, TripStop
from landsea.trips.problems import RADIUS_KM, PlannedPlaces, build_problem, has_stated_hours
from landsea.trips.wishes import TripWishes

logger = logging.getLogger(__name__)

#: Reason of a wished place whose whereabouts nobody has told; the designer never sees it.
POSITION_UNKNOWN = "position-unknown"
_SEED = 20261122


def design_trip(wishes: TripWishes, *, traveller: UUID, by: Actor, now: datetime) -> UUID:
    """Designs a trip inside opening hours, keeps it and returns its public id.

    Raises what is wrong with the wishes, and NoFeasibleTrip naming the musts that conflict.
    """
    today = now.astimezone(ZoneInfo(wishes.town.time_zone)).date()
    wishes.check(today=today)
    wished = library.list_places_by_ids(wishes.must_see)
    if len(wished) != len(set(wishes.must_see)):
        raise library.PlaceNotFound
    musts = [wished[public_id] for public_id in dict.fromkeys(wishes.must_see)]
    near = library.list_candidates_near(wishes.town.position, radius_km=RADIUS_KM)
    planned = build_problem(wishes, near, [place for place in musts if place.position])
    design = _design(planned)
    return _keep(design, planned, wishes, musts, traveller=traveller, now=now)


def delete_trip(trip_id: UUID, *, by: Actor) -> None:
    """Removes a trip of the actor's."""
    trip = Trip.objects.visible_to(by).filter(public_id=trip_id).first()
    if trip is None:
        raise NotFound
    trip.delete()


def take_over_trips(before: UUID, after: UUID, *, by: Actor, now: datetime) -> None:
    """Gives the trips of one traveller to another, who was found to be the same."""
    with transaction.atomic():
        trips = list(
            Trip.objects.unscoped("they were made in the browser that signed in")
            .select_for_update()
            .filter(traveller=before)
            .order_by("id")
        )
        for trip in trips:
            trip.traveller = after
        Trip.objects.bulk_update(trips, ["traveller"])
        # The log names no subject that the person does not act under.
        changelog.record_many(
            [changelog.build(trip, action="take-over", by=by, now=now, patch={}) for trip in trips]
        )


def _design(planned: PlannedPlaces) -> Design:
    # The designer's compiled code takes a second to load: gates and lists never need it.
    from landsea.trips.engine.checker import check  # noqa: PLC0415 -- slow import
    from landsea.trips.engine.designer import design  # noqa: PLC0415 -- slow import
    from landsea.trips.engine.stopping import CpuSeconds  # noqa: PLC0415 -- slow import

    try:
        found = design(
            planned.problem, stop=CpuSeconds(settings.LANDSEA_DESIGN_SECONDS), seed=_SEED
        )
    except NoFeasibleTrip as error:
        names = {each: place.names for each, place in planned.places.items()}
        raise error.named(names) from error
    if violations := check(planned.problem, found):
        # A plan that breaks a rule must never reach a traveller, whatever made it.
        logger.error("the designer broke its own rules", extra={"violations": str(violations)})
        raise RuntimeError(f"The trip designer's plan breaks {violations[0]}.")
    return found


@transaction.atomic
def _keep(
    design: Design,
    planned: PlannedPlaces,
    wishes: TripWishes,
    musts: list[PlaceSummary],
    *,
    traveller: UUID,
    now: datetime,
) -> UUID:
    trip = Trip.objects.create(
        traveller=traveller,
        town=wishes.town.key,
        starts_on=wishes.starts_on,
        day_count=wishes.day_count,
        pace=wishes.pace,
        leaves_minute=wishes.leaves,
        back_minute=wishes.back,
        interests=list(wishes.interests),
        time_zone=wishes.town.time_zone,
        seed=design.seed,
        iterations=design.iterations,
        score=design.score,
        designed_at=now,
    )
    for plan in design.days:
        _keep_day(trip, plan, planned)
    omissions = [
        (
            planned.places[each.candidate_id],
            each.reason.value,
            dict(each.params),
            each.displaced_ids,
        )
        for each in design.left_out
    ]
    omissions += [(place, POSITION_UNKNOWN, {}, ()) for place in musts if place.position is None]
    TripOmission.objects.bulk_create(
        TripOmission(
            trip=trip,
            place_id=place.pk,
            position=position,
            reason=reason,
            params=_named(params, displaced, planned),
        )
        for position, (place, reason, params, displaced) in enumerate(omissions)
    )
    return trip.public_id


def _keep_day(trip: Trip, plan: DayPlan, planned: PlannedPlaces) -> None:
    zone = ZoneInfo(trip.time_zone)
    day = TripDay.objects.create(
        trip=trip,
        on=plan.date,
        leaves_at=_instant(plan.date, plan.starts, zone),
        returns_at=_instant(plan.date, plan.ends, zone),
        return_minutes=plan.last_leg.minutes,
        return_km=plan.last_leg.km or 0.0,
        return_mode=plan.last_leg.mode,
    )
    candidates = {each.id: each for each in planned.problem.candidates}
    day_number = next(
        number for number, each in enumerate(planned.problem.days) if each.date == plan.date
    )
    stops = []
    for position, visit in enumerate(plan.visits, start=1):
        place = planned.places[visit.candidate_id]
        candidate = candidates[visit.candidate_id]
        window = next(
            each
            for each in candidate.windows[day_number]
            if each.opens <= visit.starts and visit.leaves <= each.closes + 0.01
        )
        starts_at = _instant(plan.date, visit.starts, zone)
        stops.append(
            TripStop(
                day=day,
                place_id=place.pk,
                position=position,
                arrives_at=_instant(plan.date, visit.arrives, zone),
                starts_at=starts_at,
                leaves_at=_instant(plan.date, visit.leaves, zone),
                travel_minutes=visit.leg.minutes,
                travel_km=visit.leg.km or 0.0,
                travel_mode=visit.leg.mode,
                has_margin=visit.leg.is_rough,
                is_must=candidate.wish is Wish.MUST,
                hours_basis=HoursBasis.STATED if has_stated_hours(place) else HoursBasis.ASSUMED,
                opens_at=_instant(plan.date, window.opens, zone),
                closes_at=_instant(plan.date, window.closes, zone),
            )
        )
    TripStop.objects.bulk_create(stops)
    TripRest.objects.bulk_create(
        TripRest(
            day=day,
            name=rest.name,
            starts_at=_instant(plan.date, rest.starts, zone),
            leaves_at=_instant(plan.date, rest.leaves, zone),
        )
        for rest in plan.breaks
    )


def _named(
    params: Mapping[str, Parameter], displaced: Iterable[str], planned: PlannedPlaces
) -> dict[str, object]:
    """Returns a reason's parameters, displaced places by their names in all languages."""
    names = [planned.places[each].names.as_dict() for each in displaced]
    return {**params, "displaced": names} if names else dict(params)


def _instant(day: date, minutes: float, zone: ZoneInfo) -> datetime:
    """Returns the instant so many minutes of the local clock after a day's midnight."""
    seconds = round(minutes * 60)
    local = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return local.replace(tzinfo=zone)
