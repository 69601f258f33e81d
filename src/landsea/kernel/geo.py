"""Positions on the earth that say how exact they are, and distances between them."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, isfinite, radians, sin, sqrt

#: Mean radius of the GRS 80 ellipsoid (Moritz 2000, "Geodetic Reference System 1980").
EARTH_RADIUS_KM = 6371.0088


class Precision(StrEnum):
    """How well a position is known."""

    EXACT = "exact"  #: the place itself
    ROUNDED = "rounded"  #: the place within `error_km`, rounded by the source
    DISTRICT = "district"  #: only the district or city is known; never to be drawn as a pin


@dataclass(frozen=True, slots=True)
class Position:
    """A point in WGS 84 degrees, with its precision and the error in kilometres."""

    latitude: float
    longitude: float
    precision: Precision = Precision.EXACT
    error_km: float = 0.0

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"Not on the earth: {self.latitude}, {self.longitude}.")
        if not isfinite(self.error_km) or self.error_km < 0:
            raise ValueError(f"An error in kilometres is not negative: {self.error_km}.")
        if (self.precision is Precision.EXACT) != (self.error_km == 0):
            raise ValueError("An exact position has no error, any other one says its error.")


def great_circle_km(origin: Position, destination: Position) -> float:
    """Returns the distance over the sphere by the haversine formula (Sinnott 1984)."""
    origin_latitude, destination_latitude = radians(origin.latitude), radians(destination.latitude)
    half_latitude = (destination_latitude - origin_latitude) / 2
    half_longitude = radians(destination.longitude - origin.longitude) / 2
    chord = (
        sin(half_latitude) ** 2
        + cos(origin_latitude) * cos(destination_latitude) * sin(half_longitude) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))
