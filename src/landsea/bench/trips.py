"""`landsea bench trips`: the trip designer against published instances, checked independently."""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from landsea.bench.toptw import (
    Instance,
    check_solution,
    design_problem,
    read_best_known,
    read_instance,
)
from landsea.trips.engine.designer import design
from landsea.trips.engine.itinerary import Design
from landsea.trips.engine.stopping import CpuSeconds, MaxIterations, StopRule
from landsea.trips.engine.warm import warm


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One trip designed for one instance."""

    instance: str
    tours: int
    seed: int
    best_known: float
    total_score: float
    score: float
    gap_percent: float
    #: CPU time of the whole process for this trip.
    seconds: float
    iterations: int

    @property
    def counts(self) -> bool:
        """Where everything can be visited, every method is as good: such rows don't count."""
        return self.best_known < self.total_score


def main(argv: list[str]) -> int:
    """Runs the benchmark; prints a table, or JSON with `--json -`."""
    options = _parse(argv)
    warm()
    runs = []
    for run in _list_runs(options):
        print(_row(run), file=sys.stderr if options.json else sys.stdout, flush=True)
        runs.append(run)
    if not runs:
        print("No instance with a known best score was found.", file=sys.stderr)
        return 1
    summary = summarise(runs)
    if options.json == "-":
        json.dump(summary, sys.stdout, indent=1)
        print()
    elif options.json:
        Path(options.json).write_text(json.dumps(summary, indent=1) + "\n")
    else:
        for key in ("mean_gap_percent", "worst_gap_percent", "counted_runs"):
            print(f"{key}: {summary[key]}")
    return 0


def summarise(runs: Iterable[Run]) -> dict[str, object]:
    """Returns the gaps of all runs; those whose best known score is the total do not count."""
    rows = list(runs)
    gaps = [run.gap_percent for run in rows if run.counts]
    return {
        "mean_gap_percent": round(sum(gaps) / len(gaps), 4) if gaps else None,
        "worst_gap_percent": round(max(gaps), 4) if gaps else None,
        "counted_runs": len(gaps),
        "rows": [asdict(run) for run in rows],
    }


def _parse(argv: list[str]) -> Namespace:
    parser = ArgumentParser(prog="landsea bench trips", description=__doc__)
    parser.add_argument(
        "--toptw", type=Path, required=True, help="folder with bks.csv and instances/*.txt"
    )
    parser.add_argument("--instances", help="names, separated by commas; all if left out")
    parser.add_argument("--tours", default="1,2,3,4", help="numbers of tours")
    parser.add_argument("--seconds", type=float, default=1.0, help="CPU seconds for each trip")
    parser.add_argument("--iterations", type=int, help="iterations for each, in place of seconds")
    parser.add_argument("--seeds", type=int, default=3, help="trips for each instance")
    parser.add_argument("--solutions", type=Path, help="folder to write the tours to")
    parser.add_argument("--resume", type=Path, help="file of runs: those in it are not run again")
    parser.add_argument("--json", help="file for the figures, or - for the screen")
    return parser.parse_args(argv)


def _list_runs(options: Namespace) -> Iterator[Run]:
    best_known = read_best_known(options.toptw / "bks.csv")
    done = _done(options.resume)
    for path in _instance_paths(options):
        instance = read_instance(path)
        for tours in (int(each) for each in options.tours.split(",")):
            if (instance.name, tours) not in best_known:
                continue
            for seed in range(1, options.seeds + 1):
                run = done.get((instance.name, tours, seed))
                if run is None:
                    best = best_known[instance.name, tours]
                    run = _run(instance, tours=tours, seed=seed, best=best, options=options)
                    _remember(options.resume, run)
                yield run


def _instance_paths(options: Namespace) -> list[Path]:
    folder = options.toptw / "instances"
    paths = sorted((folder if folder.is_dir() else options.toptw).glob("*.txt"))
    if options.instances is None:
        return paths
    wanted = options.instances.split(",")
    known = {path.stem: path for path in paths}
    if missing := [name for name in wanted if name not in known]:
        raise SystemExit(f"There is no instance {', '.join(missing)} in {options.toptw}.")
    return [known[name] for name in wanted]


def _done(path: Path | None) -> dict[tuple[str, int, int], Run]:
    if path is None or not path.exists():
        return {}
    runs = [Run(**json.loads(line)) for line in path.read_text().splitlines()]
    return {(run.instance, run.tours, run.seed): run for run in runs}


def _remember(path: Path | None, run: Run) -> None:
    if path is not None:
        with path.open("a") as file:
            file.write(json.dumps(asdict(run)) + "\n")


def _run(instance: Instance, *, tours: int, seed: int, best: Decimal, options: Namespace) -> Run:
    limit = options.iterations
    stop: StopRule = CpuSeconds(options.seconds) if limit is None else MaxIterations(limit)
    problem = design_problem(instance, tours=tours)
    before = time.process_time()
    found = design(problem, stop=stop, seed=seed)
    seconds = time.process_time() - before
    solution = tours_of(found)
    score = check_solution(instance, solution, tours=tours)
    if options.solutions:
        options.solutions.mkdir(parents=True, exist_ok=True)
        lines = "".join(" ".join(map(str, tour)) + "\n" for tour in solution)
        (options.solutions / f"{instance.name}-{tours}-{seed}.txt").write_text(lines)
    return Run(
        instance=instance.name,
        tours=tours,
        seed=seed,
        best_known=float(best),
        total_score=float(instance.total_score),
        score=float(score),
        gap_percent=round(float(100 * (best - score) / best), 4),
        seconds=round(seconds, 3),
        iterations=found.iterations,
    )


def tours_of(found: Design) -> list[list[int]]:
    """Returns the points of each tour in order."""
    return [[int(visit.candidate_id) for visit in day.visits] for day in found.days]


def _row(run: Run) -> str:
    found = f"{run.score:8g} of {run.best_known:8g} {run.gap_percent:7.2f} %"
    effort = f"{run.seconds:6.2f} s {run.iterations:8} iterations"
    return f"{run.instance:8} {run.tours} tours, seed {run.seed}: {found} {effort}"
