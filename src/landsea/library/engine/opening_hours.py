"""Opening hours as OpenStreetMap writes them, read for one place.

Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. All times are those of
the place's own clocks.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

# The stubs of the library leave its exceptions out.
from opening_hours import (  # type: ignore[attr-defined]
    OpeningHours,
    ParserError,
    State,
    UnknownCountryError,
)

from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_

MINUTES_A_DAY = 24 * 60
#: Whatever is still open at noon of the next day is not a late night but another day.
_LATEST_CLOSING = timedelta(days=1, hours=12)
MAX_LENGTH = 500


class UnreadableHours(InvalidInput):
    """The opening hours are not written in OpenStreetMap's syntax."""

    code = "unreadable-hours"
    message = N_("The opening hours “{value}” can't be read.")
    mend = N_("Write them as OpenStreetMap does, for example “Mo-Fr 09:00-17:00; Sa 10:00-14:00”.")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A span in which a place is open, in minutes from midnight of one day.

    `closes_minute` passes 1,440 when the place closes after midnight.
    """

    opens_minute: int
    closes_minute: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens_minute < self.closes_minute <= MINUTES_A_DAY * 3 // 2:
            raise ValueError(f"Not a span of a day: {self.opens_minute}–{self.closes_minute}.")


def validate(text: str) -> None:
    """Raises UnreadableHours unless the text can be read; the empty text can't."""
    _read(text, "")


@cache
def knows_holidays(market: str) -> bool:
    """Says whether public holidays (`PH`) of a market are known; elsewhere they pass as any day."""
    try:
        OpeningHours("24/7", country=market)
    except UnknownCountryError:
        return False
    return True


def windows_on(text: str, day: date, *, market: str = "") -> tuple[Window, ...]:
    """Returns when a place is open between midnight and midnight of a day, in order.

    The last window goes on past midnight until the place closes, if it does so before noon; what is
    left of the night before stands first. Hours that the text calls unknown count as closed.
    """
    midnight = datetime.combine(day, time.min)
    next_midnight = midnight + timedelta(days=1)
    windows: list[Window] = []
    for opens, closes in _open_spans(_read(text, market), midnight, midnight + _LATEST_CLOSING):
        if opens >= next_midnight:
            break
        latest = closes if closes < midnight + _LATEST_CLOSING else next_midnight
        windows.append(Window(_minutes(opens - midnight), _minutes(latest - midnight)))
    return tuple(windows)


def is_open(text: str, *, at: datetime, time_zone: str, market: str = "") -> bool:
    """Says whether a place is open at an instant."""
    return _read(text, market).is_open(_local(at, time_zone))


def next_change(text: str, *, at: datetime, time_zone: str, market: str = "") -> datetime | None:
    """Returns when the place opens or closes next after an instant; None if it never does."""
    change = _read(text, market).next_change(_local(at, time_zone))
    return change.replace(tzinfo=ZoneInfo(time_zone)) if change else None


def _read(text: str, market: str) -> OpeningHours:
    if not text.strip() or len(text) > MAX_LENGTH:
        raise UnreadableHours(field="opening_hours", value=text[:MAX_LENGTH])
    try:
        return OpeningHours(text, country=market if market and knows_holidays(market) else None)
    except ParserError as error:
        raise UnreadableHours(field="opening_hours", value=text) from error


def _open_spans(
    hours: OpeningHours, start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    """Lists the open spans; neighbours that differ in their comment only are one span."""
    spans: list[tuple[datetime, datetime]] = []
    for opens, closes, state, _comment in hours.intervals(start, end):
        if state != State.OPEN:
            continue
        if spans and spans[-1][1] == opens:
            spans[-1] = (spans[-1][0], closes)
        else:
            spans.append((opens, closes))
    return spans


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)


def _local(at: datetime, time_zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("An instant has a time zone.")
    return at.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
