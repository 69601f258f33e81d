"""What a place is worth to a traveller: a sum of named parts, so that a trip can show its reasons.

- grade: what an official list says. World Heritage 60; Chinese grades 5A 50, 4A 40, 3A 30, 2A 20,
  1A 10; none of them 15, because an unlisted place is not a bad one. The best of several counts.
- interests: 60 × (1 − Π(1 − w)) over the place's themes, w being the traveller's interest in the
  theme from 0 to 1. One theme fully wanted gives all 60; several half-wanted ones come near it.
- wish: 60 for a place that was asked for, so that it goes before any that is equal otherwise.

The weights are editorial: they are written here, not learned from what visitors chose.
"""

from collections.abc import Iterable, Mapping
from math import isfinite, prod

from landsea.trips.engine.errors import InvalidProblem
from landsea.trips.engine.problem import ScorePart, Wish

#: Points of official lists; `WHS` is UNESCO's World Heritage List, `5A` … `1A` GB/T 17775.
GRADE_POINTS: Mapping[str, float] = {
    "WHS": 60.0,
    "5A": 50.0,
    "4A": 40.0,
    "3A": 30.0,
    "2A": 20.0,
    "1A": 10.0,
}
UNLISTED_POINTS = 15.0
INTEREST_POINTS = 60.0
WISH_POINTS = 60.0


def score_place(
    *,
    themes: Iterable[str],
    grades: Iterable[str] = (),
    interests: Mapping[str, float],
    wish: Wish = Wish.OFFERED,
) -> tuple[ScorePart, ...]:
    """Returns the parts of a place's score; parts of zero are left out."""
    for theme, weight in interests.items():
        if not isfinite(weight) or not 0 <= weight <= 1:
            raise InvalidProblem(field=f"interest in {theme}", value=str(weight))
    grade = max((GRADE_POINTS.get(each, UNLISTED_POINTS) for each in grades), default=None)
    unmoved = prod(1.0 - interests.get(theme, 0.0) for theme in set(themes))
    parts = (
        ScorePart("grade", UNLISTED_POINTS if grade is None else grade),
        ScorePart("interests", round(INTEREST_POINTS * (1.0 - unmoved), 6)),
        ScorePart("wish", WISH_POINTS if wish in (Wish.MUST, Wish.WISHED) else 0.0),
    )
    return tuple(part for part in parts if part.value > 0)
