"""A trip as GeoJSON: where it starts, its stops by their number, and the way of each day."""

from collections.abc import Iterator
from typing import TypedDict

from landsea.kernel.geo import Position
from landsea.library.engine.map_features import (
    Feature,
    PlaceProperties,
    decimals_of,
    features_of,
    map_place_of,
)
from landsea.trips.engine.way import Corner, draw_way
from landsea.trips.queries import DayValue, TripValue
from landsea.trips.towns import Town


class WayGeometry(TypedDict):
    """RFC 7946, section 3.1.5: a line for each leg."""

    type: str
    coordinates: list[tuple[Corner, Corner]]


class WayFeature(TypedDict):
    """The way of one day."""

    type: str
    geometry: WayGeometry
    properties: dict[str, int]


class TripFeatures(TypedDict):
    """What the map of a trip shows."""

    type: str
    features: list[Feature | WayFeature]


def draw_trip(trip: TripValue, language: str) -> TripFeatures:
    """Returns a trip's stops and ways; a stop without a position is in the list only."""
    features: list[Feature | WayFeature] = []
    for number, day in enumerate(trip.days, 1):
        features.append(_way(number, day, trip.town))
        features += _stops(day, language)
    if trip.town:
        features.append(_start(trip.town, language))
    return {"type": "FeatureCollection", "features": features}


def _way(number: int, day: DayValue, town: Town | None) -> WayFeature:
    ends = [town.position] if town else []
    between = [stop.place.position for stop in day.stops if stop.place]
    known = [position for position in between if position is not None]
    lines = draw_way([*ends, *known, *ends]) if known else []
    return {
        "type": "Feature",
        "geometry": {"type": "MultiLineString", "coordinates": lines},
        "properties": {"day": number},
    }


def _stops(day: DayValue, language: str) -> Iterator[Feature]:
    for stop in day.stops:
        place = map_place_of(stop.place) if stop.place else None
        if place is None:
            continue
        [feature] = features_of([place], language)["features"]
        feature["properties"]["number"] = str(stop.number)
        yield feature


def _start(town: Town, language: str) -> Feature:
    name = town.names.in_language(language)
    told = PlaceProperties(name=name.text)
    if name.is_fallback:
        told["lang"] = name.language
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": _corner(town.position)},
        "properties": told,
    }


def _corner(position: Position) -> Corner:
    decimals = decimals_of(position.error_km)
    return round(position.longitude, decimals), round(position.latitude, decimals)
