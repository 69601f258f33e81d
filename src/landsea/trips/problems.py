"""Builds the designer's problem from the library's places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from landsea.library.engine.assumed_hours import assumed_windows
from landsea.library.engine.opening_hours import windows_on
from landsea.library.queries import PlaceSummary
from landsea.trips.engine.legs import EstimatedTravel
from landsea.trips.engine.problem import (
    Break,
    Candidate,
    Day,
    DesignProblem,
    Dwell,
    Pace,
    Window,
    Wish,
)
from landsea.trips.engine.scoring import score_place
from landsea.trips.wishes import TripWishes

#: Around the town, as the crow flies: what is further can't be visited and left in a day.
RADIUS_KM = 260
_LUNCH_OPENS, _LUNCH_CLOSES = 11 * 60 + 30, 14 * 60
_LUNCH_MINUTES = {Pace.RELAXED: 75, Pace.STEADY: 60, Pace.BRISK: 30}
#: A visit's length when the library has none.
_USUAL_VISIT_MINUTES = 90


@dataclass(frozen=True, slots=True)
class PlannedPlaces:
    """A problem, and the places behind its candidates by their id."""

    problem: DesignProblem
    places: dict[str, PlaceSummary]


def build_problem(
    wishes: TripWishes, near: Sequence[PlaceSummary], musts: Sequence[PlaceSummary]
) -> PlannedPlaces:
    """Returns the problem of visiting places near the town, the musts among them.

    Every place must have a position. Place 0 of the travel times is the town.
    """
    must_ids = {place.public_id for place in musts}
    chosen = [*musts, *(place for place in near if place.public_id not in must_ids)]
    days = list(wishes.period.dates())
    candidates = tuple(
        _candidate(number, place, wishes, days, is_must=place.public_id in must_ids)
        for number, place in enumerate(chosen, start=1)
    )
    positions = [place.position for place in chosen if place.position is not None]
    if len(positions) != len(chosen):
        raise ValueError("A place without a position can't be planned.")
    problem = DesignProblem(
        candidates=candidates,
        days=tuple(_day(day, wishes) for day in days),
        travel=EstimatedTravel((wishes.town.position, *positions)),
        pace=wishes.pace,
    )
    return PlannedPlaces(problem, {str(place.public_id): place for place in chosen})


def has_stated_hours(place: PlaceSummary) -> bool:
    """Says whether the place's hours come from its record, not from its kind."""
    return bool(place.opening_hours)


def _candidate(
    number: int, place: PlaceSummary, wishes: TripWishes, days: Iterable[date], *, is_must: bool
) -> Candidate:
    wish = Wish.MUST if is_must else Wish.OFFERED
    typical = float(place.visit_minutes or _USUAL_VISIT_MINUTES)
    return Candidate(
        id=str(place.public_id),
        place=number,
        dwell=Dwell(low=round(typical * 2 / 3), typical=typical, high=round(typical * 1.5)),
        windows=tuple(_windows(place, day) for day in days),
        score_parts=score_place(
            themes=place.themes,
            grades=_grades(place),
            interests=dict.fromkeys(wishes.interests, 1.0),
            wish=wish,
        ),
        wish=wish,
        price=place.price,
    )


def _grades(place: PlaceSummary) -> list[str]:
    # What no official list stands behind is offered for what it is, not for a standing.
    if place.is_unverified:
        return []
    listed = ["WHS"] if place.world_heritage else []
    return [*listed, place.grade] if place.grade else listed


def _windows(place: PlaceSummary, day: date) -> tuple[Window, ...]:
    windows = (
        windows_on(place.opening_hours, day, market=place.market)
        if has_stated_hours(place)
        else assumed_windows(place.kind)
    )
    return tuple(Window(opens=each.opens_minute, closes=each.closes_minute) for each in windows)


def _day(day: date, wishes: TripWishes) -> Day:
    minutes = _LUNCH_MINUTES[wishes.pace]
    opens, closes = max(_LUNCH_OPENS, wishes.leaves), min(_LUNCH_CLOSES, wishes.back)
    breaks: tuple[Break, ...] = ()
    if closes - opens >= minutes:  # else whoever is out only half a day eats at home
        breaks = (Break(name="lunch", opens=opens, closes=closes, minutes=minutes),)
    return Day(
        date=day,
        start_place=0,
        end_place=0,
        starts=wishes.leaves,
        ends=wishes.back,
        breaks=breaks,
    )
