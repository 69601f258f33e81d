"""The trip designer: takes a frozen problem, returns the best trip found until told to stop."""

import time
from collections.abc import Callable

from landsea.trips.engine.conflicts import find_conflict
from landsea.trips.engine.explain import explain_left_out
from landsea.trips.engine.itinerary import Design
from landsea.trips.engine.model import Model, build_model
from landsea.trips.engine.plans import Plan, Sketch, plan_of_sketch, sketch_of_design
from landsea.trips.engine.problem import Candidate, DesignProblem, ScorePart, Wish
from landsea.trips.engine.reasons import LeftOut, NoFeasibleTrip, NothingToVisit, WishConflict
from landsea.trips.engine.screening import screen
from landsea.trips.engine.search import Search, load_kernels, repaired
from landsea.trips.engine.stopping import Progress, StopRule, iteration_limit
from landsea.trips.engine.timing import time_day

#: The search looks at no more places than this; of more, the most promising are kept.
SEARCHED_CANDIDATES = 2_000
#: CPU seconds between two looks at the stop rule.
_LOOK_SECONDS = 0.004
_MOST_STEPS = 2_000
#: Iterations that fill up a trip for which only the must stops had been found.
_RESCUE_ITERATIONS = 500


def design(
    problem: DesignProblem,
    *,
    stop: StopRule,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    warm_start: Design | None = None,
) -> Design:
    """Returns the best trip found for a problem until `stop` says so.

    The same problem, seed, warm start and number of iterations give the same trip: a timed run is
    replayed with `MaxIterations(design.iterations)`. Raises NoFeasibleTrip when the must stops
    can't all be in one trip, naming those that conflict.
    """
    # The one clock in the engine: a stop rule in CPU seconds has to be told them.
    load_kernels()
    began = time.thread_time()
    refused = screen(problem)
    _check_musts_alone(problem, refused)
    usable = [each for each in problem.candidates if each.id not in refused]
    if not usable:
        raise NothingToVisit(causes=tuple(refused.values()))
    model = build_model(problem, _most_promising(usable))
    start = None if warm_start is None else _taken_over(model, sketch_of_design(warm_start))
    search = Search(model, seed=seed, start=start)

    def look() -> Progress:
        spent = time.thread_time() - began
        return Progress(iterations=search.iterations, score=search.score, cpu_seconds=spent)

    _run(search, stop, look, progress)
    plan = _with_musts(search, seed)
    plan, left_out = explain_left_out(model, plan, refused, seed=seed)
    return _designed(model, plan, left_out, look(), seed)


def _check_musts_alone(problem: DesignProblem, refused: dict[str, LeftOut]) -> None:
    impossible = [
        refused[each.id]
        for each in problem.candidates
        if each.wish is Wish.MUST and each.id in refused
    ]
    if impossible:
        conflict = WishConflict(
            candidate_ids=(impossible[0].candidate_id,),
            is_proved=True,
            is_minimal=True,
            causes=tuple(impossible),
        )
        raise NoFeasibleTrip(conflict)


def _most_promising(usable: list[Candidate]) -> list[Candidate]:
    """Returns the candidates to search among: asked-for ones first, then by score."""
    if len(usable) <= SEARCHED_CANDIDATES:
        return usable
    rank = {Wish.MUST: 0, Wish.WISHED: 1, Wish.OFFERED: 2}
    order = sorted(
        range(len(usable)), key=lambda each: (rank[usable[each].wish], -usable[each].score, each)
    )
    return [usable[each] for each in sorted(order[:SEARCHED_CANDIDATES])]


def _run(
    search: Search,
    stop: StopRule,
    look: Callable[[], Progress],
    progress: Callable[[Progress], None] | None,
) -> None:
    limit = iteration_limit(stop)
    state, step = look(), 1
    while not stop(state):
        if progress:
            progress(state)
        search.run(step if limit is None else min(step, limit - search.iterations))
        before, state = state, look()
        # How many iterations are run between two looks changes nothing in what they do.
        is_quick = state.cpu_seconds - before.cpu_seconds < _LOOK_SECONDS
        step = min(2 * step, _MOST_STEPS) if is_quick else max(step // 2, 1)
    if progress:
        progress(look())


def _with_musts(search: Search, seed: int) -> Plan:
    """Returns the best plan if it has all must stops; else looks for one, or for the conflict."""
    model = search.model
    musts = [each for each in model.candidates if each.wish is Wish.MUST]
    if all(model.node_of[each.id] in search.visited for each in musts):
        return search.plan
    outcome = find_conflict(model.problem, musts, seed=seed)
    if isinstance(outcome, WishConflict):
        raise NoFeasibleTrip(outcome)
    rescued = Search(model, seed=seed, start=_taken_over(model, outcome))
    rescued.run(_RESCUE_ITERATIONS)
    return rescued.plan


def _taken_over(model: Model, sketch: Sketch) -> Plan:
    return repaired(model, plan_of_sketch(sketch, model.empty_days, model.node_of))


def _designed(
    model: Model, plan: Plan, left_out: tuple[LeftOut, ...], state: Progress, seed: int
) -> Design:
    visited = [model.candidates[node] for day in plan for node in day if node < model.first_depot]
    parts: dict[str, float] = {}
    for candidate in visited:
        for part in candidate.score_parts:
            parts[part.name] = parts.get(part.name, 0.0) + part.value
    return Design(
        days=tuple(time_day(model, day, nodes) for day, nodes in enumerate(plan)),
        score=sum(candidate.score for candidate in visited),
        score_parts=tuple(ScorePart(name, value) for name, value in parts.items()),
        iterations=state.iterations,
        cpu_seconds=state.cpu_seconds,
        seed=seed,
        left_out=left_out,
        unpriced=tuple(candidate.id for candidate in visited if candidate.price is None),
    )
