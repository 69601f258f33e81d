"""Bad input is refused, each fault with its own error."""

from datetime import date
from math import inf, nan

import numpy as np
import pytest
from numpy.typing import NDArray

from landsea.kernel.errors import LandseaError
from landsea.kernel.money import Money
from landsea.trips.engine.errors import (
    CandidateTwice,
    InvalidMinutes,
    InvalidProblem,
    MatrixWithHoles,
    TooManyCandidates,
    UnknownCandidate,
    UnknownPlace,
    WindowClosesFirst,
)
from landsea.trips.engine.problem import (
    MAX_CANDIDATES,
    Break,
    CategoryCap,
    Dwell,
    Pace,
    ScorePart,
    Window,
)
from landsea.trips.engine.travel import TravelMatrix
from tests.trips.engine.problems import make_candidate, make_day, make_problem, make_travel


@pytest.mark.parametrize("minutes", [-1, nan, inf, 10_081])
def test_a_window_refuses_what_is_no_time_of_day(minutes: float) -> None:
    with pytest.raises(InvalidMinutes):
        Window(opens=minutes, closes=10_080)


def test_a_window_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(WindowClosesFirst) as caught:
        Window(opens=1020, closes=540)

    assert caught.value.params == {"field": "window", "opens": "1020", "closes": "540"}


def test_a_last_admission_before_opening_is_refused() -> None:
    with pytest.raises(WindowClosesFirst):
        Window(opens=540, closes=1020, last_admission=500)


@pytest.mark.parametrize("lengths", [(60, 30, 90), (30, 90, 60), (-1, 30, 60)])
def test_visit_lengths_that_shrink_or_are_negative_are_refused(lengths: tuple[int, ...]) -> None:
    low, typical, high = lengths

    with pytest.raises(InvalidProblem):
        Dwell(low=low, typical=typical, high=high)


def test_a_break_longer_than_its_span_is_refused() -> None:
    with pytest.raises(WindowClosesFirst):
        Break(name="lunch", opens=720, closes=750, minutes=45)


@pytest.mark.parametrize("value", [nan, inf, -1.0])
def test_a_score_that_is_no_number_of_points_is_refused(value: float) -> None:
    with pytest.raises(InvalidProblem):
        ScorePart("grade", value)


def test_a_day_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(WindowClosesFirst):
        make_day(starts=1080, ends=540)


@pytest.mark.parametrize(
    "minutes",
    [
        np.array([[0, nan], [1, 0]]),
        np.array([[0, inf], [1, 0]]),
        np.array([[0, -1], [1, 0]]),
        np.zeros((2, 3)),
        np.zeros(3),
    ],
)
def test_travel_times_with_holes_are_refused(minutes: NDArray[np.float64]) -> None:
    with pytest.raises(MatrixWithHoles):
        TravelMatrix(minutes=minutes)


def test_a_place_that_the_travel_times_lack_is_refused() -> None:
    with pytest.raises(UnknownPlace) as caught:
        make_problem([make_candidate(7)], travel=make_travel(3))

    assert caught.value.params == {"field": "p7", "place": 7, "count": 3}


def test_a_day_at_an_unknown_place_is_refused() -> None:
    with pytest.raises(UnknownPlace):
        make_problem([make_candidate(1)], days=[make_day(end_place=-1)])


def test_the_same_candidate_twice_is_refused() -> None:
    with pytest.raises(CandidateTwice):
        make_problem([make_candidate(1), make_candidate(1)])


def test_windows_for_another_number_of_days_are_refused() -> None:
    with pytest.raises(InvalidProblem):
        make_problem([make_candidate(1)], days=[make_day(0), make_day(1)])


def test_days_out_of_order_are_refused() -> None:
    days = [make_day(date=date(2027, 5, 2)), make_day(date=date(2027, 5, 1))]

    with pytest.raises(InvalidProblem):
        make_problem([], days=days)


def test_two_parts_of_one_day_may_not_overlap() -> None:
    days = [make_day(starts=540, ends=800), make_day(starts=780, ends=1080)]

    with pytest.raises(InvalidProblem):
        make_problem([], days=days)


def test_more_candidates_than_are_taken_are_refused() -> None:
    candidates = [make_candidate(1, id=str(number)) for number in range(MAX_CANDIDATES + 1)]

    with pytest.raises(TooManyCandidates):
        make_problem(candidates)


def test_a_budget_in_another_currency_than_a_price_is_refused() -> None:
    with pytest.raises(InvalidProblem):
        make_problem([make_candidate(1, price=Money(5, "EUR"))], budget=Money(9, "CNY"))


def test_a_negative_cap_is_refused() -> None:
    with pytest.raises(InvalidProblem):
        CategoryCap(category="museum", per_day=-1)


def test_an_unknown_candidate_is_named() -> None:
    problem = make_problem([make_candidate(1)])

    with pytest.raises(UnknownCandidate):
        problem.candidate("nowhere")


def test_every_refusal_can_be_shown_as_a_sentence() -> None:
    with pytest.raises(LandseaError) as caught:
        Window(opens=-5, closes=10)

    assert caught.value.sentence == (
        "“opens” is -5 minutes, which is not a time that can be planned with."
        " Give minutes from 0 to 10080."
    )


@pytest.mark.parametrize(
    ("pace", "minutes"), [(Pace.RELAXED, 120), (Pace.STEADY, 60), (Pace.BRISK, 30)]
)
def test_the_pace_says_how_long_one_stays(pace: Pace, minutes: float) -> None:
    candidate = make_candidate(1, dwell=Dwell(low=30, typical=60, high=120))

    stays = make_problem([candidate], pace=pace).dwell_minutes(candidate)

    assert stays == minutes
