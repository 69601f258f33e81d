"""The trip benchmark reads published files, and its checker works from their numbers alone."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from landsea.bench.toptw import WrongSolution, check_solution, read_instance
from landsea.bench.trips import main

#: An instance of our own in the published format: a day of 100, four points on a cross.
INSTANCE = """4 1 4 1
0 100
 0  0.00  0.00  0  0  0 0   0 100
 1 10.00  0.00  5 10  1 1 1 0  50
 2  0.00 10.00  5 20  1 1 1 0  15
 3 -7.00 -7.00  5 30  1 1 1 60 80
 4 90.00  0.00  5 40  1 1 1 0 100
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "instances").mkdir()
    (tmp_path / "instances" / "x101.txt").write_text(INSTANCE)
    (tmp_path / "bks.csv").write_text("instance,m,bks,source\nx101,1,60,ours\nx101,2,60,ours\n")
    return tmp_path


def test_a_solution_is_scored_from_the_files_numbers(folder: Path) -> None:
    instance = read_instance(folder / "instances" / "x101.txt")

    score = check_solution(instance, [[2, 1, 3]], tours=1)

    assert score == Decimal(60)


@pytest.mark.parametrize(
    ("solution", "fault"),
    [
        ([[1, 1]], "visited twice"),
        ([[1], [2]], "2 tours"),
        ([[9]], "no point 9"),
        ([[0]], "no point 0"),
        ([[1, 2]], "point 2 is reached at 29.1"),
        ([[4]], "back too late"),
    ],
)
def test_a_wrong_solution_is_refused(folder: Path, solution: list[list[int]], fault: str) -> None:
    instance = read_instance(folder / "instances" / "x101.txt")

    with pytest.raises(WrongSolution, match=fault):
        check_solution(instance, solution, tours=1)


def test_the_benchmark_prints_its_figures_and_writes_its_solutions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "out"
    arguments = ["--toptw", str(folder), "--tours", "1,3", "--seeds", "2", "--iterations", "50"]

    code = main([*arguments, "--solutions", str(out), "--json", "-"])

    figures = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (figures["mean_gap_percent"], figures["worst_gap_percent"]) == (0, 0)
    keys = ("instance", "tours", "best_known", "score", "iterations")
    assert [[row[key] for key in keys] for row in figures["rows"]] == [["x101", 1, 60, 60, 50]] * 2
    assert (out / "x101-1-2.txt").read_text() == "2 1 3\n"


def test_an_interrupted_benchmark_goes_on_where_it_stopped(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--toptw", str(folder), "--seeds", "1", "--iterations", "50"]
    runs = folder / "runs.jsonl"
    main([*arguments, "--tours", "1", "--resume", str(runs)])
    first = runs.read_text()

    main([*arguments, "--tours", "1,2", "--resume", str(runs)])

    assert runs.read_text().startswith(first)
    assert len(runs.read_text().splitlines()) == 2


def test_an_unknown_instance_is_named(folder: Path) -> None:
    with pytest.raises(SystemExit, match="no instance x999"):
        main(["--toptw", str(folder), "--instances", "x999"])
