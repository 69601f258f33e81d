"""What a place is worth to a traveller."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.trips.engine.errors import InvalidProblem
from landsea.trips.engine.problem import ScorePart, Wish
from landsea.trips.engine.scoring import score_place

weights = st.floats(0, 1)


def total(parts: tuple[ScorePart, ...]) -> float:
    return sum(part.value for part in parts)


def test_the_parts_of_a_wished_heritage_site_are_shown() -> None:
    parts = score_place(
        themes=["history"], grades=["5A", "WHS"], interests={"history": 0.5}, wish=Wish.WISHED
    )

    assert parts == (
        ScorePart("grade", 60.0),
        ScorePart("interests", 30.0),
        ScorePart("wish", 60.0),
    )


def test_a_place_on_no_list_that_interests_nobody_keeps_some_points() -> None:
    parts = score_place(themes=["food"], interests={"history": 1.0})

    assert parts == (ScorePart("grade", 15.0),)


def test_a_higher_grade_is_worth_more() -> None:
    grades = ["1A", "2A", "3A", "4A", "5A", "WHS"]

    points = [total(score_place(themes=[], grades=[each], interests={})) for each in grades]

    assert points == [10, 20, 30, 40, 50, 60]


def test_a_theme_named_twice_counts_once() -> None:
    once = score_place(themes=["food"], interests={"food": 0.5})

    assert score_place(themes=["food", "food"], interests={"food": 0.5}) == once


@given(weights, weights)
def test_more_interest_never_lowers_a_score(one: float, other: float) -> None:
    low, high = sorted((one, other))

    lower = score_place(themes=["food", "art"], interests={"food": low, "art": 0.3})
    higher = score_place(themes=["food", "art"], interests={"food": high, "art": 0.3})

    assert total(higher) >= total(lower)


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan")])
def test_an_interest_outside_its_scale_is_refused(weight: float) -> None:
    with pytest.raises(InvalidProblem):
        score_place(themes=[], interests={"food": weight})
