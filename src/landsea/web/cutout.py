"""The cut-out of the map on a place's cover: land, sea and a grid round it, as a small drawing.

Cut from the same land of Natural Earth that maps in the browser draw (frontend/src/map). It shows
where on the coast a place lies; how well its position is known is drawn as on every map.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import ceil, cos, floor, log, pi, radians, tan

import numpy as np
import numpy.typing as npt

from landsea.kernel.geo import EARTH_RADIUS_KM, Position, Precision

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Floats = npt.NDArray[np.float64]

WIDTH, HEIGHT = 480, 320
#: How much of the earth a cover may show, in kilometres from side to side, the nearest first.
_WIDTHS_KM = (320.0, 700.0, 1500.0, 3000.0, 6000.0)
#: How far the nearest coast may be, of the width: near enough to be in the picture.
_NEAR_SHARE = 0.24
#: Windows begin on a grid of so many to their own width: neighbours share one, drawn once.
_WINDOWS_A_WIDTH = 8
#: In units of the drawing: what is smaller is left out, and what is straighter is straight.
_LEAST_UNITS = 2.0
_STRAIGHT_UNITS = 0.9
#: Further north or south Mercator's map is all stretch.
_FURTHEST_DEGREES = 78.0
_GRID_DEGREES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
_MOST_GRID_LINES = 7


@dataclass(frozen=True, slots=True)
class Land:
    """All outlines of the land and of the seas inside it, one after the other, in degrees."""

    longitudes: Floats
    latitudes: Floats
    #: Where each ring begins, and after the last one the end.
    starts: npt.NDArray[np.int64]
    #: The box that holds each ring: west, south, east, north.
    boxes: Floats


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the earth as a drawing of fixed size, in Mercator's projection."""

    longitude: float
    latitude: float
    width_km: float

    @property
    def scale(self) -> float:
        """Units of the drawing for a radian of longitude."""
        around = EARTH_RADIUS_KM * cos(radians(self.latitude))
        return WIDTH * around / self.width_km

    @property
    def box(self) -> Box:
        """The degrees that are seen: west, south, east, north."""
        east = WIDTH / 2 / self.scale * 180 / pi
        # Near enough for choosing rings: the drawing is cut by its own edges.
        north = HEIGHT / 2 / self.scale * 180 / pi
        return (
            self.longitude - east,
            max(-89.0, self.latitude - north),
            self.longitude + east,
            min(89.0, self.latitude + north),
        )

    def project(self, longitude: float, latitude: float) -> Point:
        """Returns where a point lies in the drawing."""
        x, y = self.project_all(np.array([longitude]), np.array([latitude]))
        return float(x[0]), float(y[0])

    def project_all(self, longitudes: Floats, latitudes: Floats) -> tuple[Floats, Floats]:
        """Returns where points lie in the drawing."""
        x = np.radians(longitudes - self.longitude) * self.scale + WIDTH / 2
        held = np.radians(np.clip(latitudes, -85.0, 85.0))
        middle = log(tan(pi / 4 + radians(self.latitude) / 2))
        y = (middle - np.log(np.tan(pi / 4 + held / 2))) * self.scale + HEIGHT / 2
        return x, y


@cache
def read_land() -> Land:
    """Returns the land as the package's build left it."""
    text = (files("landsea.web") / "static" / "build" / "land.json").read_text("utf-8")
    given = json.loads(text)
    rings = [
        np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / given["scale"]
        for polygon in given["polygons"]
        for steps in polygon
    ]
    corners = np.concatenate(rings)
    return Land(
        longitudes=corners[:, 0].copy(),
        latitudes=corners[:, 1].copy(),
        starts=np.cumsum([0, *map(len, rings)]),
        boxes=np.array([[*ring.min(axis=0), *ring.max(axis=0)] for ring in rings]),
    )


def draw_cutout(position: Position) -> str:
    """Draws the nearest cut-out round a position that has a coast in it.

    A place of which only the area is known gets a broken disc as large as that area, and no dot.
    """
    window = _choose_window(position)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="cutout" aria-hidden="true">'
        f"{_draw_ground(window)}{_sign(window, position)}</svg>"
    )


@lru_cache(maxsize=512)
def _draw_ground(window: Window) -> str:
    return f'<path class="land" d="{_path(_land_in(window))}"/>{_grid(window)}'


@lru_cache(maxsize=4096)
def _choose_window(position: Position) -> Window:
    latitude = max(-_FURTHEST_DEGREES, min(_FURTHEST_DEGREES, position.latitude))
    coast_km = _distance_to_coast_km(position.longitude, latitude)
    width_km = next(
        (
            each
            for each in _WIDTHS_KM
            if coast_km <= _NEAR_SHARE * each and 4 * position.error_km <= each
        ),
        _WIDTHS_KM[-1],
    )
    step = width_km / _WINDOWS_A_WIDTH / EARTH_RADIUS_KM * 180 / pi
    middle = round(latitude / step) * step
    aside = step / cos(radians(middle))
    return Window(round(position.longitude / aside) * aside, middle, width_km)


def _distance_to_coast_km(longitude: float, latitude: float) -> float:
    """Returns about how far the nearest corner of a coast is, on a plane that touches here."""
    land = read_land()
    aside = (land.longitudes - longitude + 180) % 360 - 180
    away = np.hypot(aside * cos(radians(latitude)), land.latitudes - latitude)
    return float(away.min()) * pi / 180 * EARTH_RADIUS_KM


