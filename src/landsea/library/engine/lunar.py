"""Days of the Chinese and the Vietnamese calendar, worked out from the moon and the sun.

New moons by Meeus, Astronomical Algorithms (1998), chapter 49, to a few minutes; the longitude of
the sun by chapter 25. Months are numbered as Hồ Ngọc Đức describes (Computing the Vietnamese lunar
calendar, 2004): the eleventh holds the winter solstice, and in a year of thirteen the first month
without one of the twelve major solar terms is a leap month. The two calendars differ by their
meridian only: UTC+8 and UTC+7. A new moon within minutes of midnight can put a month a day off.
"""

from datetime import date
from functools import lru_cache
from math import floor, pi, radians, sin

CHINA_HOURS = 8
VIETNAM_HOURS = 7

_MONTH_DAYS = 29.530588853
#: The new moon that months are counted from: 1 January 1900.
_FIRST_NEW_MOON = 2415021.076998695
#: Julian day numbers are so much higher than Python's ordinals of dates.
_ORDINAL = 1721425


def lunar_day(year: int, month: int, day: int, *, utc_hours: int) -> date | None:
    """Returns the date of a lunar day, of the month itself, not of a leap month that repeats it.

    `year` is the one in which the lunar year begins. None when its month is too short for the day.
    """
    first_year = year - 1 if month < 11 else year
    start = _eleventh_month(first_year, utc_hours)
    steps = (month - 11) % 12
    if _eleventh_month(first_year + 1, utc_hours) - start > 365:
        steps += steps >= _leap_position(start, utc_hours)
    number = _moon_number(start) + steps
    begins, next_begins = _new_moon_day(number, utc_hours), _new_moon_day(number + 1, utc_hours)
    if not 1 <= day <= next_begins - begins:
        return None
    return date.fromordinal(begins + day - 1 - _ORDINAL)


@lru_cache(maxsize=4096)
def _new_moon_day(number: int, utc_hours: int) -> int:
    """Returns the Julian day number of a new moon's local date, counted from 1900."""
    return floor(_new_moon(number) + 0.5 + utc_hours / 24)


def _new_moon(number: int) -> float:
    """Returns the Julian date of a new moon, in universal time."""
    centuries = number / 1236.85
    squared, cubed = centuries**2, centuries**3
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * squared - 0.00000347 * cubed)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * squared + 0.00001236 * cubed)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * squared - 0.00000239 * cubed)
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * squared - 0.000000155 * cubed
    mean += 0.00033 * sin(radians(166.56 + 132.87 * centuries - 0.009173 * squared))
    correction = (
        (0.1734 - 0.000393 * centuries) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(moon)
        + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon)
        + 0.0104 * sin(2 * node)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * node + sun)
        - 0.0004 * sin(2 * node - sun)
        - 0.0006 * sin(2 * node + moon)
        + 0.0010 * sin(2 * node - moon)
        + 0.0005 * sin(2 * moon + sun)
    )
    # From the even time of the formulas to the time of clocks, as known for 1900 to 2100.
    clock_lag = -0.000278 + 0.000265 * centuries + 0.000262 * squared
    return mean + correction - clock_lag


def _solar_term(day_number: int, utc_hours: int) -> int:
    """Returns in which twelfth of its way the sun stands at a local midnight; 9: solstice."""
    centuries = (day_number - 0.5 - utc_hours / 24 - 2451545.0) / 36525
    squared = centuries**2
    anomaly = radians(357.52910 + 35999.05030 * centuries - 0.0001559 * squared)
    centre = (
        (1.914600 - 0.004817 * centuries - 0.000014 * squared) * sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * sin(2 * anomaly)
        + 0.000290 * sin(3 * anomaly)
    )
    longitude = radians(280.46645 + 36000.76983 * centuries + 0.0003032 * squared + centre)
    return floor(longitude % (2 * pi) / pi * 6)


@lru_cache(maxsize=512)
def _eleventh_month(year: int, utc_hours: int) -> int:
    """Returns the Julian day number on which the month of a year's winter solstice begins."""
    last_day = date(year, 12, 31).toordinal() + _ORDINAL
    number = floor((last_day - 2415021) / _MONTH_DAYS)
    begins = _new_moon_day(number, utc_hours)
    if _solar_term(begins, utc_hours) >= 9:
        return _new_moon_day(number - 1, utc_hours)
    return begins


def _leap_position(eleventh_month: int, utc_hours: int) -> int:
    """Returns how many months after an eleventh month the leap month stands."""
    number = _moon_number(eleventh_month)
    term = _solar_term(_new_moon_day(number + 1, utc_hours), utc_hours)
    for position in range(2, 14):
        next_term = _solar_term(_new_moon_day(number + position, utc_hours), utc_hours)
        if next_term == term:
            return position - 1
        term = next_term
    raise ArithmeticError("A year of thirteen months has one without a solar term.")


def _moon_number(begins: int) -> int:
    return floor(0.5 + (begins - _FIRST_NEW_MOON) / _MONTH_DAYS)
