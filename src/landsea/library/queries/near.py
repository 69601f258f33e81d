"""Places near a point, to which a way can be planned."""

from collections.abc import Collection
from math import cos, degrees, radians

from django.db.models import Q

from landsea.kernel.geo import EARTH_RADIUS_KM, Position, Precision, great_circle_km
from landsea.library.engine.places import PlaceSummary
from landsea.library.engine.vocabulary import ResourceKind
from landsea.library.queries.matching import published
from landsea.library.queries.rows import summary

#: Half the diagonal of a tenth of a degree: the roughest point that a way is still planned to.
ROUTABLE_ERROR_KM = 8.0


def list_candidates_near(
    centre: Position,
    *,
    radius_km: float,
    max_error_km: float = ROUTABLE_ERROR_KM,
    kinds: Collection[ResourceKind] = (),
) -> list[PlaceSummary]:
    """Lists places that a way can be planned to within a radius, nearest first.

    Places of which only the district is known are never among them, whatever error is allowed.
    """
    rows = published().filter(
        _box(centre, radius_km),
        position_precision__in=[Precision.EXACT, Precision.ROUNDED],
        position_error_km__lte=max_error_km,
    )
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    near: list[tuple[float, int, PlaceSummary]] = []
    for row in rows.order_by("id"):
        place = summary(row)
        if place.position is None:
            continue
        distance_km = great_circle_km(centre, place.position)
        if distance_km <= radius_km:
            near.append((distance_km, row.pk, place))
    return [place for _distance_km, _pk, place in sorted(near, key=lambda each: each[:2])]


def _box(centre: Position, radius_km: float) -> Q:
    """Returns a rectangle of parallels and meridians that holds the circle."""
    latitude_span = degrees(radius_km / EARTH_RADIUS_KM)
    south, north = centre.latitude - latitude_span, centre.latitude + latitude_span
    widest = max(abs(south), abs(north))
    inside = Q(latitude__range=(south, north))
    if widest >= 89:  # a circle round a pole meets every meridian
        return inside
    longitude_span = latitude_span / cos(radians(widest))
    west, east = centre.longitude - longitude_span, centre.longitude + longitude_span
    if west < -180 or east > 180:  # the circle crosses the date line: distances decide alone
        return inside
    return inside & Q(longitude__range=(west, east))
