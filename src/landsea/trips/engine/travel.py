"""Travel times between places: what the designer asks of them, and a plain matrix of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from landsea.trips.engine.errors import MatrixWithHoles


class Mode(StrEnum):
    """How a leg is travelled."""

    WALK = "walk"  #: on foot
    TOWN = "town"  #: metro, bus or taxi inside a town
    ROAD = "road"  #: coach or car between towns
    RAIL = "rail"  #: train over long distances
    GIVEN = "given"  #: the travel time was handed in, its mode is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One journey between two places."""

    minutes: float
    km: float | None = None
    mode: Mode = Mode.GIVEN
    #: An end of the leg is known only by its district, so a margin is in the minutes.
    is_rough: bool = False


class TravelTimes(Protocol):
    """Says how long it takes from each place to each other one, places being numbered from 0."""

    @property
    def place_count(self) -> int: ...

    def minutes_between(
        self, origins: Sequence[int], destinations: Sequence[int]
    ) -> NDArray[np.float64]:
        """Returns the minutes from each origin (row) to each destination (column)."""
        ...

    def leg(self, origin: int, destination: int) -> Leg: ...


def _checked(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        shape = "×".join(str(side) for side in matrix.shape)
        raise MatrixWithHoles(origin=0, destination=0, value=f"missing: the matrix is {shape}")
    holes = np.argwhere(~(np.isfinite(matrix) & (matrix >= 0)))
    if holes.size:
        origin, destination = (int(place) for place in holes[0])
        value = f"{matrix[origin, destination]}"
        raise MatrixWithHoles(origin=origin, destination=destination, value=value)
    copy = np.array(matrix, dtype=np.float64, order="C")
    # Staying where one is takes no time, whatever was written on the diagonal.
    np.fill_diagonal(copy, 0.0)
    copy.flags.writeable = False
    return copy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelMatrix:
    """Travel times as a square matrix of minutes, row to column; it need not be symmetric."""

    minutes: NDArray[np.float64]
    km: NDArray[np.float64] | None = field(default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "minutes", _checked(np.asarray(self.minutes, dtype=np.float64)))
        if self.km is not None:
            km = _checked(np.asarray(self.km, dtype=np.float64))
            if km.shape != self.minutes.shape:
                raise MatrixWithHoles(origin=0, destination=0, value="without kilometres")
            object.__setattr__(self, "km", km)

    @property
    def place_count(self) -> int:
        return int(self.minutes.shape[0])

    def minutes_between(
        self, origins: Sequence[int], destinations: Sequence[int]
    ) -> NDArray[np.float64]:
        return self.minutes[np.ix_(origins, destinations)]

    def leg(self, origin: int, destination: int) -> Leg:
        km = None if self.km is None else float(self.km[origin, destination])
        return Leg(minutes=float(self.minutes[origin, destination]), km=km)
