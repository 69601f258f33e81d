"""The checker finds each kind of fault in a trip that was right before it was tampered with."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from landsea.kernel.money import Money
from landsea.trips.engine.checker import check
from landsea.trips.engine.designer import design
from landsea.trips.engine.itinerary import BreakTaken, Design, Visit
from landsea.trips.engine.problem import Break, CategoryCap, DesignProblem, Wish
from landsea.trips.engine.stopping import MaxIterations
from tests.trips.engine.problems import make_candidate, make_day, make_problem

LUNCH = Break(name="lunch", opens=690, closes=810, minutes=60)


@pytest.fixture(scope="module")
def problem() -> DesignProblem:
    museum = frozenset({"museum"})
    candidates = [
        make_candidate(number, categories=museum, price=Money(10, "CNY"), wish=wish)
        for number, wish in enumerate((Wish.MUST, Wish.OFFERED), start=1)
    ]
    return make_problem(candidates, days=[make_day(breaks=(LUNCH,))])


@pytest.fixture(scope="module")
def right(problem: DesignProblem) -> Design:
    return design(problem, stop=MaxIterations(100))


def changed_day(design: Design, **changes: object) -> Design:
    return replace(design, days=(replace(design.days[0], **changes),))  # type: ignore[arg-type]


def changed_visits(trip: Design, change: Callable[[Visit], Visit]) -> Design:
    stops = trip.days[0].stops
    changed = tuple(change(stop) if isinstance(stop, Visit) else stop for stop in stops)
    return changed_day(trip, stops=changed)


def changed_breaks(trip: Design, change: Callable[[BreakTaken], BreakTaken]) -> Design:
    stops = trip.days[0].stops
    changed = tuple(change(stop) if isinstance(stop, BreakTaken) else stop for stop in stops)
    return changed_day(trip, stops=changed)


def test_a_right_trip_breaks_nothing(problem: DesignProblem, right: Design) -> None:
    assert check(problem, right) == ()


@pytest.mark.parametrize(
    ("rule", "tamper"),
    [
        ("days", lambda trip: replace(trip, days=())),
        ("day start", lambda trip: changed_day(trip, starts=0.0)),
        ("day end", lambda trip: changed_day(trip, ends=1200.0)),
        ("travel", lambda trip: changed_day(trip, ends=trip.days[0].stops[-1].leaves)),
        ("score", lambda trip: replace(trip, score=trip.score + 1)),
        ("breaks", lambda trip: changed_day(trip, stops=trip.days[0].visits)),
        ("must", lambda trip: changed_day(trip, stops=trip.days[0].breaks)),
        ("once", lambda trip: changed_day(trip, stops=trip.days[0].stops + trip.days[0].visits)),
        (
            "unknown place",
            lambda trip: changed_visits(trip, lambda stop: replace(stop, candidate_id="x")),
        ),
        (
            "dwell",
            lambda trip: changed_visits(trip, lambda stop: replace(stop, leaves=stop.starts)),
        ),
        (
            "start",
            lambda trip: changed_visits(trip, lambda stop: replace(stop, starts=stop.arrives - 9)),
        ),
        ("break", lambda trip: changed_breaks(trip, lambda stop: replace(stop, starts=0.0))),
    ],
)
def test_a_tampered_trip_is_caught(
    problem: DesignProblem, right: Design, rule: str, tamper: Callable[[Design], Design]
) -> None:
    violations = check(problem, tamper(right))

    assert rule in {violation.rule for violation in violations}


@pytest.mark.parametrize(
    ("rule", "tighten"),
    [
        ("stops a day", {"days": (make_day(breaks=(LUNCH,), max_stops=1),)}),
        ("cap per day", {"caps": (CategoryCap(category="museum", per_day=1),)}),
        ("cap per trip", {"caps": (CategoryCap(category="museum", per_trip=1),)}),
        ("budget", {"budget": Money(19, "CNY")}),
        (
            "excluded",
            {"candidates": tuple(make_candidate(each, wish=Wish.EXCLUDED) for each in (1, 2))},
        ),
        ("hours", {"candidates": tuple(make_candidate(each, windows=((),)) for each in (1, 2))}),
    ],
)
def test_a_trip_that_a_tighter_problem_forbids_is_caught(
    problem: DesignProblem, right: Design, rule: str, tighten: dict[str, object]
) -> None:
    tighter = replace(problem, **tighten)  # type: ignore[arg-type]

    violations = check(tighter, right)

    assert rule in {violation.rule for violation in violations}
