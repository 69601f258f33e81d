from math import sqrt

import pytest

from landsea.kernel.geo import Position, Precision, great_circle_km
from landsea.library.engine.precision import LEVELS, PrecisionRule, find_precision_rule

ROUNDED = {"point_3dec": 0.001, "approx_0.01deg": 0.01, "approx_0.1deg": 0.1, "approx_1deg": 1.0}


@pytest.mark.parametrize(("level", "cell_degrees"), ROUNDED.items())
def test_a_rounded_point_lies_within_its_error_wherever_in_its_cell(
    level: str, cell_degrees: float
) -> None:
    corner = Position(cell_degrees / 2, cell_degrees / 2)
    rule = find_precision_rule(level, "SG")

    assert rule is not None
    assert rule.precision is Precision.ROUNDED
    distance_km = great_circle_km(Position(0, 0), corner)
    assert distance_km == pytest.approx(cell_degrees * 111.2 / sqrt(2), rel=0.01)
    assert distance_km <= rule.error_km <= distance_km * 1.05


@pytest.mark.parametrize("level", ["district_centroid", "city_centroid", "province_centroid"])
def test_a_centroid_is_never_more_than_a_district(level: str) -> None:
    rule = find_precision_rule(level, "CN")

    assert rule is not None
    assert rule.precision is Precision.DISTRICT


def test_a_chinese_point_of_three_decimals_may_be_off_by_its_datum() -> None:
    assert find_precision_rule("point_3dec", "CN") == PrecisionRule(Precision.ROUNDED, 1.0)


@pytest.mark.parametrize("level", sorted(LEVELS))
def test_only_an_exact_point_has_no_error(level: str) -> None:
    rule = find_precision_rule(level, "VN")

    assert rule is not None
    assert (rule.error_km == 0) == (rule.precision is Precision.EXACT)


def test_an_unknown_level_is_not_guessed() -> None:
    assert find_precision_rule("about here", "CN") is None
