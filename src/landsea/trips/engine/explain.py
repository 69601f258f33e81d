"""Why wished places are out of a trip, and what forcing them in would cost."""

from collections.abc import Mapping
from dataclasses import replace

from landsea.trips.engine.conflicts import Fit, FitOracle
from landsea.trips.engine.model import Model
from landsea.trips.engine.plans import Plan
from landsea.trips.engine.problem import Candidate, Wish
from landsea.trips.engine.reasons import LeftOut, Reason
from landsea.trips.engine.search import Search

#: Wished places for which forcing in is tried; the rest are told without their cost.
PROBED_WISHES = 10
_PROBE_ITERATIONS = 1_000


def explain_left_out(
    model: Model, plan: Plan, refused: Mapping[str, LeftOut], *, seed: int
) -> tuple[Plan, tuple[LeftOut, ...]]:
    """Returns why each wished place is out, and the plan: a better one if forcing found it."""
    wished = [each for each in model.problem.candidates if each.wish is Wish.WISHED]
    told: list[LeftOut] = []
    for _ in range(len(wished) + 1):
        visited = _visited_ids(model, plan)
        missing = [each for each in wished if each.id not in visited]
        told = [refused[each.id] for each in missing if each.id in refused]
        open_wishes = [each for each in missing if each.id not in refused]
        better = None
        for rank, candidate in enumerate(sorted(open_wishes, key=lambda each: -each.score)):
            if rank >= PROBED_WISHES:
                told.append(LeftOut(candidate_id=candidate.id, reason=Reason.NOT_TRIED))
                continue
            forced = _force(model, plan, candidate, seed)
            if forced is not None and _score(model, forced) > _score(model, plan) + 1e-9:
                better = forced
                break
            told.append(_cost_of(model, plan, forced, candidate, seed))
        if better is None:
            break
        plan = better
    order = {each.id: rank for rank, each in enumerate(wished)}
    return plan, tuple(sorted(told, key=lambda each: order[each.candidate_id]))


def _visited(model: Model, plan: Plan) -> list[Candidate]:
    return [model.candidates[node] for day in plan for node in day if node < model.first_depot]


def _visited_ids(model: Model, plan: Plan) -> set[str]:
    return {candidate.id for candidate in _visited(model, plan)}


def _score(model: Model, plan: Plan) -> float:
    return sum(candidate.score for candidate in _visited(model, plan))


def _force(model: Model, plan: Plan, candidate: Candidate, seed: int) -> Plan | None:
    """Returns the best plan found that has the candidate beside all must stops."""
    weight = model.arrays.weight.copy()
    node = model.node_of[candidate.id]
    weight[node] += 1.0 + weight.sum()
    forced = replace(model, arrays=model.arrays._replace(weight=weight))
    search = Search(forced, seed=seed, start=plan)
    search.run(_PROBE_ITERATIONS)
    musts = {each.id for each in model.candidates if each.wish is Wish.MUST}
    found = _visited_ids(model, search.plan)
    return search.plan if musts | {candidate.id} <= found else None


def _cost_of(
    model: Model, plan: Plan, forced: Plan | None, candidate: Candidate, seed: int
) -> LeftOut:
    if forced is None:
        musts = [each for each in model.candidates if each.wish is Wish.MUST]
        fit, _ = FitOracle(model.problem, seed=seed, states=50_000).ask([*musts, candidate])
        is_disproved = fit is Fit.DISPROVED
        reason = Reason.NO_ROOM_BESIDE_MUSTS if is_disproved else Reason.NOT_FOUND
        return LeftOut(candidate_id=candidate.id, reason=reason)
    displaced = tuple(sorted(_visited_ids(model, plan) - _visited_ids(model, forced)))
    cost = _score(model, plan) - _score(model, forced)
    return LeftOut(
        candidate_id=candidate.id,
        reason=Reason.DISPLACED,
        params={"cost": f"{cost:g}", "displaced": ", ".join(displaced)},
        displaced_ids=displaced,
    )
