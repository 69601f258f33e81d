"""A place's own mark: the ornament that stands where others would put a photograph.

Lines are `currentColor` and carry classes only, so that one drawing serves light, dark and paper.
The still drawings in static/web/ornaments were made once, from the coast of Natural Earth (public
domain) and from the positions of the members' places.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, exp, pi, sin

from landsea.kernel.geo import Position

#: What a place is made of, by its kind: what is built is squarish, what grew is round, water opens
#: outwards, where people live comes to a point.
FAMILIES = {
    "built": "heritage hotel industrial landmark memorial museum stadium temple theatre transport",
    "grown": "cave garden nationalpark nature park rural ski zoo",
    "water": "aquarium beach hotspring island waterfall",
    "lived": "attraction intangible market oldtown shopping street themepark",
}
_FAMILY_OF_KIND = {kind: family for family, kinds in FAMILIES.items() for kind in kinds.split()}
_SQUARENESS = {"built": 3.6, "grown": 2.0, "water": 2.0, "lived": 1.35}

Ring = list[tuple[float, float]]

#: The mark's drawing is this many units wide, whatever its size on the page.
_MARK_UNITS = 1000


@dataclass(frozen=True, slots=True)
class _Hill:
    """What bends a mark's contours: a point beside its middle, and how far it pulls them."""

    x: float
    y: float
    pull: float


def _digits_of(position: Position) -> list[int]:
    written = f"{abs(position.latitude):07.4f}{abs(position.longitude):08.4f}".replace(".", "")
    # The digits behind the point differ between neighbours, so they lead.
    return [int(each) for each in written[2:6] + written[9:13] + written[:2] + written[6:9]]


def _hills_of(digits: list[int]) -> list[_Hill]:
    """Returns one hill in each quarter, off its edges: two that are close would cross contours."""
    hills = []
    for quarter, (first, second, third) in enumerate(
        zip(digits[::3], digits[1::3], digits[2::3], strict=False)
    ):
        angle = (quarter + 0.25 + (10 * first + second) / 200) * pi / 2
        away = 0.42 + 0.05 * third
        hills.append(_Hill(away * cos(angle), away * sin(angle), 0.10 + 0.006 * (first + third)))
    return hills


def _radius(level: float, angle: float, square: float, hills: list[_Hill]) -> float:
    """Returns how far from the middle a contour runs in a direction."""
    east, north = cos(angle), sin(angle)
    roundness = float((abs(east) ** square + abs(north) ** square) ** (1 / square))
    radius = level / roundness
    # Five steps come within a unit or two of the drawing.
    for _ in range(5):
        pulled = sum(
            hill.pull
            * exp(-((radius * east - hill.x) ** 2 + (radius * north - hill.y) ** 2) / 0.08)
            for hill in hills
        )
        radius = (level + pulled) / roundness
    return radius


def _path(corners: Ring) -> str:
    """Returns a smooth closed path: quadratic curves between the middles of the corners.

    Corners lie on even units, so middles are whole and SVG's reflected control points (`t`) meet
    them without an error that would add up.
    """
    even = [(2 * round(x / 2), 2 * round(y / 2)) for x, y in corners]
    closed = [*even[1:], even[0]]
    middles = [((x + u) // 2, (y + v) // 2) for (x, y), (u, v) in zip(even, closed, strict=True)]
    start, first, control = middles[-1], middles[0], even[0]
    path = f"M{start[0]} {start[1]}Q{control[0]} {control[1]} {first[0]} {first[1]}t"
    steps = [f"{u - x} {v - y}" for (x, y), (u, v) in pairwise(middles)]
    return path + " ".join(steps) + "z"


def contours_of(position: Position | None, kind: str, *, lines: int, points: int) -> list[Ring]:
    """Returns the contours of a place's mark from the inside out; none crosses the next."""
    family = _FAMILY_OF_KIND.get(kind, "lived")
    square = _SQUARENESS[family]
    digits = _digits_of(position) if position else []
    hills = _hills_of(digits)
    # Turned a little: what is square and stands upright looks like a box.
    turn = 0.2 + 0.05 * sum(digits[:3])
    middle = _MARK_UNITS / 2
    rings = []
    for line in range(lines):
        share = line / (lines - 1)
        level = 0.10 + 0.56 * (share**1.5 if family == "water" else share)
        ring = []
        for point in range(points):
            angle = 2 * pi * point / points
            radius = _radius(level, angle, square, hills) * middle / 1.16
            ring.append((middle + radius * cos(angle + turn), middle + radius * sin(angle + turn)))
        rings.append(ring)
    return rings


@lru_cache(maxsize=4096)
def draw_mark(position: Position | None, kind: str, size: int = 64) -> str:
    """Draws contours round a place, bent by the digits of its position.

    A place that is known only roughly has a broken outline; one that nobody can place has even
    rings, for nothing bends them.
    """
    lines, points = (6, 24) if size <= 80 else (9, 48)
    paths = [
        f'<path d="{_path(ring)}"/>'
        for ring in contours_of(position, kind, lines=lines, points=points)
    ]
    family = _FAMILY_OF_KIND.get(kind, "lived")
    precision = f" {position.precision}" if position else ""
    return (
        f'<svg viewBox="0 0 {_MARK_UNITS} {_MARK_UNITS}" class="ornament mark {family}{precision}"'
        f' fill="none" stroke="currentColor" aria-hidden="true">{"".join(paths)}</svg>'
    )
