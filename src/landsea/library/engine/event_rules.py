"""When an event that comes back takes place: its rule, read and worked out for given years.

A rule is written as a recurrence of iCalendar (RFC 5545, 3.3.10) that comes back once a year, with
the calendar by RFC 7529:

    FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=13;DURATION=P3D         13 to 15 April
    FREQ=YEARLY;BYMONTH=5;BYDAY=2SA;DURATION=P2D             second weekend of May
    RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=5        fifth day of the fifth lunar month
    FREQ=YEARLY;BYMONTH=5,6                                  some time in May or June
    RDATE=20261108,20271028                                  days that somebody published

`X-ABOUT=TRUE` says that the source gives the days as approximate. RSCALE may also be VIETNAMESE,
which RFC 7529 has not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_
from landsea.library.engine.lunar import CHINA_HOURS, VIETNAM_HOURS, lunar_day
from landsea.library.engine.vocabulary import DateCertainty

MAX_LENGTH = 300
LONGEST_DAYS = 120
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = frozenset(
    ("RSCALE", "FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY", "DURATION", "RDATE", "X-ABOUT")
)
_NTH_WEEKDAY = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")


class UnreadableRule(InvalidInput):
    """The rule of an event can't be read."""

    code = "unreadable-rule"
    message = N_("The rule “{value}” can't be read.")
    mend = N_(
        "Write it as iCalendar does, for example “FREQ=YEARLY;BYMONTH=5;BYDAY=2SA;DURATION=P2D”."
    )


class Calendar(StrEnum):
    """By which calendar months and days are counted."""

    GREGORIAN = "GREGORIAN"
    CHINESE = "CHINESE"
    VIETNAMESE = "VIETNAMESE"


_UTC_HOURS = {Calendar.CHINESE: CHINA_HOURS, Calendar.VIETNAMESE: VIETNAM_HOURS}


@dataclass(frozen=True, slots=True, order=True)
class EventDays:
    """One time that an event takes place, both days included."""

    starts_on: date
    ends_on: date
    certainty: DateCertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """A rule taken apart; one of a day, a weekday, listed days, or months alone."""

    calendar: Calendar
    months: tuple[int, ...]
    day: int | None
    #: Which of its kind in the month (-1: the last), and which weekday, Monday 0.
    weekday: tuple[int, int] | None
    listed: tuple[date, ...]
    duration_days: int
    is_about: bool

    @property
    def certainty(self) -> DateCertainty:
        """How surely its days are known."""
        if self.is_about:
            return DateCertainty.ABOUT
        if self.listed:
            return DateCertainty.LISTED
        if self.calendar is not Calendar.GREGORIAN:
            return DateCertainty.COMPUTED
        return DateCertainty.FIXED if self.day or self.weekday else DateCertainty.MONTH


def read_rule(text: str) -> EventRule:
    """Returns a rule; raises UnreadableRule unless the text holds one and nothing besides."""
    try:
        return _read(text)
    except (KeyError, ValueError, IndexError) as error:
        raise UnreadableRule(field="rule", value=text[:MAX_LENGTH]) from error


def days_of(rule: EventRule, years: Iterable[int]) -> list[EventDays]:
    """Lists when an event takes place in some years, in order."""
    wanted = set(years)
    starts = (
        [each for each in rule.listed if each.year in wanted]
        if rule.listed
        else [start for year in sorted(wanted) for start in _starts(rule, year)]
    )
    return sorted({EventDays(start, _end(rule, start), rule.certainty) for start in starts})


def _read(text: str) -> EventRule:
    pairs = [part.split("=", 1) for part in text.strip().split(";")]
    parts: dict[str, str] = {each[0]: each[1] for each in pairs}
    is_whole = len(text) <= MAX_LENGTH and len(parts) == len(pairs) and parts.keys() <= _PARTS
    if not is_whole or parts.get("FREQ", "YEARLY") != "YEARLY":
        raise ValueError("Not the parts of a rule.")
    rule = EventRule(
        calendar=Calendar(parts.get("RSCALE", "GREGORIAN")),
        months=tuple(_number(each, 1, 12) for each in parts.get("BYMONTH", "").split(",") if each),
        day=_number(parts["BYMONTHDAY"], 1, 31) if "BYMONTHDAY" in parts else None,
        weekday=_weekday(parts["BYDAY"]) if "BYDAY" in parts else None,
        listed=tuple(_day(each) for each in parts.get("RDATE", "").split(",") if each),
        duration_days=_duration(parts.get("DURATION", "P1D")),
        is_about=parts.get("X-ABOUT") == "TRUE",
    )
    _check(rule, parts.keys())
    return rule


def _check(rule: EventRule, parts: Iterable[str]) -> None:
    """Raises ValueError when parts contradict one another or one is missing."""
    given = set(parts)
    if rule.listed:
        is_sound = given <= {"RDATE", "DURATION", "X-ABOUT"}
    else:
        has_day = rule.day is not None or rule.weekday is not None
        is_sound = (
            {"FREQ", "BYMONTH"} <= given
            and not (rule.day is not None and rule.weekday is not None)
            and (len(rule.months) == 1 or not has_day)
            and (has_day or "DURATION" not in given)
            and (rule.calendar is Calendar.GREGORIAN or (rule.day or 99) <= 30)
            and _are_neighbours(rule.months)
        )
    if not is_sound:
        raise ValueError("The parts don't make one rule.")


def _are_neighbours(months: tuple[int, ...]) -> bool:
    return all(after == before % 12 + 1 for before, after in pairwise(months))


def _starts(rule: EventRule, year: int) -> Iterator[date]:
    month = rule.months[0]
    if rule.calendar is not Calendar.GREGORIAN and rule.day is not None:
        # The last lunar months of a year lie in the next year of ours.
        for lunar_year in (year - 1, year):
            start = lunar_day(lunar_year, month, rule.day, utc_hours=_UTC_HOURS[rule.calendar])
            if start is not None and start.year == year:
                yield start
    elif rule.weekday is not None:
        if (day := _nth_weekday(year, month, *rule.weekday)) is not None:
            yield day
    elif rule.day is None or rule.day <= _length(year, month):
        yield date(year, month, rule.day or 1)


def _end(rule: EventRule, start: date) -> date:
    if rule.day is None and rule.weekday is None and not rule.listed:
        last = rule.months[-1]
        year = start.year + (last < start.month)
        return date(year, last, _length(year, last))
    return start + timedelta(days=rule.duration_days - 1)


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    if nth < 0:
        last = date(year, month, _length(year, month))
        found = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    else:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else None


def _length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _number(text: str, least: int, most: int) -> int:
    if not re.fullmatch("[0-9]{1,2}", text) or not least <= int(text) <= most:
        raise ValueError(text)
    return int(text)


def _weekday(text: str) -> tuple[int, int]:
    match = _NTH_WEEKDAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]), _WEEKDAYS.index(match[2])


def _duration(text: str) -> int:
    match = re.fullmatch("P([0-9]{1,3})D", text)
    if match is None or not 1 <= int(match[1]) <= LONGEST_DAYS:
        raise ValueError(text)
    return int(match[1])


def _day(text: str) -> date:
    if not re.fullmatch("[0-9]{8}", text):
        raise ValueError(text)
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
