"""Turns tours of nodes into timed days: arrivals, waits, visits, breaks and the way home."""

from collections.abc import Sequence

from landsea.trips.engine.itinerary import BreakTaken, DayPlan, Visit
from landsea.trips.engine.model import Model, sorted_breaks
from landsea.trips.engine.ticks import minutes_of


def time_day(model: Model, position: int, nodes: Sequence[int]) -> DayPlan:
    """Returns the day's plan with everything as early as possible but the departure."""
    day, arrays = model.problem.days[position], model.arrays
    rests = iter(sorted_breaks(day))
    stops: list[Visit | BreakTaken] = []
    here, place = nodes[0], day.start_place
    time = departs = int(arrays.day_span[position, 0])
    for node in nodes[1:-1]:
        if node >= model.first_break:
            opens, _, length = (int(each) for each in arrays.break_span[node - model.first_break])
            time = max(time, opens)
            name = day.breaks[next(rests)].name
            leaves = time + length
            stops.append(BreakTaken(name=name, starts=minutes_of(time), leaves=minutes_of(leaves)))
        else:
            candidate = model.candidates[node]
            travel = int(arrays.travel[here, node])
            starts = _earliest(model, position, node, time + travel)
            if not stops:
                # Waiting before the first visit is better spent at home.
                departs = max(time, starts - travel)
                time = departs
            leaves = starts + int(arrays.dwell[node])
            stops.append(
                Visit(
                    candidate_id=candidate.id,
                    arrives=minutes_of(time + travel),
                    starts=minutes_of(starts),
                    leaves=minutes_of(leaves),
                    leg=model.problem.travel.leg(place, candidate.place),
                    score=candidate.score,
                )
            )
            here, place = node, candidate.place
        time = leaves
    return DayPlan(
        date=day.date,
        starts=minutes_of(departs),
        ends=minutes_of(time + int(arrays.travel[here, nodes[-1]])),
        stops=tuple(stops),
        last_leg=model.problem.travel.leg(place, day.end_place),
    )


def _earliest(model: Model, day: int, node: int, arrival: int) -> int:
    arrays = model.arrays
    for window in range(int(arrays.window_count[day, node])):
        if arrival <= arrays.latest[day, node, window]:
            return max(arrival, int(arrays.opens[day, node, window]))
    raise AssertionError("The search keeps only plans that are in time.")
