"""Days of a listing on the clock of its market."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.core import get_global

from landsea.kernel.periods import Period

#: The zone by which business goes in markets that have several.
_MAIN_ZONES: Mapping[str, str] = {
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
}
_ELSEWHERE = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A listing's days, and the instants at which they begin and end on its clock."""

    period: Period
    time_zone: str

    @property
    def starts_at(self) -> datetime:
        return _midnight(self.period.starts_on, self.time_zone)

    @property
    def ends_at(self) -> datetime:
        return _midnight(self.period.ends_on, self.time_zone)


def zone_of(market: str) -> str:
    """Returns the time zone of a market (CLDR); UTC for one that has several and no main one."""
    zones: Mapping[str, list[str]] = get_global("territory_zones")
    of_market = zones.get(market, [])
    return _MAIN_ZONES.get(market) or (of_market[0] if len(of_market) == 1 else _ELSEWHERE)


def _midnight(day: date, time_zone: str) -> datetime:
    # In UTC, as the database gives it back; of two midnights the first begins the day.
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)
