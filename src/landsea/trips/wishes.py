"""What a traveller asks for, checked."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from landsea.kernel.periods import Period
from landsea.trips.engine.problem import Pace
from landsea.trips.errors import (
    DayTurnedRound,
    TooManyWishes,
    TripStartsInPast,
    TripTooFar,
    TripTooLong,
)
from landsea.trips.towns import Town

MAX_DAYS = 14
MAX_WISHES = 25
_FURTHEST = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripWishes:
    """Dates, start, pace, interests and the places that must be in."""

    town: Town
    starts_on: date
    day_count: int
    pace: Pace = Pace.STEADY
    interests: tuple[str, ...] = ()
    must_see: tuple[UUID, ...] = ()
    #: Minutes from midnight: not out before, home not after.
    leaves: int = 8 * 60 + 30
    back: int = 19 * 60

    @property
    def period(self) -> Period:
        return Period.days(self.starts_on, self.day_count)

    def check(self, *, today: date) -> None:
        """Raises what is wrong with the wishes."""
        if self.starts_on < today:
            raise TripStartsInPast(starts_on=self.starts_on, today=today)
        if self.starts_on > today + _FURTHEST:
            raise TripTooFar(starts_on=self.starts_on)
        if not 1 <= self.day_count <= MAX_DAYS:
            raise TripTooLong(days=self.day_count, limit=MAX_DAYS)
        if self.back <= self.leaves:
            raise DayTurnedRound(leaves=_clock(self.leaves), back=_clock(self.back))
        if len(self.must_see) > MAX_WISHES:
            raise TooManyWishes(count=len(self.must_see), limit=MAX_WISHES)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