def _land_in(window: Window) -> Iterator[list[Point]]:
    land = read_land()
    west, south, east, north = window.box
    least = _LEAST_UNITS / window.scale * 180 / pi
    spans = land.boxes[:, 2:] - land.boxes[:, :2]
    seen = (land.boxes[:, 1] <= north) & (land.boxes[:, 3] >= south) & (spans.max(axis=1) >= least)
    # Beyond the date line the earth goes on.
    for turn in (-360.0, 0.0, 360.0):
        inside = (land.boxes[:, 0] + turn <= east) & (land.boxes[:, 2] + turn >= west)
        for ring in np.flatnonzero(seen & inside):
            part = slice(land.starts[ring], land.starts[ring + 1])
            x, y = window.project_all(land.longitudes[part] + turn, land.latitudes[part])
            if len(clipped := _clip(_thinned(x, y))) > 2:
                yield clipped


def _thinned(x: Floats, y: Floats) -> list[Point]:
    """Returns a ring without the corners that fall on the same unit as the one before.

    Far outside the drawing a coarser grid will do: only on which side they lie matters there.
    """
    far = (x < -WIDTH) | (x > 2 * WIDTH) | (y < -HEIGHT) | (y > 2 * HEIGHT)
    grain = np.where(far, 240.0, 1.0)
    cells = np.stack([np.floor(x / grain), np.floor(y / grain), grain])
    kept = (cells != np.roll(cells, 1, axis=1)).any(axis=0)
    return list(zip(x[kept].tolist(), y[kept].tolist(), strict=True))


def _clip(ring: list[Point]) -> list[Point]:
    """Cuts a ring a little outside the drawing's edges (Sutherland and Hodgman 1974)."""
    edges = ((0, -2.0, 1), (0, WIDTH + 2.0, -1), (1, -2.0, 1), (1, HEIGHT + 2.0, -1))
    for axis, limit, side in edges:
        ring = list(_clip_side(ring, axis, limit, side))
    return ring


def _clip_side(ring: Sequence[Point], axis: int, limit: float, side: int) -> Iterator[Point]:
    if not ring:
        return
    before = ring[-1]
    was_inside = (before[axis] - limit) * side >= 0
    for point in ring:
        is_inside = (point[axis] - limit) * side >= 0
        if is_inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            yield (
                before[0] + share * (point[0] - before[0]),
                before[1] + share * (point[1] - before[1]),
            )
        if is_inside:
            yield point
        before, was_inside = point, is_inside


def _path(rings: Iterable[Sequence[Point]]) -> str:
    """Returns closed lines between whole units."""
    parts = []
    for ring in rings:
        corners = [(round(x), round(y)) for x, y in _straightened(ring)]
        kept = [here for before, here in pairwise([corners[-1], *corners]) if here != before]
        if len(kept) > 2:
            steps = "".join(f"{x - u} {y - v} " for (u, v), (x, y) in pairwise(kept))
            parts.append(f"M{kept[0][0]} {kept[0][1]}l{steps.strip()}z".replace(" -", "-"))
    return "".join(parts)


def _straightened(ring: Sequence[Point]) -> list[Point]:
    """Leaves out corners that lie almost on the line between kept ones (Douglas, Peucker 1973)."""
    kept = {0, len(ring) - 1}
    spans = [(0, len(ring) // 2), (len(ring) // 2, len(ring) - 1)]
    points = np.array(ring)
    while spans:
        start, end = spans.pop()
        kept |= {start, end}
        if end - start < 2:
            continue
        along = points[end] - points[start]
        aside = points[start + 1 : end] - points[start]
        length = float(np.hypot(*along))
        away = (
            np.abs(along[0] * aside[:, 1] - along[1] * aside[:, 0]) / length
            if length
            else np.hypot(aside[:, 0], aside[:, 1])
        )
        farthest = int(away.argmax())
        if away[farthest] > _STRAIGHT_UNITS:
            middle = start + 1 + farthest
            spans += [(start, middle), (middle, end)]
    return [ring[each] for each in sorted(kept)]


def _grid(window: Window) -> str:
    west, south, east, north = window.box
    step = next(
        (each for each in _GRID_DEGREES if (east - west) / each <= _MOST_GRID_LINES),
        _GRID_DEGREES[-1],
    )
    meridians = (window.project(each * step, 0)[0] for each in _between(west, east, step))
    parallels = (window.project(0, each * step)[1] for each in _between(south, north, step))
    lines = [f"M{x:.0f} 0v{HEIGHT}" for x in meridians] + [f"M0 {y:.0f}h{WIDTH}" for y in parallels]
    return f'<path class="grid" d="{"".join(lines)}"/>'


def _between(low: float, high: float, step: float) -> range:
    return range(ceil(low / step), floor(high / step) + 1)


def _sign(window: Window, position: Position) -> str:
    x, y = window.project(position.longitude, position.latitude)
    radius = position.error_km * WIDTH / window.width_km
    at = f'cx="{x:.0f}" cy="{y:.0f}"'
    if position.precision is Precision.DISTRICT:
        rough = f'<circle class="halo rough" {at} r="{max(radius, 12):.0f}"/>'
        return f'{rough}<path class="cross" d="M{x - 6:.0f} {y:.0f}h12m-6-6v12"/>'
    disc = f'<circle class="halo" {at} r="{max(radius, 11):.0f}"/>' if radius else ""
    return f'{disc}<circle class="dot" {at} r="{4 if radius else 7}"/>'
