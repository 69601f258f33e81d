"""A running search: the compiled loops with their state, started, continued and read."""

from datetime import date
from functools import cache

import numpy as np

from landsea.trips.engine.kernels import Memory, Tours, Tuning, schedule_day, search, travel_ticks
from landsea.trips.engine.model import Model, build_model
from landsea.trips.engine.plans import Plan
from landsea.trips.engine.problem import Candidate, Day, DesignProblem, Dwell, ScorePart, Window
from landsea.trips.engine.travel import TravelMatrix


class Search:
    """Improves a plan of a model, as many iterations as one likes, the same way for one seed."""

    def __init__(self, model: Model, *, seed: int, start: Plan | None = None) -> None:
        self.model = model
        self._tours = model.tours(start or model.empty_days)
        self._best = model.tours(start or model.empty_days)
        self._memory = _blank_memory(model, seed)
        self._tuning = _tuning(model)
        value = float(sum(model.arrays.weight[node] for node in _visited(model, self._tours)))
        self._memory.values[:] = value, value, travel_ticks(model.arrays, self._best)

    @property
    def iterations(self) -> int:
        return int(self._memory.counters[0])

    @property
    def score(self) -> float:
        """The best plan's score, without the weight that must stops have in the search."""
        return sum(self.model.candidates[node].score for node in self.visited)

    @property
    def visited(self) -> list[int]:
        return _visited(self.model, self._best)

    @property
    def plan(self) -> Plan:
        """The best plan: by day, its nodes with ends and breaks."""
        return _plan(self._best)

    def run(self, iterations: int) -> None:
        search(self.model.arrays, self._tuning, self._tours, self._best, self._memory, iterations)


def _plan(tours: Tours) -> Plan:
    return tuple(
        tuple(int(node) for node in nodes[:length])
        for nodes, length in zip(tours.nodes, tours.lengths, strict=True)
    )


def _visited(model: Model, tours: Tours) -> list[int]:
    return [node for nodes in _plan(tours) for node in nodes if node < model.first_depot]


def _tuning(model: Model) -> Tuning:
    """Returns the settings of the search, found by trying on a dozen published instances."""
    scores = [candidate.score for candidate in model.candidates]
    # Nothing may be left to visit, or all of it may be worth nothing.
    scale = (float(np.mean(scores)) if scores else 0.0) or 1.0
    return Tuning(
        cycle=2_500,
        first_temperature=1.0 * scale,
        last_temperature=0.05 * scale,
        least_power=1.25,
        power_span=1.0,
        noise=1.0,
        longest_string=20.0,
        removed_stops=10.0,
    )


def _blank_memory(model: Model, seed: int) -> Memory:
    arrays = model.arrays
    days, candidates = arrays.day_span.shape[0], arrays.dwell.shape[0]
    longest = candidates + arrays.break_span.shape[0] + 2
    by_slot = (2, days, candidates)
    return Memory(
        random=np.array([seed % 2**64], dtype=np.uint64),
        counters=np.zeros(1, dtype=np.int64),
        values=np.zeros(3, dtype=np.float64),
        kept=np.zeros((days, longest), dtype=np.int64),
        kept_lengths=np.zeros(days, dtype=np.int64),
        kept_used=np.zeros(arrays.capacity.shape[0], dtype=np.int64),
        kept_day_used=np.zeros((days, arrays.day_capacity.shape[1]), dtype=np.int64),
        costs=np.zeros(by_slot, dtype=np.int64),
        spots=np.zeros(by_slot, dtype=np.int64),
        stamps=np.zeros(by_slot, dtype=np.int64),
        slots=np.zeros(days, dtype=np.int64),
        live=np.zeros(days, dtype=np.int64),
        versions=np.ones((3, days), dtype=np.int64),
        open_list=np.zeros(candidates, dtype=np.int64),
        keys=np.zeros(candidates, dtype=np.float64),
    )


@cache
def load_kernels() -> None:
    """Loads the compiled code, once in a process, so that no trip's time is charged with it."""
    hours = (Window(opens=0, closes=0),)
    stop = Candidate(
        id="here", place=0, dwell=Dwell.of(0), windows=(hours,), score_parts=(ScorePart("", 1),)
    )
    day = Day(date=date(2000, 1, 1), start_place=0, end_place=0, starts=0, ends=0)
    travel = TravelMatrix(minutes=np.zeros((1, 1)))
    problem = DesignProblem(candidates=(stop,), days=(day,), travel=travel)
    Search(build_model(problem, problem.candidates), seed=0).run(1)


def repaired(model: Model, wanted: Plan) -> Plan:
    """Returns the wanted plan without the stops that break a constraint, the least first."""
    scratch = model.tours(model.empty_days)
    plan: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for day, empty in enumerate(model.empty_days):
        nodes = [node for node in wanted[day] if node >= model.first_depot or node not in seen]
        kept = _affordable(model, scratch, day, nodes)
        while not _is_in_time(model, scratch, day, kept):
            stops = [node for node in kept if node < model.first_depot]
            if not stops:
                kept = list(empty)
                break
            kept.remove(min(stops, key=lambda node: (model.arrays.weight[node], node)))
        seen.update(node for node in kept if node < model.first_depot)
        plan.append(tuple(kept))
    return tuple(plan)


def _affordable(model: Model, used: Tours, day: int, nodes: list[int]) -> list[int]:
    """Returns the nodes less the stops for which a resource has run out; counts the others."""
    arrays, kept = model.arrays, []
    for node in nodes:
        if node < model.first_depot:
            trip = used.used + arrays.usage[node]
            today = used.day_used[day] + arrays.day_usage[node]
            if (trip > arrays.capacity).any() or (today > arrays.day_capacity[day]).any():
                continue
            used.used[:], used.day_used[day] = trip, today
        kept.append(node)
    return kept


def _is_in_time(model: Model, scratch: Tours, day: int, nodes: list[int]) -> bool:
    scratch.lengths[day] = len(nodes)
    scratch.nodes[day, : len(nodes)] = nodes
    return bool(schedule_day(model.arrays, scratch, day))
