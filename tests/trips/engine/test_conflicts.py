"""Must stops that can't all be in one trip are named, and the naming is right."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from landsea.kernel.texts import LocalisedText
from landsea.trips.engine.conflicts import Fit, FitOracle
from landsea.trips.engine.designer import design
from landsea.trips.engine.problem import Break, Candidate, DesignProblem, Window, Wish
from landsea.trips.engine.reasons import DayTooShort, NoFeasibleTrip, NothingToVisit, Reason
from landsea.trips.engine.stopping import MaxIterations
from tests.trips.engine.problems import (
    best_score,
    make_candidate,
    make_day,
    make_problem,
    problems,
)

SOME = MaxIterations(200)


def with_musts(problem: DesignProblem, ids: Sequence[str]) -> DesignProblem:
    """Returns the problem with just these must stops and nothing else to visit."""
    kept = tuple(replace(each, wish=Wish.MUST) for each in problem.candidates if each.id in ids)
    return replace(problem, candidates=kept)


def at(number: int, opens: float) -> Candidate:
    window = Window(opens=opens, closes=opens + 60)
    return make_candidate(number, windows=((window,),), wish=Wish.MUST)


def test_two_stops_at_the_same_hour_conflict_and_the_third_does_not() -> None:
    problem = make_problem([at(1, 600), at(2, 900), at(3, 610)])

    with pytest.raises(NoFeasibleTrip) as caught:
        design(problem, stop=SOME)

    conflict = caught.value.conflict
    assert set(conflict.candidate_ids) == {"p1", "p3"}
    assert (conflict.is_proved, conflict.is_minimal) == (True, True)
    names = {"p1": LocalisedText.of({"en": "Dazu"}), "p3": LocalisedText.of({"en": "Wulong"})}
    assert str(caught.value.named(names).params["places"]) == "Dazu, Wulong"


def test_nothing_to_visit_fits_beside_a_meal() -> None:
    meal = Break(name="lunch", opens=700, closes=800, minutes=60)
    problem = make_problem([make_candidate(1)], days=[make_day(breaks=(meal,))])

    fit, sketch = FitOracle(problem, seed=1).ask([])

    assert fit is Fit.SHOWN
    assert len(sketch) == 1


def test_three_stops_of_which_any_two_fit_conflict_together() -> None:
    problem = make_problem(
        [make_candidate(number, wish=Wish.MUST) for number in (1, 2, 3)],
        days=[make_day(max_stops=2)],
    )

    with pytest.raises(NoFeasibleTrip) as caught:
        design(problem, stop=SOME)

    assert caught.value.conflict.candidate_ids == ("p1", "p2", "p3")


def test_a_must_stop_that_is_always_closed_is_named_with_its_cause() -> None:
    problem = make_problem([make_candidate(1), make_candidate(2, wish=Wish.MUST, windows=((),))])

    with pytest.raises(NoFeasibleTrip) as caught:
        design(problem, stop=SOME)

    assert caught.value.conflict.candidate_ids == ("p2",)
    assert [cause.reason for cause in caught.value.conflict.causes] == [Reason.CLOSED]


def test_thirty_musts_are_not_claimed_to_be_the_smallest_conflict() -> None:
    problem = make_problem([make_candidate(number, wish=Wish.MUST) for number in range(1, 31)])

    with pytest.raises(NoFeasibleTrip) as caught:
        design(problem, stop=SOME)

    assert caught.value.conflict.is_minimal is False


@settings(max_examples=60)
@given(problems(most_candidates=5, wishes=(Wish.MUST,), is_metric=True))
def test_a_named_conflict_is_one_and_is_minimal_where_proved(problem: DesignProblem) -> None:
    try:
        design(problem, stop=SOME)
    except (DayTooShort, NothingToVisit):
        return
    except NoFeasibleTrip as error:
        conflict = error.conflict
    else:
        assert best_score(problem) is not None
        return

    ids = conflict.candidate_ids
    assert conflict.is_proved
    assert best_score(with_musts(problem, ids)) is None
    if conflict.is_minimal:
        for dropped in ids:
            others = [each for each in ids if each != dropped]
            assert best_score(with_musts(problem, others)) is not None, dropped


@settings(max_examples=60)
@given(problems(most_candidates=5, wishes=(Wish.OFFERED,)))
def test_a_proof_is_never_wrong_even_when_detours_are_quicker(problem: DesignProblem) -> None:
    oracle = FitOracle(problem, seed=1)
    try:
        fit, _ = oracle.ask(problem.candidates)
    except DayTooShort:
        return

    exists = best_score(with_musts(problem, [each.id for each in problem.candidates])) is not None

    assert fit is not (Fit.DISPROVED if exists else Fit.SHOWN)
