"""The cut-out of the map on a place's cover."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landsea.kernel.geo import Position, Precision
from landsea.web.cutout import HEIGHT, WIDTH, draw_cutout, read_land

DALIAN = Position(38.9146, 121.6186)
PRECISIONS = st.sampled_from([Precision.ROUNDED, Precision.DISTRICT])


def list_corners(drawing: str) -> list[tuple[int, int]]:
    """Returns all corners of the land of a drawing."""
    [path] = re.findall(r'class="land" d="(.*?)"', drawing)
    corners = []
    for ring in re.findall(r"M(.*?)z", path):
        numbers = [int(each) for each in re.findall(r"-?\d+", ring)]
        x = y = 0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
    return corners


def test_the_land_is_closed_rings_of_the_whole_earth() -> None:
    land = read_land()

    assert all(end - start >= 3 for start, end in pairwise(land.starts.tolist()))
    assert land.starts[-1] == len(land.longitudes) == len(land.latitudes)
    assert (land.longitudes.min(), land.longitudes.max()) == (-180, 180)


@pytest.mark.parametrize(
    ("position", "shapes"),
    [
        (DALIAN, ["dot"]),
        (Position(38.91, 121.62, Precision.ROUNDED, 8.0), ["halo", "dot"]),
        (Position(38.91, 121.62, Precision.DISTRICT, 58.0), ["halo rough"]),
    ],
)
def test_a_cover_draws_how_well_a_position_is_known(position: Position, shapes: list[str]) -> None:
    assert re.findall(r'<circle class="([a-z ]+)"', draw_cutout(position)) == shapes


def test_a_disc_is_as_large_as_the_error() -> None:
    near = draw_cutout(Position(38.91, 121.62, Precision.ROUNDED, 20.0))
    far = draw_cutout(Position(38.91, 121.62, Precision.ROUNDED, 40.0))

    radii = [int(re.findall(r'class="halo"[^>]* r="(\d+)"', each)[0]) for each in (near, far)]

    assert radii[1] == pytest.approx(2 * radii[0], abs=1)


def test_neighbours_share_the_drawing_of_the_land() -> None:
    beside = Position(DALIAN.latitude + 0.001, DALIAN.longitude + 0.001)

    first, second = draw_cutout(DALIAN), draw_cutout(beside)

    assert list_corners(first) == list_corners(second)


@given(
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    precision=PRECISIONS,
    error_km=st.floats(0.08, 250),
)
@settings(max_examples=60, deadline=None)
def test_every_place_on_earth_has_a_small_cover_of_its_coast(
    latitude: float, longitude: float, precision: Precision, error_km: float
) -> None:
    drawing = draw_cutout(Position(latitude, longitude, precision, error_km))

    assert len(drawing) < 12_000
    assert 'aria-hidden="true"' in drawing
    for x, y in list_corners(drawing):
        assert -4 <= x <= WIDTH + 4
        assert -4 <= y <= HEIGHT + 4


def test_no_line_of_the_land_runs_across_the_earth() -> None:
    land = read_land()

    for start, end in pairwise(land.starts.tolist()):
        ring = land.longitudes[start:end]
        steps = abs(ring - np.roll(ring, 1))
        is_at_the_pole = land.latitudes[start:end].min() < -89
        assert steps.max() < 180 or is_at_the_pole
