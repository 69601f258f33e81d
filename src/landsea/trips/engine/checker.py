"""Checks a trip against its problem from scratch; shares no code with the search that made it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from landsea.trips.engine.itinerary import BreakTaken, DayPlan, Design, Visit
from landsea.trips.engine.problem import Candidate, Day, DesignProblem, Wish

#: Plans are made in hundredths of a minute; this is half of one.
TOLERANCE_MINUTES = 0.005


@dataclass(frozen=True, slots=True)
class Violation:
    """One constraint that a trip breaks, in words for whoever looks for the fault."""

    rule: str
    detail: str


def check(problem: DesignProblem, design: Design) -> tuple[Violation, ...]:
    """Lists every constraint that the trip breaks; a right trip breaks none."""
    return tuple(_violations(problem, design))


def _violations(problem: DesignProblem, design: Design) -> Iterator[Violation]:
    if len(design.days) != len(problem.days):
        yield Violation("days", f"{len(design.days)} planned of {len(problem.days)}")
        return
    candidates = {candidate.id: candidate for candidate in problem.candidates}
    visited = [visit.candidate_id for day in design.days for visit in day.visits]
    for unknown in sorted(set(visited) - set(candidates)):
        yield Violation("unknown place", unknown)
    if set(visited) - set(candidates):
        return
    for position, plan in enumerate(design.days):
        yield from _check_day(problem, position, plan, candidates)
    yield from _check_trip(problem, design, [candidates[each] for each in visited])


def _check_trip(
    problem: DesignProblem, design: Design, visited: list[Candidate]
) -> Iterator[Violation]:
    counts = Counter(candidate.id for candidate in visited)
    for candidate_id, count in counts.items():
        if count > 1:
            yield Violation("once", f"{candidate_id} is visited {count} times")
    for candidate in problem.candidates:
        if candidate.wish is Wish.MUST and candidate.id not in counts:
            yield Violation("must", f"{candidate.id} is missing")
        if candidate.wish is Wish.EXCLUDED and candidate.id in counts:
            yield Violation("excluded", f"{candidate.id} is visited")
    for cap in problem.caps:
        count = sum(cap.category in candidate.categories for candidate in visited)
        if cap.per_trip is not None and count > cap.per_trip:
            yield Violation("cap per trip", f"{count} of {cap.category}")
    spent = sum(each.price.amount_minor for each in visited if each.price is not None)
    if problem.budget is not None and spent > problem.budget.amount_minor:
        yield Violation("budget", f"{spent} of {problem.budget.amount_minor}")
    score = sum(candidate.score for candidate in visited)
    if abs(score - design.score) > 1e-6 * max(1.0, score):
        yield Violation("score", f"{design.score} is told, {score} is right")


def _check_day(
    problem: DesignProblem, position: int, plan: DayPlan, candidates: dict[str, Candidate]
) -> Iterator[Violation]:
    day = problem.days[position]
    if plan.date != day.date:
        yield Violation("date", f"{plan.date} for {day.date}")
    if plan.starts < day.starts - TOLERANCE_MINUTES:
        yield Violation("day start", f"{day.date}: {plan.starts} before {day.starts}")
    if plan.ends > day.ends + TOLERANCE_MINUTES:
        yield Violation("day end", f"{day.date}: {plan.ends} after {day.ends}")
    if day.max_stops is not None and len(plan.visits) > day.max_stops:
        yield Violation("stops a day", f"{day.date}: {len(plan.visits)}")
    visited = [candidates[visit.candidate_id] for visit in plan.visits]
    for cap in problem.caps:
        count = sum(cap.category in candidate.categories for candidate in visited)
        if cap.per_day is not None and count > cap.per_day:
            yield Violation("cap per day", f"{day.date}: {count} of {cap.category}")
    yield from _check_breaks(day, plan.breaks)
    yield from _check_order(problem, position, plan, candidates)


def _check_order(
    problem: DesignProblem, position: int, plan: DayPlan, candidates: dict[str, Candidate]
) -> Iterator[Violation]:
    day = problem.days[position]
    here, time = day.start_place, plan.starts
    for stop in plan.stops:
        if isinstance(stop, BreakTaken):
            if stop.starts < time - TOLERANCE_MINUTES:
                yield Violation("order", f"{day.date}: {stop.name} before what precedes it ends")
        else:
            candidate = candidates[stop.candidate_id]
            needed = problem.travel.leg(here, candidate.place).minutes
            if stop.arrives < time + needed - TOLERANCE_MINUTES:
                late = f"{stop.candidate_id} is reached at {stop.arrives}, not {time + needed}"
                yield Violation("travel", late)
            yield from _check_visit(problem, position, stop, candidate)
            here = candidate.place
        time = stop.leaves
    if plan.ends < time + problem.travel.leg(here, day.end_place).minutes - TOLERANCE_MINUTES:
        yield Violation("travel", f"{day.date}: the way to the end place is too short")


def _check_visit(
    problem: DesignProblem, position: int, visit: Visit, candidate: Candidate
) -> Iterator[Violation]:
    if visit.starts < visit.arrives - TOLERANCE_MINUTES:
        yield Violation("start", f"{visit.candidate_id} starts before arrival")
    if visit.leaves - visit.starts < problem.dwell_minutes(candidate) - TOLERANCE_MINUTES:
        yield Violation("dwell", f"{visit.candidate_id}: {visit.leaves - visit.starts} minutes")
    is_open = any(
        window.opens - TOLERANCE_MINUTES <= visit.starts
        and visit.leaves <= window.closes + TOLERANCE_MINUTES
        and (
            window.last_admission is None
            or visit.starts <= window.last_admission + TOLERANCE_MINUTES
        )
        for window in candidate.windows[position]
    )
    if not is_open:
        yield Violation("hours", f"{visit.candidate_id}: {visit.starts} to {visit.leaves}")


def _check_breaks(day: Day, taken: tuple[BreakTaken, ...]) -> Iterator[Violation]:
    if sorted(rest.name for rest in day.breaks) != sorted(rest.name for rest in taken):
        yield Violation("breaks", f"{day.date}: {[rest.name for rest in taken]}")
        return
    unused = list(day.breaks)
    for rest in taken:
        fitting = [
            each
            for each in unused
            if each.name == rest.name
            and rest.starts >= each.opens - TOLERANCE_MINUTES
            and rest.leaves <= each.closes + TOLERANCE_MINUTES
            and rest.leaves - rest.starts >= each.minutes - TOLERANCE_MINUTES
        ]
        if fitting:
            unused.remove(fitting[0])
        else:
            yield Violation("break", f"{day.date}: {rest.name} {rest.starts} to {rest.leaves}")
