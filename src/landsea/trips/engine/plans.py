"""A plan as node numbers of one model, and as a sketch that any model of the trip can take over."""

from collections.abc import Mapping

from landsea.trips.engine.itinerary import Design, Visit

#: By day: node numbers with ends and breaks.
Plan = tuple[tuple[int, ...], ...]
#: By day: the ids of the visited candidates in order, None for a break.
Sketch = tuple[tuple[str | None, ...], ...]


def sketch_of_design(design: Design) -> Sketch:
    return tuple(
        tuple(stop.candidate_id if isinstance(stop, Visit) else None for stop in day.stops)
        for day in design.days
    )


def plan_of_sketch(sketch: Sketch, empty: Plan, node_of: Mapping[str, int]) -> Plan:
    """Returns the sketch in a model's nodes; candidates that the model lacks fall away."""
    plan = list(empty)
    for day, stops in enumerate(sketch[: len(empty)]):
        first, *rests, last = empty[day]
        nodes = [first]
        for stop in stops:
            if stop is None:
                nodes += rests[:1]
                rests = rests[1:]
            elif stop in node_of:
                nodes.append(node_of[stop])
        # A break that the sketch lacks comes last; the search moves stops round it.
        plan[day] = (*nodes, *rests, last)
    return tuple(plan)


def sketch_of_plan(plan: Plan, ids: Mapping[int, str], first_break: int) -> Sketch:
    return tuple(
        tuple(None if node >= first_break else ids[node] for node in day[1:-1]) for day in plan
    )
