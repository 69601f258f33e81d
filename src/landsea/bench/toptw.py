"""Reads published team orienteering instances with time windows, and checks solutions of them.

The format is that of Vansteenwegen et al. (2009): after two lines of head, a line per point with
number, x, y, visit length, score, two counts, a list, opening and latest start; point 0 is where
every tour starts and ends, and its last number is when tours must be back. Distances are Euclidean,
cut off after one decimal (Solomon's instances) or two (Cordeau's, named pr…).
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import isqrt
from pathlib import Path

import numpy as np

from landsea.trips.engine.problem import Candidate, Day, DesignProblem, Dwell, ScorePart, Window
from landsea.trips.engine.travel import TravelMatrix

#: Coordinates in the files have at most three decimals.
_COORDINATE_SCALE = 1_000
#: What a float distance may lie below a round number that it is meant to be.
_FLOAT_NOISE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of an instance, its numbers as written."""

    number: int
    x: Decimal
    y: Decimal
    stay: Decimal
    score: Decimal
    opens: Decimal
    latest_start: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A published instance; point 0 is the start and the end."""

    name: str
    points: tuple[Point, ...]

    @property
    def decimals(self) -> int:
        return 2 if self.name.startswith("pr") else 1

    @property
    def total_score(self) -> Decimal:
        return sum((point.score for point in self.points), Decimal(0))


def read_instance(path: Path) -> Instance:
    lines = path.read_text().splitlines()[2:]
    points = tuple(_read_point(line.split()) for line in lines if len(line.split()) >= 7)
    return Instance(name=path.stem, points=points)


def _read_point(fields: Sequence[str]) -> Point:
    number, x, y, stay, score = fields[:5]
    opens, latest_start = fields[-2:]
    return Point(
        number=int(number),
        x=Decimal(x),
        y=Decimal(y),
        stay=Decimal(stay),
        score=Decimal(score),
        opens=Decimal(opens),
        latest_start=Decimal(latest_start),
    )


def read_best_known(path: Path) -> dict[tuple[str, int], Decimal]:
    """Returns the best known score by instance and number of tours, from `bks.csv`."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["instance"], int(row["m"])): Decimal(row["bks"]) for row in rows}


def design_problem(instance: Instance, *, tours: int) -> DesignProblem:
    """Returns the instance as a trip of so many days, one unit of the file being a minute."""
    depot, *others = instance.points
    place = np.array([(float(point.x), float(point.y)) for point in instance.points])
    apart = place[:, None, :] - place[None, :, :]
    scale = 10**instance.decimals
    minutes = np.floor(np.hypot(apart[..., 0], apart[..., 1]) * scale + _FLOAT_NOISE) / scale
    days = tuple(
        Day(
            date=date(2000, 1, 1) + timedelta(days=number),
            start_place=0,
            end_place=0,
            starts=float(depot.opens),
            ends=float(depot.latest_start),
        )
        for number in range(tours)
    )
    candidates = tuple(
        Candidate(
            id=str(point.number),
            place=position,
            dwell=Dwell.of(float(point.stay)),
            windows=((_window(point),),) * tours,
            score_parts=(ScorePart("score", float(point.score)),),
        )
        for position, point in enumerate(others, start=1)
    )
    return DesignProblem(candidates=candidates, days=days, travel=TravelMatrix(minutes=minutes))


def _window(point: Point) -> Window:
    # The files give the latest start, a window closes when the visit is over.
    return Window(opens=float(point.opens), closes=float(point.latest_start + point.stay))


class WrongSolution(Exception):
    """A solution breaks a rule of its instance."""


def check_solution(instance: Instance, solution: Sequence[Sequence[int]], *, tours: int) -> Decimal:
    """Returns the score of a solution, worked out from the file's numbers alone, exactly."""
    if len(solution) > tours:
        raise WrongSolution(f"{len(solution)} tours, but {tours} are allowed")
    visited = [number for tour in solution for number in tour]
    if len(visited) != len(set(visited)):
        raise WrongSolution("a point is visited twice")
    points = {point.number: point for point in instance.points}
    depot = instance.points[0]
    for tour in solution:
        here, time = depot, depot.opens
        for number in tour:
            if number not in points or number == depot.number:
                raise WrongSolution(f"there is no point {number} to visit")
            point = points[number]
            time = max(time + _distance(instance, here, point), point.opens)
            if time > point.latest_start:
                raise WrongSolution(f"point {number} is reached at {time}")
            time += point.stay
            here = point
        if time + _distance(instance, here, depot) > depot.latest_start:
            raise WrongSolution(f"the tour {list(tour)} is back too late")
    return sum((points[number].score for number in visited), Decimal(0))


def _distance(instance: Instance, origin: Point, destination: Point) -> Decimal:
    """Returns the distance with its further decimals cut off, by whole numbers only."""
    east = int((origin.x - destination.x) * _COORDINATE_SCALE)
    north = int((origin.y - destination.y) * _COORDINATE_SCALE)
    scale = (1, 10, 100)[instance.decimals]
    squared = (east * east + north * north) * scale * scale // _COORDINATE_SCALE**2
    return Decimal(isqrt(squared)) / Decimal(scale)
