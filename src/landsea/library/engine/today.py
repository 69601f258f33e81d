"""Whether a place is open now and when it opens and closes today, on its own clocks."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from landsea.library.engine.opening_hours import (
    MINUTES_A_DAY,
    Window,
    is_open,
    next_change,
    windows_on,
)


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """From when until when a place is open, in its own time."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursToday:
    """The hours of one day, seen from an instant of it."""

    is_open: bool
    spans: tuple[OpenSpan, ...]
    is_all_day: bool
    #: None when it never changes.
    changes_at: datetime | None
    #: Whether the next change is on the same date.
    changes_today: bool


def hours_today(text: str, *, at: datetime, time_zone: str, market: str = "") -> HoursToday | None:
    """Returns the hours of the place's present day; None when its hours are not known."""
    if not text:
        return None
    zone = ZoneInfo(time_zone)
    today = at.astimezone(zone).date()
    windows = windows_on(text, today, market=market)
    change = next_change(text, at=at, time_zone=time_zone, market=market)
    midnight = datetime.combine(today, time.min)
    return HoursToday(
        is_open=is_open(text, at=at, time_zone=time_zone, market=market),
        spans=tuple(
            OpenSpan(
                (midnight + timedelta(minutes=window.opens_minute)).replace(tzinfo=zone),
                (midnight + timedelta(minutes=window.closes_minute)).replace(tzinfo=zone),
            )
            for window in windows
        ),
        is_all_day=windows == (Window(0, MINUTES_A_DAY),),
        changes_at=change,
        changes_today=change is not None and change.date() == today,
    )
