"""The trip designer against published instances, where their files are at hand."""

import os
from pathlib import Path

import pytest

from landsea.bench.toptw import check_solution, design_problem, read_best_known, read_instance
from landsea.bench.trips import tours_of
from landsea.trips.engine.checker import check
from landsea.trips.engine.designer import design
from landsea.trips.engine.stopping import MaxIterations

#: A folder with bks.csv and instances/*.txt.
FOLDER = Path(os.environ.get("LANDSEA_BENCH_TOPTW", "no-such-folder"))

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="set LANDSEA_BENCH_TOPTW to the published instances"
    ),
]

SAMPLE = [("c101", 1), ("c103", 2), ("r101", 2), ("r104", 1), ("r108", 3), ("rc104", 4)]


@pytest.mark.parametrize(("name", "tours"), SAMPLE)
def test_a_published_instance_is_solved_within_three_percent(name: str, tours: int) -> None:
    instance = read_instance(FOLDER / "instances" / f"{name}.txt")
    problem = design_problem(instance, tours=tours)
    best_known = read_best_known(FOLDER / "bks.csv")[name, tours]

    found = design(problem, stop=MaxIterations(10_000), seed=1)

    assert check(problem, found) == ()
    score = check_solution(instance, tours_of(found), tours=tours)
    assert score == found.score
    assert score >= best_known * 97 / 100
