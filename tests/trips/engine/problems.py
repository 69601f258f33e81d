"""Small design problems: made by hand, drawn by Hypothesis, and solved by trying everything."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, permutations, product

import numpy as np
from hypothesis import strategies as st

from landsea.kernel.money import Money
from landsea.trips.engine.problem import (
    Break,
    Candidate,
    CategoryCap,
    Day,
    DesignProblem,
    Dwell,
    Pace,
    ScorePart,
    Window,
    Wish,
)
from landsea.trips.engine.screening import shortest_minutes
from landsea.trips.engine.travel import TravelMatrix

ALL_DAY = (Window(opens=0, closes=1440),)


def make_candidate(number: int, **changes: object) -> Candidate:
    """Returns the place at travel place `number`: open all day, an hour long, worth ten."""
    values: dict[str, object] = {
        "id": f"p{number}",
        "place": number,
        "dwell": Dwell.of(60),
        "windows": (ALL_DAY,),
        "score_parts": (ScorePart("grade", 10.0),),
    }
    return Candidate(**(values | changes))  # type: ignore[arg-type]


def make_day(number: int = 0, **changes: object) -> Day:
    """Returns a day from nine to six that starts and ends at place 0."""
    values: dict[str, object] = {
        "date": date(2027, 5, 1) + timedelta(days=number),
        "start_place": 0,
        "end_place": 0,
        "starts": 540,
        "ends": 1080,
    }
    return Day(**(values | changes))  # type: ignore[arg-type]


def make_travel(count: int, minutes: float = 20.0) -> TravelMatrix:
    """Returns equal travel times between so many places."""
    return TravelMatrix(minutes=np.full((count, count), minutes))


def make_problem(
    candidates: Sequence[Candidate], *, days: Sequence[Day] = (), **changes: object
) -> DesignProblem:
    values: dict[str, object] = {
        "candidates": tuple(candidates),
        "days": tuple(days) or (make_day(),),
        "travel": make_travel(1 + max((each.place for each in candidates), default=0)),
    }
    return DesignProblem(**(values | changes))  # type: ignore[arg-type]


minutes_of_day = st.integers(0, 12).map(lambda step: 480.0 + 60 * step)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens = draw(minutes_of_day)
    closes = opens + draw(st.integers(0, 10)) * 60
    admission = draw(st.none() | st.integers(0, int(closes - opens)))
    return Window(
        opens=opens, closes=closes, last_admission=None if admission is None else opens + admission
    )


@st.composite
def problems(
    draw: st.DrawFn,
    *,
    most_candidates: int = 6,
    wishes: Sequence[Wish] = tuple(Wish),
    is_metric: bool = False,
) -> DesignProblem:
    """Draws problems with everything on: windows, breaks, caps, budget, one-way travel times.

    Unless `is_metric`, a detour may be quicker than the straight way.
    """
    count = draw(st.integers(1, most_candidates))
    day_count = draw(st.integers(1, 2))
    sides = count + 2
    travel = draw(st.lists(st.integers(0, 150), min_size=sides * sides, max_size=sides * sides))
    minutes = np.array(travel, dtype=np.float64).reshape(sides, sides)
    np.fill_diagonal(minutes, 0)
    days = tuple(draw(_days(number, sides)) for number in range(day_count))
    candidates = tuple(draw(_candidates(number, day_count, wishes)) for number in range(count))
    return DesignProblem(
        candidates=candidates,
        days=days,
        travel=TravelMatrix(minutes=shortest_minutes(minutes) if is_metric else minutes),
        caps=tuple(draw(st.lists(_caps(), max_size=2, unique_by=lambda cap: cap.category))),
        budget=draw(st.none() | st.integers(0, 60).map(lambda amount: Money(amount, "CNY"))),
        pace=draw(st.sampled_from(Pace)),
    )


@st.composite
def _days(draw: st.DrawFn, number: int, places: int) -> Day:
    starts = draw(st.integers(480, 660))
    names = draw(st.lists(st.sampled_from(("lunch", "tea")), max_size=1, unique=True))
    rests = []
    for name in names:
        opens = starts + draw(st.integers(0, 120))
        length = draw(st.integers(0, 60))
        rests.append(Break(name=name, opens=opens, closes=opens + length + 120, minutes=length))
    return make_day(
        number,
        start_place=draw(st.integers(0, places - 1)),
        end_place=draw(st.integers(0, places - 1)),
        starts=starts,
        ends=starts + draw(st.integers(330, 720)),
        max_stops=draw(st.none() | st.integers(0, 4)),
        breaks=tuple(rests),
    )


@st.composite
def _candidates(draw: st.DrawFn, number: int, days: int, wishes: Sequence[Wish]) -> Candidate:
    low = draw(st.integers(0, 60))
    return make_candidate(
        number,
        dwell=Dwell(low=low, typical=low + 30, high=low + draw(st.integers(30, 90))),
        windows=tuple(tuple(draw(st.lists(windows(), max_size=3))) for _ in range(days)),
        score_parts=(ScorePart("grade", float(draw(st.integers(0, 50)))),),
        wish=draw(st.sampled_from(tuple(wishes))),
        price=draw(st.none() | st.integers(0, 30).map(lambda amount: Money(amount, "CNY"))),
        categories=draw(st.frozensets(st.sampled_from(("museum", "park")))),
    )


@st.composite
def _caps(draw: st.DrawFn) -> CategoryCap:
    return CategoryCap(
        category=draw(st.sampled_from(("museum", "park"))),
        per_trip=draw(st.none() | st.integers(0, 3)),
        per_day=draw(st.none() | st.integers(0, 2)),
    )


def best_score(problem: DesignProblem) -> float | None:
    """Returns the best score of any trip by trying every one, or None when there is none."""
    musts = {each.id for each in problem.candidates if each.wish is Wish.MUST}
    allowed = [each for each in problem.candidates if each.wish is not Wish.EXCLUDED]
    fitting = [
        [group for group in _subsets(allowed) if _fits_day(problem, day, group)]
        for day in range(len(problem.days))
    ]
    best: float | None = None
    for groups in product(*fitting):
        visited = [candidate for group in groups for candidate in group]
        ids = {candidate.id for candidate in visited}
        if len(ids) < len(visited) or not musts <= ids or not _fits_trip(problem, visited):
            continue
        score = sum(candidate.score for candidate in visited)
        best = score if best is None else max(best, score)
    return best


def _subsets(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    for count in range(len(candidates) + 1):
        yield from combinations(candidates, count)


def _fits_trip(problem: DesignProblem, visited: Sequence[Candidate]) -> bool:
    spent = sum(each.price.amount_minor for each in visited if each.price)
    if problem.budget is not None and spent > problem.budget.amount_minor:
        return False
    return all(
        cap.per_trip is None or _count(cap.category, visited) <= cap.per_trip
        for cap in problem.caps
    )


def _count(category: str, visited: Sequence[Candidate]) -> int:
    return sum(category in each.categories for each in visited)


def _fits_day(problem: DesignProblem, number: int, group: Sequence[Candidate]) -> bool:
    day = problem.days[number]
    if day.max_stops is not None and len(group) > day.max_stops:
        return False
    for cap in problem.caps:
        if cap.per_day is not None and _count(cap.category, group) > cap.per_day:
            return False
    stops: list[Candidate | Break] = [*group, *day.breaks]
    return any(_is_in_time(problem, number, order) for order in permutations(stops))


def _is_in_time(problem: DesignProblem, number: int, order: Sequence[Candidate | Break]) -> bool:
    day = problem.days[number]
    here, time = day.start_place, day.starts
    for stop in order:
        if isinstance(stop, Break):
            time = max(time, stop.opens) + stop.minutes
            if time > stop.closes:
                return False
            continue
        time += problem.travel.leg(here, stop.place).minutes
        dwell = stop.dwell.minutes(problem.pace)
        starts = [
            max(time, window.opens)
            for window in stop.windows[number]
            if max(time, window.opens) + dwell <= window.closes
            and (window.last_admission is None or max(time, window.opens) <= window.last_admission)
        ]
        if not starts:
            return False
        time, here = min(starts) + dwell, stop.place
    return time + problem.travel.leg(here, day.end_place).minutes <= day.ends
