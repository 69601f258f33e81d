import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.geo import Position, Precision, great_circle_km
from landsea.trips.engine.way import draw_way

CHONGQING = Position(29.56, 106.55)
DAZU = Position(29.7, 105.7)
DAZU_DISTRICT = Position(29.7, 105.7, Precision.DISTRICT, 26.0)


def test_the_way_runs_from_stop_to_stop() -> None:
    assert draw_way([CHONGQING, DAZU, CHONGQING]) == [
        ((106.55, 29.56), (105.7, 29.7)),
        ((105.7, 29.7), (106.55, 29.56)),
    ]


def test_one_stop_has_no_way() -> None:
    assert draw_way([CHONGQING]) == []


def test_a_way_ends_at_the_rim_of_a_district_in_which_the_stop_is_somewhere() -> None:
    [(start, end)] = draw_way([CHONGQING, DAZU_DISTRICT])

    assert start == (106.55, 29.56)
    assert great_circle_km(Position(end[1], end[0]), DAZU_DISTRICT) == pytest.approx(26.0, abs=0.1)


def test_a_way_inside_a_district_is_left_out() -> None:
    inside = Position(29.75, 105.75)

    assert draw_way([inside, DAZU_DISTRICT]) == []


def test_a_way_to_a_rounded_point_reaches_it() -> None:
    rounded = Position(29.7, 105.7, Precision.ROUNDED, 8.0)

    assert draw_way([CHONGQING, rounded]) == [((106.55, 29.56), (105.7, 29.7))]


@given(st.floats(150, 179.9), st.floats(-179.9, -150))
def test_a_way_over_the_date_line_takes_the_shorter_side(east: float, west: float) -> None:
    origin = Position(0.0, east, Precision.DISTRICT, 1.0)

    [(start, end)] = draw_way([origin, Position(0.0, west)])

    assert start[0] >= east
    assert abs(end[0] - start[0]) <= 60
