"""Which places can't be in any trip of a problem, and why; each is looked at alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landsea.kernel.errors import Parameter
from landsea.trips.engine.model import sorted_breaks, start_spans
from landsea.trips.engine.problem import Candidate, Day, DesignProblem, Wish
from landsea.trips.engine.reasons import LeftOut, Reason
from landsea.trips.engine.ticks import TICKS_PER_MINUTE, ticks_down, ticks_up

#: Up to here a detour over a third place is looked for, in case it is quicker than going straight.
_CLOSED_UP_TO = 500


@dataclass(frozen=True, slots=True)
class _Reach:
    """Ticks from each day's start to each candidate, and from it to each day's end."""

    out: NDArray[np.int64]
    back: NDArray[np.int64]


def screen(problem: DesignProblem) -> dict[str, LeftOut]:
    """Returns, by candidate, why it can't be in any trip; those that can are absent."""
    reach = _reach(problem)
    refused = {}
    for column, candidate in enumerate(problem.candidates):
        refusal = _refuse(problem, candidate, reach.out[:, column], reach.back[:, column])
        if refusal:
            reason, params = refusal
            refused[candidate.id] = LeftOut(
                candidate_id=candidate.id, reason=reason, params=dict(params)
            )
    return refused


def shortest_minutes(minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns the quickest way from each place to each other one, over any others (Floyd 1962)."""
    shortest = minutes.copy()
    for through in range(len(shortest)):
        np.minimum(shortest, shortest[:, through, None] + shortest[through], out=shortest)
    return shortest


def _reach(problem: DesignProblem) -> _Reach:
    travel, days = problem.travel, problem.days
    places = [candidate.place for candidate in problem.candidates]
    starts, ends = [day.start_place for day in days], [day.end_place for day in days]
    if len(places) <= _CLOSED_UP_TO:
        all_places = [*places, *starts, *ends]
        minutes = shortest_minutes(travel.minutes_between(all_places, all_places))
        count = len(places)
        out = minutes[count : count + len(days), :count]
        back = minutes[:count, count + len(days) :].T
    else:
        out = travel.minutes_between(starts, places)
        back = travel.minutes_between(places, ends).T

    def whole(ticks: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.ceil(ticks * TICKS_PER_MINUTE - 1e-6).astype(np.int64)

    return _Reach(whole(out), whole(back))


def _refuse(
    problem: DesignProblem, candidate: Candidate, out: NDArray[np.int64], back: NDArray[np.int64]
) -> tuple[Reason, Mapping[str, Parameter]] | None:
    if candidate.wish is Wish.EXCLUDED:
        return Reason.EXCLUDED, {}
    if refusal := _over_limits(problem, candidate):
        return refusal
    if not any(candidate.windows):
        return Reason.CLOSED, {}
    days = range(len(problem.days))
    spans = [start_spans(problem, candidate, day) for day in days]
    if not any(spans):
        return _too_long(problem, candidate)
    dwell = ticks_up(problem.dwell_minutes(candidate))
    tries = [
        _DayTry(problem.days[day], spans[day], int(out[day]), dwell, int(back[day]))
        for day in days
        if spans[day]
    ]
    fitting = [each for each in tries if each.fits()]
    if not fitting:
        return _out_of_time(tries)
    if all(each.day.max_stops == 0 for each in fitting):
        return Reason.NO_STOPS_ALLOWED, {}
    return None


def _over_limits(
    problem: DesignProblem, candidate: Candidate
) -> tuple[Reason, Mapping[str, Parameter]] | None:
    budget, price = problem.budget, candidate.price
    if budget is not None and price is not None and price > budget:
        amounts = {"price": str(price.decimal), "budget": str(budget.decimal)}
        return Reason.OVER_BUDGET, {**amounts, "currency": price.currency}
    for cap in problem.caps:
        if cap.category in candidate.categories and 0 in (cap.per_trip, cap.per_day):
            return Reason.CATEGORY_CAPPED, {"category": cap.category}
    return None


def _too_long(
    problem: DesignProblem, candidate: Candidate
) -> tuple[Reason, Mapping[str, Parameter]]:
    windows = [window for day in candidate.windows for window in day]
    longest = max(window.closes - window.opens for window in windows)
    dwell = problem.dwell_minutes(candidate)
    if dwell <= longest:
        # Closing is late enough, so it is the last admission that leaves no minute to come.
        return Reason.CLOSED, {}
    return Reason.TOO_LONG, {"dwell_minutes": round(dwell), "open_minutes": round(longest)}


@dataclass(frozen=True, slots=True)
class _DayTry:
    """A visit of one place as the only one of a day; all times in ticks."""

    day: Day
    spans: Sequence[tuple[int, int]]
    out: int
    dwell: int
    back: int

    @property
    def available(self) -> int:
        return ticks_down(self.day.ends) - ticks_up(self.day.starts)

    @property
    def needed(self) -> int:
        rests = sum(ticks_up(rest.minutes) for rest in self.day.breaks)
        return self.out + self.dwell + self.back + rests

    def fits(self) -> bool:
        """Says whether the visit fits with the day's breaks, some before and some after it."""
        order = sorted_breaks(self.day)
        return any(self._fits_after(order, count) for count in range(len(order) + 1))

    def _fits_after(self, order: Sequence[int], count: int) -> bool:
        time: int | None = self._rest(ticks_up(self.day.starts), order[:count])
        if time is None:
            return False
        arrival = time + self.out
        start = next((max(arrival, opens) for opens, last in self.spans if arrival <= last), None)
        if start is None:
            return False
        time = self._rest(start + self.dwell, order[count:])
        return time is not None and time + self.back <= ticks_down(self.day.ends)

    def _rest(self, time: int, order: Sequence[int]) -> int | None:
        for position in order:
            rest = self.day.breaks[position]
            time = max(time, ticks_up(rest.opens))
            if time > ticks_down(rest.closes - rest.minutes):
                return None
            time += ticks_up(rest.minutes)
        return time

    def shortage(self) -> int:
        """Returns the ticks by which one comes too late or is back too late, without breaks."""
        arrival = ticks_up(self.day.starts) + self.out
        ends = ticks_down(self.day.ends)
        return min(
            max(0, arrival - last)
            + max(0, max(min(arrival, last), opens) + self.dwell + self.back - ends)
            for opens, last in self.spans
        )


def _minutes_up(ticks: int) -> int:
    return -(-ticks // TICKS_PER_MINUTE)


def _out_of_time(tries: Sequence[_DayTry]) -> tuple[Reason, Mapping[str, Parameter]]:
    roomiest = min(tries, key=lambda each: each.needed - each.available)
    missing = roomiest.needed - roomiest.available
    if missing > 0:
        return Reason.OUT_OF_REACH, {
            "date": roomiest.day.date.isoformat(),
            "needed_minutes": _minutes_up(roomiest.needed),
            "available_minutes": roomiest.available // TICKS_PER_MINUTE,
            "shortage_minutes": _minutes_up(missing),
        }
    nearest = min(tries, key=lambda each: each.shortage())
    day = {"date": nearest.day.date.isoformat()}
    if nearest.shortage() == 0:
        return Reason.BREAKS_IN_THE_WAY, day
    return Reason.HOURS_DO_NOT_FIT, {**day, "shortage_minutes": _minutes_up(nearest.shortage())}
