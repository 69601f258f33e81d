"""Which must stops contradict each other: a set that fits into no trip, as small as can be shown.

A set grows stop by stop until no trip is found for it; then each stop whose removal still leaves a
set without a trip is dropped (deletion filter: Chinneck and Dravnieks 1991, "Locating minimal
infeasible constraint sets in linear programs").
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from landsea.trips.engine.exact import Effort, EffortSpent, find_fit
from landsea.trips.engine.model import build_model
from landsea.trips.engine.plans import Sketch, sketch_of_plan
from landsea.trips.engine.problem import Candidate, DesignProblem
from landsea.trips.engine.reasons import WishConflict
from landsea.trips.engine.screening import shortest_minutes
from landsea.trips.engine.search import Search
from landsea.trips.engine.travel import TravelMatrix

#: States that the proofs of one conflict may look at: some seconds.
PROOF_STATES = 400_000
#: More must stops than these are not taken apart exhaustively.
PROVED_UP_TO = 25
#: Places up to which detours that are quicker than the straight way are ruled out.
_CLOSED_UP_TO = 600
_SEARCH_ITERATIONS = 600


class Fit(StrEnum):
    """Whether all stops of a set fit into one trip."""

    SHOWN = "shown"  #: here is a trip
    DISPROVED = "disproved"  #: there is none
    UNKNOWN = "unknown"  #: none was found


@dataclass(frozen=True, slots=True)
class _Answer:
    fit: Fit
    sketch: Sketch = ()


class FitOracle:
    """Answers for one problem whether sets of its candidates fit together."""

    def __init__(self, problem: DesignProblem, *, seed: int, states: int = PROOF_STATES) -> None:
        self._problem = problem
        self._seed = seed
        self._effort = Effort(states)
        self._closed, self._is_metric = _closed(problem)

    def ask(self, candidates: Sequence[Candidate]) -> tuple[Fit, Sketch]:
        """Returns the answer and, when there is one, a trip that shows it."""
        sketch = self._search(candidates)
        if sketch is not None:
            return Fit.SHOWN, sketch
        return self._prove(candidates)

    def _search(self, candidates: Sequence[Candidate]) -> Sketch | None:
        # Scores would only distract: what counts is how many of them get in.
        model = build_model(self._problem, candidates)
        search = Search(model, seed=self._seed)
        while search.iterations < _SEARCH_ITERATIONS:
            search.run(50)
            if len(search.visited) == len(candidates):
                ids = {node: each.id for node, each in enumerate(candidates)}
                return sketch_of_plan(search.plan, ids, model.first_break)
        return None

    def _prove(self, candidates: Sequence[Candidate]) -> tuple[Fit, Sketch]:
        if self._closed is None or len(candidates) > PROVED_UP_TO:
            return Fit.UNKNOWN, ()
        try:
            sketch = find_fit(build_model(self._closed, candidates), self._effort)
        except EffortSpent:
            return Fit.UNKNOWN, ()
        if sketch is None:
            return Fit.DISPROVED, ()
        return (Fit.SHOWN, sketch) if self._is_metric else (Fit.UNKNOWN, ())


def _closed(problem: DesignProblem) -> tuple[DesignProblem | None, bool]:
    """Returns the problem with the quickest ways, and whether it had them already."""
    count = problem.travel.place_count
    if count > _CLOSED_UP_TO:
        return None, False
    places = range(count)
    minutes = problem.travel.minutes_between(places, places)
    shortest = shortest_minutes(minutes)
    is_metric = bool(np.allclose(minutes, shortest, rtol=0, atol=1e-9))
    return replace(problem, travel=TravelMatrix(minutes=shortest)), is_metric


def find_conflict(
    problem: DesignProblem, musts: Sequence[Candidate], *, seed: int
) -> WishConflict | Sketch:
    """Returns a trip with all the must stops, or a set of them that has none."""
    oracle = FitOracle(problem, seed=seed)
    fit, sketch = oracle.ask(musts)
    if fit is Fit.SHOWN:
        return sketch
    together, fit = _grow(oracle, musts)
    is_minimal = len(musts) <= PROVED_UP_TO
    for stop in tuple(together):
        others = [each for each in together if each is not stop]
        answer, _ = oracle.ask(others)
        if answer is Fit.DISPROVED or (answer is Fit.UNKNOWN and fit is Fit.UNKNOWN):
            together, fit = others, answer
        elif answer is Fit.UNKNOWN:
            is_minimal = False
    is_proved = fit is Fit.DISPROVED
    return WishConflict(
        candidate_ids=tuple(each.id for each in together),
        is_proved=is_proved,
        is_minimal=is_proved and is_minimal,
    )


def _grow(oracle: FitOracle, musts: Sequence[Candidate]) -> tuple[list[Candidate], Fit]:
    """Returns the shortest run of must stops, in their order, for which no trip was found."""
    for count in range(2, len(musts)):
        fit, _ = oracle.ask(musts[:count])
        if fit is not Fit.SHOWN:
            return list(musts[:count]), fit
    fit, _ = oracle.ask(musts)
    return list(musts), fit
