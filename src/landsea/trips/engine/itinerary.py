"""What the trip designer answers: days with visits and breaks, and what stayed out and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 -- `date` is also a field's name below

from landsea.trips.engine.problem import ScorePart
from landsea.trips.engine.reasons import LeftOut
from landsea.trips.engine.travel import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One stop: minutes count from the day's midnight; waiting is from arrival to start."""

    candidate_id: str
    arrives: float
    starts: float
    leaves: float
    #: The leg that leads to it.
    leg: Leg
    score: float

    @property
    def wait_minutes(self) -> float:
        return self.starts - self.arrives


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakTaken:
    """One meal or rest, at the place of the visit before it (or at the day's start)."""

    name: str
    starts: float
    leaves: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """One day's visits and breaks in the order of time."""

    date: Date
    #: When one has to set off: as late as the first visit allows.
    starts: float
    ends: float
    stops: tuple[Visit | BreakTaken, ...]
    #: The leg from the last stop to the day's end place.
    last_leg: Leg

    @property
    def visits(self) -> tuple[Visit, ...]:
        return tuple(stop for stop in self.stops if isinstance(stop, Visit))

    @property
    def breaks(self) -> tuple[BreakTaken, ...]:
        return tuple(stop for stop in self.stops if isinstance(stop, BreakTaken))


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A trip: the same problem, seed and iterations always give the same one."""

    days: tuple[DayPlan, ...]
    score: float
    #: The scores of the visited places, added up by their parts' names.
    score_parts: tuple[ScorePart, ...]
    iterations: int
    cpu_seconds: float
    seed: int
    #: One entry for each wished place that is not visited.
    left_out: tuple[LeftOut, ...] = ()
    #: Visited places whose price is not known, so that the budget leaves them out.
    unpriced: tuple[str, ...] = ()

    @property
    def visits(self) -> Iterator[Visit]:
        return (visit for day in self.days for visit in day.visits)

    @property
    def visited_ids(self) -> frozenset[str]:
        return frozenset(visit.candidate_id for visit in self.visits)
