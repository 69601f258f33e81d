"""Turns a design problem into the arrays of the compiled search, and plans into tours."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from landsea.trips.engine.kernels import Arrays, Tours, schedule_day
from landsea.trips.engine.problem import MAX_MINUTES, Candidate, Day, DesignProblem, Wish
from landsea.trips.engine.reasons import DayTooShort
from landsea.trips.engine.ticks import matrix_ticks, ticks_down, ticks_up

#: Longer than two days' spans, so that such a leg fits nowhere, and far from overflow when added.
_UNREACHABLE_TICKS = ticks_up(3 * MAX_MINUTES)
#: Capacity of a resource that nothing limits.
_UNLIMITED = 2**62


@dataclass(frozen=True)
class Model:
    """A problem, the candidates that the search may use, and both in numbers."""

    problem: DesignProblem
    candidates: tuple[Candidate, ...]
    arrays: Arrays
    #: By day: the tours' nodes when nothing is visited.
    empty_days: tuple[tuple[int, ...], ...]

    @cached_property
    def node_of(self) -> dict[str, int]:
        return {candidate.id: node for node, candidate in enumerate(self.candidates)}

    @property
    def first_depot(self) -> int:
        return len(self.candidates)

    @property
    def first_break(self) -> int:
        return len(self.candidates) + 2 * len(self.problem.days)

    def empty_tours(self) -> Tours:
        """Returns tours with nothing but the breaks; raises DayTooShort."""
        return self.tours(self.empty_days)

    def tours(self, plan: Sequence[Sequence[int]]) -> Tours:
        """Returns the tours of a plan, given by day as nodes with ends and breaks."""
        tours = blank_tours(self.arrays)
        for day, nodes in enumerate(plan):
            tours.lengths[day] = len(nodes)
            tours.nodes[day, : len(nodes)] = nodes
            if not schedule_day(self.arrays, tours, day):
                raise DayTooShort(date=self.problem.days[day].date.isoformat())
            for node in nodes:
                if node < self.first_depot:
                    tours.day_of[node] = day
                    tours.used[:] += self.arrays.usage[node]
                    tours.day_used[day] += self.arrays.day_usage[node]
        return tours


def blank_tours(arrays: Arrays) -> Tours:
    days, candidates = arrays.day_span.shape[0], arrays.dwell.shape[0]
    longest = candidates + arrays.break_span.shape[0] + 2

    def zeros() -> NDArray[np.int64]:
        return np.zeros((days, longest), dtype=np.int64)

    return Tours(
        nodes=zeros(),
        lengths=np.zeros(days, dtype=np.int64),
        places=zeros(),
        reaches=zeros(),
        leaves=zeros(),
        lasts=zeros(),
        day_of=np.full(candidates, -1, dtype=np.int64),
        used=np.zeros(arrays.capacity.shape[0], dtype=np.int64),
        day_used=np.zeros((days, arrays.day_capacity.shape[1]), dtype=np.int64),
    )


def build_model(problem: DesignProblem, candidates: Sequence[Candidate]) -> Model:
    """Returns the numbers of a problem, restricted to some of its candidates."""
    days = problem.days
    places = [candidate.place for candidate in candidates]
    for day in days:
        places += [day.start_place, day.end_place]
    minutes = problem.travel.minutes_between(places, places)
    travel = matrix_ticks(minutes, longest=_UNREACHABLE_TICKS)
    opens, latest, count = _start_windows(problem, candidates)
    usage, capacity = _trip_resources(problem, candidates)
    day_usage, day_capacity = _day_resources(problem, candidates)
    first_depot, first_break = len(candidates), len(places)
    breaks: list[tuple[int, int, int]] = []
    empty_days: list[tuple[int, ...]] = []
    for position, day in enumerate(days):
        rests = range(first_break + len(breaks), first_break + len(breaks) + len(day.breaks))
        breaks += _break_spans(day)
        ends = first_depot + 2 * position, first_depot + 2 * position + 1
        empty_days.append((ends[0], *rests, ends[1]))
    arrays = Arrays(
        travel=travel,
        travel_to=np.ascontiguousarray(travel.T),
        dwell=np.array(
            [ticks_up(problem.dwell_minutes(each)) for each in candidates], dtype=np.int64
        ),
        weight=_weights(candidates),
        opens=opens,
        latest=latest,
        window_count=count,
        usage=usage,
        capacity=capacity,
        day_usage=day_usage,
        day_capacity=day_capacity,
        day_span=np.array(
            [(ticks_up(day.starts), ticks_down(day.ends)) for day in days], dtype=np.int64
        ),
        break_span=np.array(breaks, dtype=np.int64).reshape(-1, 3),
        neighbours=_neighbours(travel[:first_depot, :first_depot]),
    )
    return Model(problem, tuple(candidates), arrays, tuple(empty_days))


def sorted_breaks(day: Day) -> list[int]:
    """Returns the numbers of a day's breaks in the order in which they are taken."""
    spans = [(rest.closes - rest.minutes, rest.opens) for rest in day.breaks]
    return sorted(range(len(spans)), key=lambda position: (spans[position], position))


