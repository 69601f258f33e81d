from itertools import permutations

import pytest

from landsea.insight.engine.figures import DataKind, Figure, KindsMixed


@pytest.mark.parametrize(("one", "other"), list(permutations(DataKind, 2)))
def test_figures_of_two_kinds_are_never_added(one: DataKind, other: DataKind) -> None:
    with pytest.raises(KindsMixed) as error:
        Figure(1, one) + Figure(2, other)

    assert str(error.value) == f"{one} and {other} figures are never added."


@pytest.mark.parametrize("kind", list(DataKind))
def test_figures_of_one_kind_add_up_and_stay_of_it(kind: DataKind) -> None:
    assert Figure(1, kind) + Figure(-3, kind) == Figure(-2, kind)


def test_a_figure_is_no_plain_number() -> None:
    with pytest.raises(TypeError):
        sum([Figure(1, DataKind.COUNTED)])  # type: ignore[list-item]
