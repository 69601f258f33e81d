"""The way of a day as lines on a map, which end where it is no longer known where to."""

from collections.abc import Sequence
from itertools import pairwise

from landsea.kernel.geo import Position, Precision, great_circle_km

#: Longitude, then latitude.
Corner = tuple[float, float]


def draw_way(stops: Sequence[Position]) -> list[tuple[Corner, Corner]]:
    """Returns a straight line for each leg, from stop to stop.

    Of a stop of which only the district is known nobody can say where it is: lines end at the rim
    of that district, and one that lies all inside is left out.
    """
    lines = []
    for origin, destination in pairwise(stops):
        length_km = great_circle_km(origin, destination)
        start_km, end_km = _rim_km(origin), _rim_km(destination)
        if length_km <= start_km + end_km:
            continue
        start = _between(origin, destination, start_km / length_km)
        end = _between(origin, destination, 1 - end_km / length_km)
        lines.append((start, end))
    return lines


def _rim_km(position: Position) -> float:
    return position.error_km if position.precision is Precision.DISTRICT else 0.0


def _between(origin: Position, destination: Position, share: float) -> Corner:
    # The shorter way round: over the date line longitudes go on past 180.
    aside = (destination.longitude - origin.longitude + 180) % 360 - 180
    east = origin.longitude + share * aside
    north = origin.latitude + share * (destination.latitude - origin.latitude)
    return round(east, 5), round(north, 5)