def _break_spans(day: Day) -> list[tuple[int, int, int]]:
    rests = [day.breaks[position] for position in sorted_breaks(day)]
    return [
        (ticks_up(rest.opens), ticks_down(rest.closes - rest.minutes), ticks_up(rest.minutes))
        for rest in rests
    ]


def start_spans(problem: DesignProblem, candidate: Candidate, day: int) -> list[tuple[int, int]]:
    """Returns the ticks at which a visit may start on a day: disjoint spans in order."""
    dwell = problem.dwell_minutes(candidate)
    spans = sorted(
        (ticks_up(window.opens), ticks_down(window.latest_start(dwell)))
        for window in candidate.windows[day]
    )
    merged: list[tuple[int, int]] = []
    for opens, latest in spans:
        if latest < opens:
            continue
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], latest))
        else:
            merged.append((opens, latest))
    return merged


def _start_windows(
    problem: DesignProblem, candidates: Sequence[Candidate]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    days = range(len(problem.days))
    spans = [[start_spans(problem, each, day) for each in candidates] for day in days]
    most = max((len(each) for day in spans for each in day), default=0)
    shape = (len(problem.days), len(candidates), max(1, most))
    opens, latest = np.zeros(shape, dtype=np.int64), np.full(shape, -1, dtype=np.int64)
    count = np.zeros(shape[:2], dtype=np.int64)
    for day in days:
        for node, starts in enumerate(spans[day]):
            count[day, node] = len(starts)
            for position, span in enumerate(starts):
                opens[day, node, position], latest[day, node, position] = span
    return opens, latest, count


def _weights(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    scores = np.array([candidate.score for candidate in candidates], dtype=np.float64)
    # One must stop outweighs all other scores together, so the search never trades one away.
    bonus = 1.0 + scores.sum()
    musts = np.array([candidate.wish is Wish.MUST for candidate in candidates], dtype=np.float64)
    return np.ascontiguousarray(scores + bonus * musts)


def _trip_resources(
    problem: DesignProblem, candidates: Sequence[Candidate]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    caps = [cap for cap in problem.caps if cap.per_trip is not None]
    columns = [[int(cap.category in each.categories) for each in candidates] for cap in caps]
    capacity = [cap.per_trip for cap in caps]
    if problem.budget is not None:
        prices = [0 if each.price is None else each.price.amount_minor for each in candidates]
        columns.append(prices)
        capacity.append(problem.budget.amount_minor)
    usage = np.array(columns, dtype=np.int64).reshape(len(columns), len(candidates)).T
    return np.ascontiguousarray(usage), np.array(capacity, dtype=np.int64)


def _day_resources(
    problem: DesignProblem, candidates: Sequence[Candidate]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    caps = [cap for cap in problem.caps if cap.per_day is not None]
    columns = [[int(cap.category in each.categories) for each in candidates] for cap in caps]
    rows = [[cap.per_day for cap in caps] for _ in problem.days]
    if any(day.max_stops is not None for day in problem.days):
        columns.append([1] * len(candidates))
        for row, day in zip(rows, problem.days, strict=True):
            row.append(_UNLIMITED if day.max_stops is None else day.max_stops)
    usage = np.array(columns, dtype=np.int64).reshape(len(columns), len(candidates)).T
    capacity = np.array(rows, dtype=np.int64).reshape(len(problem.days), len(columns))
    return np.ascontiguousarray(usage), np.ascontiguousarray(capacity)


def _neighbours(travel: NDArray[np.int32]) -> NDArray[np.int32]:
    both_ways = travel.astype(np.int64) + travel.T
    np.fill_diagonal(both_ways, -1)
    order = np.argsort(both_ways, axis=1, kind="stable")[:, 1:]
    return np.ascontiguousarray(order, dtype=np.int32)
