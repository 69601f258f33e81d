"""What the trip designer is asked: a team orienteering problem with time windows, as values.

Minutes of a day count from its midnight, local to the place; a night out may pass 1,440.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from landsea.kernel.money import Money
from landsea.trips.engine.errors import (
    CandidateTwice,
    InvalidMinutes,
    InvalidProblem,
    TooManyCandidates,
    UnknownCandidate,
    UnknownPlace,
    WindowClosesFirst,
)
from landsea.trips.engine.travel import TravelTimes

MAX_CANDIDATES = 20_000
MAX_DAYS = 60
#: A week: no day's plan and no visit is longer.
MAX_MINUTES = 10_080
#: One place's points; a million places of it still add up exactly enough in a float.
MAX_SCORE = 1_000_000


class Wish(StrEnum):
    """What the traveller said about a place."""

    MUST = "must"  #: without it there is no trip
    WISHED = "wished"  #: asked for; if it stays out, the reason is told
    OFFERED = "offered"  #: not mentioned; taken if it makes the trip better
    EXCLUDED = "excluded"  #: not to be visited


class Pace(StrEnum):
    """How long the traveller stays at a place."""

    RELAXED = "relaxed"  #: the high visit length
    STEADY = "steady"  #: the typical visit length
    BRISK = "brisk"  #: the low visit length


def _check_minutes(field: str, value: float) -> None:
    if not isfinite(value) or not 0 <= value <= MAX_MINUTES:
        raise InvalidMinutes(field=field, value=str(value), limit=MAX_MINUTES)


def _check_order(field: str, opens: float, closes: float) -> None:
    if closes < opens:
        raise WindowClosesFirst(field=field, opens=str(opens), closes=str(closes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span of one day in which a place is open; a visit begins and ends inside it."""

    opens: float
    closes: float
    #: The latest minute at which one is let in, if earlier than closing less the visit.
    last_admission: float | None = None

    def __post_init__(self) -> None:
        _check_minutes("opens", self.opens)
        _check_minutes("closes", self.closes)
        _check_order("window", self.opens, self.closes)
        if self.last_admission is not None:
            _check_minutes("last_admission", self.last_admission)
            _check_order("last_admission", self.opens, self.last_admission)

    def latest_start(self, dwell_minutes: float) -> float:
        """Returns the latest start of a visit, before `opens` when the visit is too long."""
        latest = self.closes - dwell_minutes
        return latest if self.last_admission is None else min(latest, self.last_admission)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwell:
    """How many minutes people stay at a place."""

    low: float
    typical: float
    high: float

    def __post_init__(self) -> None:
        for name, value in (("low", self.low), ("typical", self.typical), ("high", self.high)):
            _check_minutes(f"dwell.{name}", value)
        _check_order("dwell", self.low, self.typical)
        _check_order("dwell", self.typical, self.high)

    @classmethod
    def of(cls, minutes: float) -> "Dwell":
        return cls(low=minutes, typical=minutes, high=minutes)

    def minutes(self, pace: Pace) -> float:
        return {Pace.RELAXED: self.high, Pace.STEADY: self.typical, Pace.BRISK: self.low}[pace]


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One named part of a place's score."""

    name: str
    value: float

    def __post_init__(self) -> None:
        if not isfinite(self.value) or self.value < 0:
            raise InvalidProblem(field=f"score {self.name}", value=str(self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that the trip may visit, once."""

    id: str
    #: Its number in the problem's travel times.
    place: int
    dwell: Dwell
    #: For each day of the trip, in order, the windows of that day; none: closed on that day.
    windows: tuple[tuple[Window, ...], ...]
    score_parts: tuple[ScorePart, ...]
    wish: Wish = Wish.OFFERED
    #: None when the price is not known; it then counts as nothing and is listed in the design.
    price: Money | None = None
    categories: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidProblem(field="candidate.id", value="empty")
        if self.price is not None and self.price.amount_minor < 0:
            raise InvalidProblem(field=f"price of {self.id}", value=str(self.price.decimal))
        if self.score > MAX_SCORE:
            raise InvalidProblem(field=f"score of {self.id}", value=str(self.score))

    @property
    def score(self) -> float:
        return sum(part.value for part in self.score_parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A meal or a rest, taken where the traveller is; it begins and ends inside its span."""

    name: str
    opens: float
    closes: float
    minutes: float

    def __post_init__(self) -> None:
        for name, value in (("opens", self.opens), ("closes", self.closes), ("", self.minutes)):
            _check_minutes(f"{self.name} {name}".strip(), value)
        _check_order(self.name, self.opens + self.minutes, self.closes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the trip, or one part of a day between two fixed journeys."""

    date: date
    start_place: int
    end_place: int
    starts: float
    ends: float
    max_stops: int | None = None
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        _check_minutes(f"start of {self.date}", self.starts)
        _check_minutes(f"end of {self.date}", self.ends)
        _check_order(f"{self.date}", self.starts, self.ends)
        if self.max_stops is not None and self.max_stops < 0:
            raise InvalidProblem(field="max_stops", value=str(self.max_stops))


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCap:
    """At most so many visits of one category."""

    category: str
    per_trip: int | None = None
    per_day: int | None = None

    def __post_init__(self) -> None:
        for cap in (self.per_trip, self.per_day):
            if cap is not None and cap < 0:
                raise InvalidProblem(field=f"cap on {self.category}", value=str(cap))


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignProblem:
    """Places to choose from, days to fill, travel times between them and what must be kept."""

    candidates: tuple[Candidate, ...]
    days: tuple[Day, ...]
    travel: TravelTimes
    caps: tuple[CategoryCap, ...] = ()
    #: What all admissions together may cost.
    budget: Money | None = None
    pace: Pace = Pace.STEADY

    def __post_init__(self) -> None:
        if len(self.candidates) > MAX_CANDIDATES:
            raise TooManyCandidates(count=len(self.candidates), limit=MAX_CANDIDATES)
        self._check_days()
        self._check_candidates()
        self._check_currencies()
        if len({cap.category for cap in self.caps}) != len(self.caps):
            raise InvalidProblem(field="caps", value="a category stands twice")

    def _check_days(self) -> None:
        if not 0 < len(self.days) <= MAX_DAYS:
            raise InvalidProblem(field="days", value=str(len(self.days)))
        for day in self.days:
            self._check_place(f"start of {day.date}", day.start_place)
            self._check_place(f"end of {day.date}", day.end_place)
        for day, following in zip(self.days, self.days[1:], strict=False):
            if following.date < day.date:
                raise InvalidProblem(field="days", value=f"{following.date} after {day.date}")
            if following.date == day.date and following.starts < day.ends:
                raise InvalidProblem(field="days", value=f"{day.date} twice at the same time")

    def _check_candidates(self) -> None:
        seen: set[str] = set()
        for candidate in self.candidates:
            if candidate.id in seen:
                raise CandidateTwice(candidate=candidate.id)
            seen.add(candidate.id)
            self._check_place(candidate.id, candidate.place)
            if len(candidate.windows) != len(self.days):
                count = f"given for {len(candidate.windows)} days of {len(self.days)}"
                raise InvalidProblem(field=f"windows of {candidate.id}", value=count)

    def _check_place(self, field: str, place: int) -> None:
        if not 0 <= place < self.travel.place_count:
            raise UnknownPlace(field=field, place=place, count=self.travel.place_count)

    def _check_currencies(self) -> None:
        prices = [self.budget, *(candidate.price for candidate in self.candidates)]
        currencies = sorted({price.currency for price in prices if price is not None})
        if self.budget is not None and len(currencies) > 1:
            raise InvalidProblem(field="currencies", value=", ".join(currencies))
        if self.budget is not None and self.budget.amount_minor < 0:
            raise InvalidProblem(field="budget", value=str(self.budget.decimal))

    def candidate(self, candidate_id: str) -> Candidate:
        """Returns the candidate with this id; raises UnknownCandidate."""
        for candidate in self.candidates:
            if candidate.id == candidate_id:
                return candidate
        raise UnknownCandidate(candidate=candidate_id)

    def dwell_minutes(self, candidate: Candidate) -> float:
        return candidate.dwell.minutes(self.pace)
