"""The trip designer keeps every constraint and finds the best trip of small problems."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landsea.kernel.money import Money
from landsea.trips.engine.checker import check
from landsea.trips.engine.designer import design
from landsea.trips.engine.itinerary import Design
from landsea.trips.engine.problem import (
    Break,
    CategoryCap,
    DesignProblem,
    ScorePart,
    Window,
    Wish,
)
from landsea.trips.engine.reasons import DayTooShort, NoFeasibleTrip, NothingToVisit
from landsea.trips.engine.stopping import (
    CpuSeconds,
    FirstOf,
    MaxIterations,
    Progress,
    TargetScore,
)
from landsea.trips.engine.travel import TravelMatrix
from tests.trips.engine.problems import (
    ALL_DAY,
    best_score,
    make_candidate,
    make_day,
    make_problem,
    problems,
)

ENOUGH = MaxIterations(300)


def visited(found: Design) -> list[list[str]]:
    return [[visit.candidate_id for visit in day.visits] for day in found.days]


def try_design(problem: DesignProblem) -> Design | None:
    try:
        return design(problem, stop=ENOUGH, seed=1)
    except NoFeasibleTrip:
        return None


@given(problems())
def test_no_trip_breaks_a_hard_constraint(problem: DesignProblem) -> None:
    found = try_design(problem)

    assert found is None or check(problem, found) == ()


@settings(max_examples=40)
@given(problems(most_candidates=5, is_metric=True))
def test_a_small_problem_is_solved_as_well_as_by_trying_everything(problem: DesignProblem) -> None:
    found = try_design(problem)

    assert (found.score if found else 0) == (best_score(problem) or 0)


@given(problems(wishes=(Wish.OFFERED, Wish.WISHED), is_metric=True), st.integers(0, 2**32))
def test_a_timed_trip_is_replayed_by_its_iterations(problem: DesignProblem, seed: int) -> None:
    stops = iter([False] * 5)
    try:
        timed = design(problem, stop=lambda _: next(stops, True), seed=seed)
    except NoFeasibleTrip:
        return

    replayed = design(problem, stop=MaxIterations(timed.iterations), seed=seed)

    assert replace(replayed, cpu_seconds=0) == replace(timed, cpu_seconds=0)


@given(problems(wishes=(Wish.OFFERED,), is_metric=True))
def test_a_warm_start_never_scores_lower_when_the_budget_is_lifted(problem: DesignProblem) -> None:
    tight = try_design(problem)
    if tight is None:
        return
    relaxed = replace(problem, budget=None, caps=())

    found = design(relaxed, stop=MaxIterations(5), seed=3, warm_start=tight)

    assert found.score >= tight.score


def test_a_day_visits_waits_eats_and_comes_home() -> None:
    morning = make_candidate(1, windows=((Window(opens=600, closes=700),),))
    afternoon = make_candidate(2, windows=((Window(opens=840, closes=960),),))
    lunch = Break(name="lunch", opens=690, closes=810, minutes=60)
    problem = make_problem([morning, afternoon], days=[make_day(breaks=(lunch,))])

    (day,) = design(problem, stop=ENOUGH).days

    times = [(stop.starts, stop.leaves) for stop in day.stops]
    assert times == [(600, 660), (690, 750), (840, 900)]
    assert [visit.wait_minutes for visit in day.visits] == [0, 70]
    assert (day.starts, day.ends) == (580, 920)


def test_a_place_is_visited_in_its_second_window_when_the_first_is_taken() -> None:
    rigid = make_candidate(1, windows=((Window(opens=560, closes=620),),))
    twice = make_candidate(
        2, windows=((Window(opens=560, closes=620), Window(opens=900, closes=960)),)
    )

    found = design(make_problem([rigid, twice]), stop=ENOUGH)

    assert [visit.starts for visit in found.visits] == [560, 900]


def test_nobody_is_let_in_after_last_admission() -> None:
    hours = Window(opens=540, closes=1080, last_admission=600)
    candidates = [make_candidate(number, windows=((hours,),)) for number in (1, 2)]

    found = design(make_problem(candidates), stop=ENOUGH)

    assert len(list(found.visits)) == 1


def test_days_keep_their_own_ends() -> None:
    places = [make_candidate(number, windows=(ALL_DAY, ALL_DAY)) for number in (1, 2)]
    travel = TravelMatrix(
        minutes=np.array([[0, 30, 400], [30, 0, 400], [400, 400, 0]], dtype=np.float64)
    )
    days = [make_day(0), make_day(1, start_place=2, end_place=2)]

    found = design(make_problem(places, days=days, travel=travel), stop=ENOUGH)

    assert visited(found) == [["p1"], ["p2"]]


def test_no_more_stops_a_day_than_allowed() -> None:
    candidates = [make_candidate(number) for number in range(1, 6)]

    found = design(make_problem(candidates, days=[make_day(max_stops=2)]), stop=ENOUGH)

    assert len(list(found.visits)) == 2


@pytest.mark.parametrize(("cap", "museums"), [({"per_day": 1}, 2), ({"per_trip": 1}, 1)])
def test_a_category_is_capped_by_day_and_by_trip(cap: dict[str, int], museums: int) -> None:
    windows = (ALL_DAY, ALL_DAY)
    candidates = [
        make_candidate(number, windows=windows, categories=frozenset({"museum"}))
        for number in range(1, 6)
    ]
    problem = make_problem(
        candidates,
        days=[make_day(0), make_day(1)],
        caps=(CategoryCap(category="museum", **cap),),
    )

    found = design(problem, stop=ENOUGH)

    assert len(list(found.visits)) == museums


def test_the_budget_chooses_the_better_of_two_that_are_too_dear_together() -> None:
    dear = make_candidate(1, price=Money(80, "CNY"), score_parts=(ScorePart("grade", 30),))
    cheap = make_candidate(2, price=Money(30, "CNY"), score_parts=(ScorePart("grade", 20),))

    found = design(make_problem([dear, cheap], budget=Money(100, "CNY")), stop=ENOUGH)

    assert found.visited_ids == {"p1"}


def test_places_without_a_price_are_named() -> None:
    found = design(make_problem([make_candidate(1)], budget=Money(0, "CNY")), stop=ENOUGH)

    assert found.unpriced == ("p1",)


def test_a_must_stop_is_in_though_others_score_more() -> None:
    must = make_candidate(
        1, wish=Wish.MUST, score_parts=(), windows=((Window(opens=700, closes=760),),)
    )
    rival = make_candidate(
        2, windows=((Window(opens=700, closes=760),),), score_parts=(ScorePart("grade", 900),)
    )

    found = design(make_problem([must, rival]), stop=ENOUGH)

    assert found.visited_ids == {"p1"}


def test_an_excluded_place_stays_out() -> None:
    problem = make_problem([make_candidate(1, wish=Wish.EXCLUDED), make_candidate(2)])

    found = design(problem, stop=ENOUGH)

    assert found.visited_ids == {"p2"}


def test_the_score_is_shown_by_its_parts() -> None:
    parts = (ScorePart("grade", 50), ScorePart("interests", 20))
    candidates = [make_candidate(number, score_parts=parts) for number in (1, 2)]

    found = design(make_problem(candidates), stop=ENOUGH)

    assert found.score_parts == (ScorePart("grade", 100), ScorePart("interests", 40))
    assert found.score == 140


def test_a_day_too_short_for_the_way_home_is_refused() -> None:
    problem = make_problem([make_candidate(1)], days=[make_day(starts=540, ends=550, end_place=1)])

    with pytest.raises(NoFeasibleTrip) as caught:
        design(problem, stop=ENOUGH)

    assert caught.value.code == "nothing-to-visit"


def test_a_day_that_cannot_hold_its_break_is_named() -> None:
    lunch = Break(name="lunch", opens=690, closes=750, minutes=60)
    windows = (ALL_DAY, ALL_DAY)
    problem = make_problem(
        [make_candidate(1, windows=windows)],
        days=[make_day(0), make_day(1, starts=540, ends=700, breaks=(lunch,))],
    )

    with pytest.raises(DayTooShort) as caught:
        design(problem, stop=ENOUGH)

    assert caught.value.params == {"date": "2027-05-02"}


def test_nothing_that_can_be_visited_is_an_error_with_its_causes() -> None:
    problem = make_problem([make_candidate(1, windows=((),))])

    with pytest.raises(NothingToVisit) as caught:
        design(problem, stop=ENOUGH)

    assert [cause.candidate_id for cause in caught.value.conflict.causes] == ["p1"]


def test_progress_is_told_until_the_callback_stops_it() -> None:
    heard: list[Progress] = []
    problem = make_problem([make_candidate(number) for number in range(1, 6)])

    found = design(problem, stop=lambda _: len(heard) >= 3, progress=heard.append)

    assert len(heard) == 4
    assert heard[-1].iterations == found.iterations


def test_a_target_score_ends_the_search() -> None:
    problem = make_problem([make_candidate(number) for number in range(1, 4)])

    found = design(problem, stop=FirstOf(TargetScore(10), CpuSeconds(20)))

    assert found.cpu_seconds < 5
    assert found.score >= 10


def test_no_iterations_give_an_empty_trip() -> None:
    found = design(make_problem([make_candidate(1)]), stop=MaxIterations(0))

    assert (found.score, found.iterations) == (0, 0)


def test_a_shorter_way_is_taken_among_trips_of_equal_score() -> None:
    travel = np.array(
        [[0, 10, 100, 110], [10, 0, 90, 100], [100, 90, 0, 10], [110, 100, 10, 0]],
        dtype=np.float64,
    )
    problem = make_problem(
        [make_candidate(number) for number in (1, 2, 3)], travel=TravelMatrix(minutes=travel)
    )

    (day,) = design(problem, stop=ENOUGH).days

    assert sum(visit.leg.minutes for visit in day.visits) + day.last_leg.minutes == 220
