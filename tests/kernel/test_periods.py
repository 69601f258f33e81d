"""Periods: half-open spans of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.periods import Period, add_months

days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
periods = st.builds(Period.days, days, st.integers(1, 500))


@given(periods)
def test_a_period_contains_just_its_dates(period: Period) -> None:
    dates = list(period.dates())

    around = [period.starts_on + timedelta(days=count) for count in range(-3, len(period) + 3)]
    assert [day for day in around if day in period] == dates
    assert (dates[0], dates[-1], len(dates)) == (period.starts_on, period.last_day, len(period))


@given(periods, periods)
def test_periods_overlap_when_they_share_a_day(first: Period, second: Period) -> None:
    shared = set(first.dates()) & set(second.dates())

    assert first.overlaps(second) == second.overlaps(first) == bool(shared)


@given(periods, st.integers(1, 500))
def test_a_period_does_not_overlap_the_one_that_follows_it(period: Period, count: int) -> None:
    following = Period.days(period.ends_on, count)

    assert not period.overlaps(following)


@pytest.mark.parametrize("ends_on", [date(2026, 5, 1), date(2026, 4, 30)])
def test_a_period_without_a_day_is_refused(ends_on: date) -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2026, 5, 1), ends_on)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, count: int, later: date
) -> None:
    assert add_months(day, count) == later


@given(days, st.integers(-600, 600))
def test_months_on_lands_in_the_month_that_was_meant(day: date, count: int) -> None:
    later = add_months(day, count)

    assert later.year * 12 + later.month == day.year * 12 + day.month + count
    assert later.day <= day.day


@given(days)
def test_a_day_lies_in_its_month_and_months_tile_the_year(day: date) -> None:
    month = Period.month_of(day)

    assert day in month
    assert month.starts_on.day == month.ends_on.day == 1
    assert {each.month for each in month.dates()} == {day.month}


def test_twelve_months_are_a_year() -> None:
    assert Period.months(date(2026, 3, 1), 12) == Period(date(2026, 3, 1), date(2027, 3, 1))
