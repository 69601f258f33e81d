"""Lunar days against published calendars of both markets."""

from datetime import date

import pytest

from landsea.library.engine.lunar import CHINA_HOURS, VIETNAM_HOURS, lunar_day

#: First day of the first month, as the Hong Kong Observatory's calendars have it.
CHINESE_NEW_YEARS = {
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2033: date(2033, 1, 31),
}


@pytest.mark.parametrize(("year", "day"), CHINESE_NEW_YEARS.items())
def test_the_chinese_year_begins_when_calendars_say(year: int, day: date) -> None:
    assert lunar_day(year, 1, 1, utc_hours=CHINA_HOURS) == day


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2025, 5, 5, date(2025, 5, 31)),
        (2026, 5, 5, date(2026, 6, 19)),
        (2025, 8, 15, date(2025, 10, 6)),  # after a leap sixth month
        (2026, 8, 15, date(2026, 9, 25)),
        (2033, 8, 15, date(2033, 9, 8)),  # in the year whose leap month is the eleventh
        (2020, 5, 5, date(2020, 6, 25)),  # after a leap fourth month
        (2026, 12, 8, date(2027, 1, 15)),
    ],
)
def test_feasts_fall_on_the_days_of_published_calendars(
    year: int, month: int, day: int, expected: date
) -> None:
    assert lunar_day(year, month, day, utc_hours=CHINA_HOURS) == expected


@pytest.mark.parametrize(
    ("year", "vietnamese", "chinese"),
    [
        (1985, date(1985, 1, 21), date(1985, 2, 20)),
        (2007, date(2007, 2, 17), date(2007, 2, 18)),
        (2030, date(2030, 2, 2), date(2030, 2, 3)),
        (2026, date(2026, 2, 17), date(2026, 2, 17)),
    ],
)
def test_an_hour_of_meridian_moves_a_day_and_once_a_month(
    year: int, vietnamese: date, chinese: date
) -> None:
    assert lunar_day(year, 1, 1, utc_hours=VIETNAM_HOURS) == vietnamese
    assert lunar_day(year, 1, 1, utc_hours=CHINA_HOURS) == chinese


def test_a_month_of_29_days_has_no_thirtieth() -> None:
    thirtieths = [lunar_day(2026, month, 30, utc_hours=CHINA_HOURS) for month in range(1, 13)]

    assert 5 <= sum(day is None for day in thirtieths) <= 7
