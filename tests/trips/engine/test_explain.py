"""Each wished place that stays out is told why."""

import numpy as np
import pytest

from landsea.kernel.errors import Parameter
from landsea.kernel.money import Money
from landsea.trips.engine.designer import design
from landsea.trips.engine.problem import (
    Break,
    CategoryCap,
    DesignProblem,
    Dwell,
    ScorePart,
    Window,
    Wish,
)
from landsea.trips.engine.reasons import LeftOut, Reason
from landsea.trips.engine.stopping import MaxIterations
from landsea.trips.engine.travel import TravelMatrix
from tests.trips.engine.problems import make_candidate, make_day, make_problem


def why_out(candidate: object, **changes: object) -> LeftOut:
    """Returns why a wished place is not in a trip that also offers a plain one."""
    problem = make_problem([make_candidate(1), candidate], **changes)  # type: ignore[list-item, arg-type]
    (told,) = design(problem, stop=MaxIterations(100)).left_out
    return told


def wished(**changes: object) -> object:
    return make_candidate(2, wish=Wish.WISHED, **changes)


@pytest.mark.parametrize(
    ("candidate", "changes", "reason", "params"),
    [
        (wished(windows=((),)), {}, Reason.CLOSED, {}),
        (
            wished(windows=((Window(opens=600, closes=630),),)),
            {},
            Reason.TOO_LONG,
            {"dwell_minutes": 60, "open_minutes": 30},
        ),
        (
            wished(dwell=Dwell.of(600)),
            {},
            Reason.OUT_OF_REACH,
            {
                "date": "2027-05-01",
                "needed_minutes": 640,
                "available_minutes": 540,
                "shortage_minutes": 100,
            },
        ),
        (
            wished(windows=((Window(opens=1020, closes=1200),),)),
            {},
            Reason.HOURS_DO_NOT_FIT,
            {"date": "2027-05-01", "shortage_minutes": 20},
        ),
        (
            wished(windows=((Window(opens=690, closes=750),),)),
            {"days": [make_day(breaks=(Break(name="lunch", opens=690, closes=760, minutes=60),))]},
            Reason.BREAKS_IN_THE_WAY,
            {"date": "2027-05-01"},
        ),
        (
            wished(price=Money(900, "CNY")),
            {"budget": Money(500, "CNY")},
            Reason.OVER_BUDGET,
            {"price": "9.00", "budget": "5.00", "currency": "CNY"},
        ),
        (
            wished(categories=frozenset({"zoo"})),
            {"caps": (CategoryCap(category="zoo", per_trip=0),)},
            Reason.CATEGORY_CAPPED,
            {"category": "zoo"},
        ),
    ],
)
def test_a_place_that_is_impossible_alone_is_told_why(
    candidate: object,
    changes: dict[str, object],
    reason: Reason,
    params: dict[str, Parameter],
) -> None:
    told = why_out(candidate, **changes)

    assert (told.reason, dict(told.params)) == (reason, params)
    assert "{" not in told.reason.sentence.format(**told.params)


def test_a_wished_place_that_costs_more_than_it_brings_names_what_would_fall_out() -> None:
    hour = ((Window(opens=600, closes=660),),)
    better = make_candidate(1, windows=hour, score_parts=(ScorePart("grade", 50),))
    wish = make_candidate(2, windows=hour, score_parts=(ScorePart("grade", 20),), wish=Wish.WISHED)

    (told,) = design(make_problem([better, wish]), stop=MaxIterations(100)).left_out

    assert told == LeftOut(
        candidate_id="p2",
        reason=Reason.DISPLACED,
        params={"cost": "30", "displaced": "p1"},
        displaced_ids=("p1",),
    )


def test_a_wished_place_beside_which_a_must_stop_does_not_fit_is_proved_impossible() -> None:
    hour = ((Window(opens=600, closes=660),),)
    must = make_candidate(1, windows=hour, wish=Wish.MUST)
    wish = make_candidate(2, windows=hour, wish=Wish.WISHED)

    (told,) = design(make_problem([must, wish]), stop=MaxIterations(100)).left_out

    assert told.reason is Reason.NO_ROOM_BESIDE_MUSTS


def test_a_place_that_only_a_detour_reaches_in_time_is_not_called_out_of_reach() -> None:
    travel = np.array([[0, 10, 600], [10, 0, 20], [600, 20, 0]], dtype=np.float64)
    far = make_candidate(2, wish=Wish.WISHED)

    told = why_out(far, travel=TravelMatrix(minutes=travel))

    assert told.reason is not Reason.OUT_OF_REACH


def test_a_visited_wish_needs_no_reason() -> None:
    problem: DesignProblem = make_problem([make_candidate(1, wish=Wish.WISHED)])

    found = design(problem, stop=MaxIterations(50))

    assert found.left_out == ()
