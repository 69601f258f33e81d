"""Travel times estimated from positions alone, for when no timetable or road network is at hand.

A leg is the great circle times a detour, at the speed of a mode, plus the time to get to the
vehicle and away from it; the quickest mode is taken. What it can't know: mountains, rivers and seas
in the way, timetables, borders, traffic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from landsea.kernel.geo import EARTH_RADIUS_KM, Position, Precision
from landsea.trips.engine.travel import Leg, Mode

#: How far an estimated leg may be off, as a share of it. A judgement: it has not been calibrated
#: on measured pairs yet, so pages call these times estimates.
RELATIVE_ERROR = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeSpeed:
    """How one mode turns a great-circle distance into minutes."""

    mode: Mode
    #: Way on the ground per kilometre as the crow flies.
    detour: float
    km_per_hour: float
    #: To the stop or the car, waiting, parking, away from it.
    access_minutes: float


#: Judged, not measured. Town is metro, bus and taxi together; road is a coach with the way to its
#: station; rail is a fast line with the way to its station and half an hour there. The quickest is
#: taken, so one walks up to 1.3 km, leaves town traffic at 18 km and takes the train from 62 km.
MODE_SPEEDS = (
    ModeSpeed(mode=Mode.WALK, detour=1.3, km_per_hour=4.8, access_minutes=0),
    ModeSpeed(mode=Mode.TOWN, detour=1.3, km_per_hour=28, access_minutes=18),
    ModeSpeed(mode=Mode.ROAD, detour=1.3, km_per_hour=60, access_minutes=45),
    ModeSpeed(mode=Mode.RAIL, detour=1.25, km_per_hour=180, access_minutes=100),
)

#: Share of a rough position's error that is added to a leg's distance at each end: errors of two
#: ends seldom point the same way.
_ERROR_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Estimate:
    minutes: NDArray[np.float64]
    km: NDArray[np.float64]
    mode: NDArray[np.intp]


@dataclass(frozen=True)
class EstimatedTravel:
    """Travel times between positions, worked out when asked for."""

    positions: tuple[Position, ...]

    @property
    def place_count(self) -> int:
        return len(self.positions)

    @cached_property
    def _points(self) -> NDArray[np.float64]:
        """By place: a point on the unit sphere, and the error of its position in kilometres."""
        rows = np.array(
            [(each.latitude, each.longitude, each.error_km) for each in self.positions],
            dtype=np.float64,
        ).reshape(-1, 3)
        latitude, longitude = np.radians(rows[:, 0]), np.radians(rows[:, 1])
        return np.column_stack(
            (
                np.cos(latitude) * np.cos(longitude),
                np.cos(latitude) * np.sin(longitude),
                np.sin(latitude),
                rows[:, 2],
            )
        )

    def minutes_between(
        self, origins: Sequence[int], destinations: Sequence[int]
    ) -> NDArray[np.float64]:
        return self._estimate(origins, destinations).minutes

    def leg(self, origin: int, destination: int) -> Leg:
        """Returns the leg with its mode and its kilometres on the ground."""
        estimate = self._estimate([origin], [destination])
        ends = (self.positions[origin], self.positions[destination])
        return Leg(
            minutes=float(estimate.minutes[0, 0]),
            km=float(estimate.km[0, 0]),
            mode=MODE_SPEEDS[int(estimate.mode[0, 0])].mode,
            is_rough=any(end.precision is not Precision.EXACT for end in ends),
        )

    def _estimate(self, origins: Sequence[int], destinations: Sequence[int]) -> _Estimate:
        start, end = self._points[list(origins)], self._points[list(destinations)]
        # The chord keeps its digits for near points, where the cosine of the angle loses them.
        chord = np.linalg.norm(start[:, None, :3] - end[None, :, :3], axis=2)
        straight = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, chord / 2))
        margin = _ERROR_SHARE * (start[:, None, 3] + end[None, :, 3])
        distance = straight + margin
        by_mode = np.stack([_minutes(distance, speed) for speed in MODE_SPEEDS])
        mode = by_mode.argmin(axis=0)
        minutes = np.take_along_axis(by_mode, mode[None], axis=0)[0]
        km = distance * np.array([speed.detour for speed in MODE_SPEEDS])[mode]
        stays = np.asarray(origins)[:, None] == np.asarray(destinations)[None, :]
        return _Estimate(np.where(stays, 0.0, minutes), np.where(stays, 0.0, km), mode)


def _minutes(distance: NDArray[np.float64], speed: ModeSpeed) -> NDArray[np.float64]:
    return speed.access_minutes + distance * speed.detour / speed.km_per_hour * 60
