"""Positions and distances."""

from math import atan2, cos, dist, hypot, inf, nan, pi, radians, sin
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.geo import EARTH_RADIUS_KM, Position, Precision, great_circle_km

positions = st.builds(
    Position,
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
)

CHONGQING = Position(29.5630, 106.5516)
DALIAN = Position(38.9140, 121.6147)
SINGAPORE = Position(1.2897, 103.8501)


@given(positions, positions)
def test_there_and_back_is_equally_far_and_never_farther_than_half_around(
    origin: Position, destination: Position
) -> None:
    distance_km = great_circle_km(origin, destination)

    assert distance_km == pytest.approx(great_circle_km(destination, origin), abs=1e-9)
    assert 0 <= distance_km <= pi * EARTH_RADIUS_KM + 1e-6


@given(positions, positions, positions)
def test_a_detour_is_never_shorter(first: Position, second: Position, third: Position) -> None:
    direct_km = great_circle_km(first, third)

    detour_km = great_circle_km(first, second) + great_circle_km(second, third)
    assert direct_km <= detour_km + 1e-3


@given(positions)
def test_a_place_is_no_distance_from_itself(position: Position) -> None:
    assert great_circle_km(position, position) == 0


def unit_vector(position: Position) -> tuple[float, float, float]:
    latitude, longitude = radians(position.latitude), radians(position.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


@given(positions, positions)
def test_a_distance_is_the_angle_between_two_places_times_the_radius(
    origin: Position, destination: Position
) -> None:
    first, second = unit_vector(origin), unit_vector(destination)
    between = 2 * atan2(dist(first, second), hypot(*map(add, first, second)))

    assert great_circle_km(origin, destination) == pytest.approx(
        between * EARTH_RADIUS_KM, rel=1e-6, abs=1e-6
    )


@pytest.mark.parametrize(
    ("origin", "destination", "distance_km"),
    [
        (CHONGQING, DALIAN, 1727.65),
        (CHONGQING, SINGAPORE, 3156.83),
        (Position(0, 0), Position(0, 180), pi * EARTH_RADIUS_KM),
        (Position(90, 0), Position(-90, 77), pi * EARTH_RADIUS_KM),
        (Position(0, 179.5), Position(0, -179.5), pi * EARTH_RADIUS_KM / 180),
    ],
)
def test_distances_are_those_of_the_sphere(
    origin: Position, destination: Position, distance_km: float
) -> None:
    assert great_circle_km(origin, destination) == pytest.approx(distance_km, abs=0.01)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (nan, 0), (0, nan), (inf, 0)],
)
def test_a_position_off_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="Not on the earth"):
        Position(latitude, longitude)


@pytest.mark.parametrize("error_km", [-1.0, nan, inf])
def test_an_error_is_a_distance(error_km: float) -> None:
    with pytest.raises(ValueError, match="error"):
        Position(0, 0, Precision.ROUNDED, error_km)


@pytest.mark.parametrize(
    ("precision", "error_km"),
    [(Precision.EXACT, 1.0), (Precision.ROUNDED, 0.0), (Precision.DISTRICT, 0.0)],
)
def test_only_an_exact_position_has_no_error(precision: Precision, error_km: float) -> None:
    with pytest.raises(ValueError, match="exact position"):
        Position(0, 0, precision, error_km)
