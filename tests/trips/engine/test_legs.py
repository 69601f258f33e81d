"""Travel times estimated from positions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.geo import Position, Precision, great_circle_km
from landsea.trips.engine.legs import EstimatedTravel
from landsea.trips.engine.travel import Mode

CHONGQING = Position(29.563, 106.551)
points = st.builds(Position, st.floats(-80, 80), st.floats(-180, 180))


def north_of(origin: Position, km: float) -> Position:
    return Position(origin.latitude + km / 111.195, origin.longitude)


@pytest.mark.parametrize(
    ("km", "mode"),
    [(0.5, Mode.WALK), (1.2, Mode.WALK), (8, Mode.TOWN), (40, Mode.ROAD), (300, Mode.RAIL)],
)
def test_the_mode_follows_the_distance(km: float, mode: Mode) -> None:
    travel = EstimatedTravel((CHONGQING, north_of(CHONGQING, km)))

    leg = travel.leg(0, 1)

    assert leg.mode is mode


def test_a_kilometre_is_walked_in_a_quarter_of_an_hour() -> None:
    travel = EstimatedTravel((CHONGQING, north_of(CHONGQING, 1)))

    leg = travel.leg(0, 1)

    assert leg.minutes == pytest.approx(16.25, abs=0.05)
    assert leg.km == pytest.approx(1.3, abs=0.01)


def test_staying_takes_no_time() -> None:
    travel = EstimatedTravel((Position(29.5, 106.5, Precision.DISTRICT, 20.0),))

    assert travel.leg(0, 0).minutes == 0


def test_two_places_known_only_by_the_same_district_are_not_at_one_spot() -> None:
    rough = Position(29.5, 106.5, Precision.DISTRICT, 10.0)

    leg = EstimatedTravel((rough, rough)).leg(0, 1)

    assert leg.is_rough
    assert leg.minutes > 30


def test_a_rough_position_makes_the_leg_longer_and_says_so() -> None:
    exact = north_of(CHONGQING, 20)
    rough = Position(exact.latitude, exact.longitude, Precision.ROUNDED, 5.0)
    travel = EstimatedTravel((CHONGQING, exact, rough))

    assert travel.leg(0, 2).minutes > travel.leg(0, 1).minutes
    assert [travel.leg(0, place).is_rough for place in (1, 2)] == [False, True]


@given(st.lists(points, min_size=2, max_size=6))
def test_the_matrix_has_the_minutes_of_the_legs(positions: list[Position]) -> None:
    travel = EstimatedTravel(tuple(positions))
    places = range(len(positions))

    minutes = travel.minutes_between(places, places)

    legs = [[travel.leg(origin, end).minutes for end in places] for origin in places]
    assert np.allclose(minutes, legs)


@given(points, points)
def test_no_leg_is_shorter_than_the_great_circle(origin: Position, end: Position) -> None:
    leg = EstimatedTravel((origin, end)).leg(0, 1)

    assert leg.km is not None
    assert leg.km >= great_circle_km(origin, end) - 1e-6


@given(st.floats(0, 2000), st.floats(0, 50))
def test_going_further_never_takes_less_time(km: float, more: float) -> None:
    travel = EstimatedTravel((Position(-10, 0), Position(-10 + km / 111.195, 0)))
    further = EstimatedTravel((Position(-10, 0), Position(-10 + (km + more) / 111.195, 0)))

    assert further.leg(0, 1).minutes >= travel.leg(0, 1).minutes - 1e-6
