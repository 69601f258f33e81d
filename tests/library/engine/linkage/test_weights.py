from dataclasses import replace

import pytest

from landsea.kernel.geo import Position
from landsea.library.engine.linkage.estimate import estimate_weights
from landsea.library.engine.linkage.levels import (
    FIELDS,
    LEVELS,
    Field,
    KindLevel,
    NameLevel,
    PositionLevel,
    QualifierLevel,
)
from landsea.library.engine.linkage.pairs import propose_pairs
from landsea.library.engine.linkage.weights import DEFAULT_WEIGHTS, Weights, probability_of
from tests.library.engine.linkage.making import make_record


def test_m_and_u_of_alternatives_add_up_to_one_at_most() -> None:
    for field in FIELDS:
        table = DEFAULT_WEIGHTS.m_and_u[field]
        rows = [[level for level in LEVELS[field] if level > 0]]
        if field is Field.NAME:
            names = rows[0]
            rows = [names[: NameLevel.SAME], names[NameLevel.SAME :]]

        for row in rows:
            assert sum(table[level][0] for level in row) <= 1.001, field
            assert sum(table[level][1] for level in row) <= 1.001, field


@pytest.mark.parametrize(
    ("field", "better", "worse"),
    [
        (Field.NAME, NameLevel.SAME, NameLevel.SAME_COMMON),
        (Field.NAME, NameLevel.SAME, NameLevel.CLOSE),
        (Field.NAME, NameLevel.READ_ALIKE, NameLevel.READ_PARTLY),
        (Field.NAME, NameLevel.READ_DIFFERENT, NameLevel.DIFFERENT),
        (Field.POSITION, PositionLevel.SPOT, PositionLevel.NEAR),
        (Field.POSITION, PositionLevel.BROAD, PositionLevel.APART),
        (Field.POSITION, PositionLevel.FAR, PositionLevel.ELSEWHERE),
        (Field.KIND, KindLevel.SAME, KindLevel.RELATED),
        (Field.KIND, KindLevel.OTHER, KindLevel.OPPOSED),
        (Field.QUALIFIER, QualifierLevel.PART, QualifierLevel.CONTRADICTING),
    ],
)
def test_more_agreement_tells_more(field: Field, better: int, worse: int) -> None:
    assert DEFAULT_WEIGHTS.bits(field, better) > DEFAULT_WEIGHTS.bits(field, worse)


def test_what_is_not_known_tells_nothing() -> None:
    unknown = [DEFAULT_WEIGHTS.bits(field, 0) for field in FIELDS if field is not Field.QUALIFIER]

    assert set(unknown) == {0.0}


def test_weights_outside_their_range_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        replace(DEFAULT_WEIGHTS, prior=0.0)
    with pytest.raises(ValueError, match="Not the levels"):
        Weights(m_and_u={**DEFAULT_WEIGHTS.m_and_u, Field.KIND: {}}, prior=0.1)


def test_even_odds_are_a_half() -> None:
    assert probability_of(0.0) == 0.5
    assert probability_of(-2000.0) == pytest.approx(0.0)


def make_two_sources(count: int) -> tuple[list, list]:  # type: ignore[type-arg]
    """Returns places a kilometre apart whose kinds differ in all pairs of one place."""
    lefts = [
        make_record(
            f"Qwor{number:03}ta Vexil{number:03}",
            id=str(number),
            kind="museum",
            position=Position(10 + number / 100, 100),
        )
        for number in range(count)
    ]
    return lefts, [replace(record, source="right", kind="memorial") for record in lefts]


def test_weights_learn_what_kinds_sources_use_for_one_another() -> None:
    lefts, rights = make_two_sources(300)

    fitted = estimate_weights(lefts, rights, seed=1)

    before = DEFAULT_WEIGHTS.bits(Field.KIND, KindLevel.RELATED)
    assert fitted.m_and_u[Field.KIND][KindLevel.RELATED][0] > 0.8
    assert before < 0
    assert fitted.prior == pytest.approx(1 / 300, rel=0.5)


def test_fitted_weights_are_the_same_for_the_same_seed() -> None:
    lefts, rights = make_two_sources(50)

    assert estimate_weights(lefts, rights, seed=3) == estimate_weights(lefts, rights, seed=3)


def test_fitted_weights_still_find_the_pairs() -> None:
    lefts, rights = make_two_sources(100)

    found = propose_pairs(lefts, rights, weights=estimate_weights(lefts, rights, seed=1))

    assert {(pair.left_id, pair.right_id) for pair in found} == {
        (record.id, record.id) for record in lefts
    }


def test_one_record_is_too_little_to_fit_to() -> None:
    with pytest.raises(ValueError, match="two records"):
        estimate_weights([make_record()], seed=1)
