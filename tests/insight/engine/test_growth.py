from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.insight.engine.growth import Growth, NoGrowth, Observed, year_on_year


def observed(value: int, *, measure: str = "arrivals", source: str = "the board") -> Observed:
    return Observed(value=value, measure=measure, source=source)


@pytest.mark.parametrize(
    ("before", "now", "percent"),
    [
        (100, 150, "50.0"),
        (200, 100, "-50.0"),
        (100, 100, "0.0"),
        (3, 4, "33.3"),
        (3, 5, "66.7"),
        (7, 0, "-100.0"),
        # Exactly between two tenths: to the even one, up and down alike.
        (8000, 8002, "0.0"),
        (8000, 8006, "0.1"),
        (2000, 2003, "0.2"),
        (2000, 1997, "-0.2"),
        (2000, 2001, "0.0"),
        (1, 10_000_000_000, "999999999900.0"),
    ],
)
def test_growth_is_the_change_on_the_year_before_in_per_cent(
    before: int, now: int, percent: str
) -> None:
    assert year_on_year(observed(now), observed(before)) == Growth(Decimal(percent))


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (None, NoGrowth.NO_BASE),
        (observed(0), NoGrowth.BASE_IS_ZERO),
        (observed(10, measure="visitor-nights"), NoGrowth.OTHER_MEASURE),
        (observed(10, source="another office"), NoGrowth.OTHER_MEASURE),
    ],
)
def test_where_no_growth_can_be_told_the_reason_is(
    before: Observed | None, reason: NoGrowth
) -> None:
    assert year_on_year(observed(10), before) == Growth(None, reason)


visitors = st.integers(0, 10_000_000_000)
some_visitors = st.integers(1, 10_000_000_000)


@given(visitors, some_visitors)
def test_growth_never_goes_against_the_change(now: int, before: int) -> None:
    percent = year_on_year(observed(now), observed(before)).percent

    assert percent is not None
    assert percent >= -100
    assert percent * (now - before) >= 0


@given(visitors, some_visitors)
def test_growth_brings_back_the_value_to_within_its_rounding(now: int, before: int) -> None:
    percent = year_on_year(observed(now), observed(before)).percent

    assert percent is not None
    assert abs(before * (1 + percent / 100) - now) <= before * Decimal("0.0005") + Decimal("1e-9")


@given(visitors, some_visitors, st.integers(1, 1000))
def test_growth_does_not_depend_on_the_unit(now: int, before: int, factor: int) -> None:
    counted = year_on_year(observed(now), observed(before))

    assert year_on_year(observed(now * factor), observed(before * factor)) == counted
