"""Whether a set of stops fits into the days of a trip at all, by exhaustive search with dominance.

For each day it finds every set of stops that fits, by dynamic programming over (visited, last
stop, breaks taken) with the earliest leaving time (Held and Karp 1962, with time windows), and then
whether some choice of one set a day covers all stops. Needs travel times in which no detour is
quicker than the straight way: then any part of a set that fits, fits too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from landsea.trips.engine.kernels import NEVER
from landsea.trips.engine.model import Model
from landsea.trips.engine.plans import Sketch

#: Sets of stops of one day up to which those inside others are dropped before days are combined.
_PRUNED_UP_TO = 2_000


class EffortSpent(Exception):
    """The exhaustive search was cut short."""


@dataclass(slots=True)
class Effort:
    """How many more states may be looked at."""

    states: int

    def spend(self) -> None:
        self.states -= 1
        if self.states < 0:
            raise EffortSpent


#: Visited stops as bits, the last node, the breaks taken.
_State = tuple[int, int, int]


@dataclass(slots=True)
class _DayStates:
    """The reachable states of one day: when each is left at the earliest, and from where."""

    leaves: dict[_State, int] = field(default_factory=dict)
    before: dict[_State, _State] = field(default_factory=dict)
    #: For each set of stops with which the day ends in time, a state that shows it.
    ends: dict[int, _State] = field(default_factory=dict)


def find_fit(model: Model, effort: Effort) -> Sketch | None:
    """Returns days that hold all the model's candidates, or None; raises EffortSpent."""
    arrays, everything = model.arrays, (1 << len(model.candidates)) - 1
    if (arrays.usage.sum(axis=0) > arrays.capacity).any():
        return None
    days = [_explore_day(model, day, effort) for day in range(len(model.problem.days))]
    reached: dict[int, tuple[int, ...]] = {0: ()}
    for day in days:
        following: dict[int, tuple[int, ...]] = {}
        for covered, chosen in reached.items():
            for stops in _largest(day.ends):
                effort.spend()
                following.setdefault(covered | stops, (*chosen, stops))
        reached = following
    if everything not in reached:
        return None
    return _sketch(model, days, reached[everything])


def _explore_day(model: Model, day: int, effort: Effort) -> _DayStates:
    start, *rests, end = model.empty_days[day]
    travel, last_tick = model.arrays.travel, int(model.arrays.day_span[day, 1])
    states = _DayStates()
    layer: dict[_State, int] = {(0, start, 0): int(model.arrays.day_span[day, 0])}
    while layer:
        states.leaves.update(layer)
        following: dict[_State, int] = {}
        for state, time in layer.items():
            effort.spend()
            visited, here, taken = state
            if taken == len(rests) and time + int(travel[here, end]) <= last_tick:
                states.ends.setdefault(visited, state)
            for reached, leaves in _next_states(model, day, state, time, rests):
                if leaves < following.get(reached, NEVER):
                    following[reached] = leaves
                    states.before[reached] = state
        layer = following
    return states


def _next_states(
    model: Model, day: int, state: _State, time: int, rests: list[int]
) -> Iterator[tuple[_State, int]]:
    arrays = model.arrays
    visited, here, taken = state
    if taken < len(rests):
        opens, latest, length = (
            int(each) for each in arrays.break_span[rests[taken] - model.first_break]
        )
        if time <= latest:
            yield (visited, here, taken + 1), max(time, opens) + length
    for node in range(len(model.candidates)):
        if visited >> node & 1 or not _has_room(model, day, visited | 1 << node):
            continue
        arrival = time + int(arrays.travel[here, node])
        for window in range(int(arrays.window_count[day, node])):
            if arrival <= arrays.latest[day, node, window]:
                start = max(arrival, int(arrays.opens[day, node, window]))
                yield (visited | 1 << node, node, taken), start + int(arrays.dwell[node])
                break


def _has_room(model: Model, day: int, visited: int) -> bool:
    arrays = model.arrays
    if not arrays.day_capacity.shape[1]:
        return True
    nodes = list(_bits(visited))
    return bool((arrays.day_usage[nodes].sum(axis=0) <= arrays.day_capacity[day]).all())


def _bits(stops: int) -> Iterator[int]:
    while stops:
        lowest = stops & -stops
        yield lowest.bit_length() - 1
        stops ^= lowest


def _largest(sets: Iterable[int]) -> list[int]:
    """Returns the sets that are not inside another one, when there are not too many to compare."""
    ordered = sorted(sets, key=lambda stops: (-stops.bit_count(), stops))
    if len(ordered) > _PRUNED_UP_TO:
        return ordered
    kept: list[int] = []
    for stops in ordered:
        if not any(stops & other == stops for other in kept):
            kept.append(stops)
    return kept


def _sketch(model: Model, days: list[_DayStates], chosen: tuple[int, ...]) -> Sketch:
    seen: set[int] = set()
    sketch: list[tuple[str | None, ...]] = []
    for day, stops in zip(days, chosen, strict=True):
        state, backwards = day.ends[stops], list[str | None]()
        while state in day.before:
            earlier = day.before[state]
            if state[0] == earlier[0]:
                backwards.append(None)
            elif state[1] not in seen:
                backwards.append(model.candidates[state[1]].id)
                seen.add(state[1])
            state = earlier
        sketch.append(tuple(reversed(backwards)))
    return tuple(sketch)
