"""Places as a map needs them: GeoJSON that never says more than is known of a position."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from landsea.kernel.geo import Position, Precision
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.places import PlaceSummary
from landsea.library.engine.vocabulary import ResourceKind

#: Decimals of a degree up to an error in kilometres, for rounding to them moves a point by a tenth
#: of that error at most.
_DECIMALS = ((0.0, 5), (0.5, 4), (5.0, 3), (50.0, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """A place with a position, and what a map says of it."""

    public_id: UUID
    kind: ResourceKind
    names: LocalisedText
    city: str
    city_names: LocalisedText
    district_names: LocalisedText
    market: str
    position: Position
    is_draft: bool = False

    @property
    def area_names(self) -> LocalisedText:
        """The smallest area that is named: the district, else the city."""
        return self.district_names or self.city_names or LocalisedText.of({"en": self.city})


class PointGeometry(TypedDict):
    """RFC 7946, section 3.1.2: longitude, then latitude."""

    type: str
    coordinates: tuple[float, float]


class PlaceProperties(TypedDict, total=False):
    """What is said of a place; left out where there is nothing to say."""

    id: str
    name: str
    #: The name's language where it is not the reader's.
    lang: str
    kind: str
    city: str
    #: How far off the point may be; an exact point has none.
    error_km: float
    draft: bool
    #: Which stop of a trip it is.
    number: str


class AreaProperties(TypedDict, total=False):
    """What is said of an area in which places lie, nobody knows where."""

    area: str
    lang: str
    error_km: float
    places: list[PlaceProperties]
    number: str


class Feature(TypedDict):
    """One dot, or one area, on a map."""

    type: str
    geometry: PointGeometry
    properties: PlaceProperties | AreaProperties


class FeatureCollection(TypedDict):
    """What a map shows: the dots in the order of lists, then the areas."""

    type: str
    features: list[Feature]


def features_of(places: Iterable[MapPlace], language: str) -> FeatureCollection:
    """Returns the places as GeoJSON in a language, those of the same district in one area."""
    dots: list[Feature] = []
    areas: dict[tuple[str, str, LocalisedText, Position], list[MapPlace]] = {}
    for place in places:
        if place.position.precision is Precision.DISTRICT:
            key = (place.market, place.city, place.area_names, place.position)
            areas.setdefault(key, []).append(place)
        else:
            dots.append(_feature(place.position, _of_place(place, language)))
    for (_market, _city, names, position), inside in areas.items():
        dots.append(_feature(position, _of_area(names, position, inside, language)))
    return {"type": "FeatureCollection", "features": dots}


def map_place_of(place: PlaceSummary, *, is_draft: bool = False) -> MapPlace | None:
    """Returns a place as a map needs it; nothing where its position is not known."""
    if place.position is None:
        return None
    return MapPlace(
        public_id=place.public_id,
        kind=place.kind,
        names=place.names,
        city=place.city,
        city_names=place.city_names,
        district_names=place.district_names,
        market=place.market,
        position=place.position,
        is_draft=is_draft,
    )


def decimals_of(error_km: float) -> int:
    """Returns how many decimals of a degree a position with an error is told with."""
    return next((decimals for limit, decimals in _DECIMALS if error_km <= limit), 1)


def _feature(position: Position, properties: PlaceProperties | AreaProperties) -> Feature:
    decimals = decimals_of(position.error_km)
    point = (round(position.longitude, decimals), round(position.latitude, decimals))
    geometry: PointGeometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _of_place(place: MapPlace, language: str) -> PlaceProperties:
    name = place.names.in_language(language)
    told = PlaceProperties(id=str(place.public_id), name=name.text, kind=place.kind.value)
    if name.is_fallback:
        told["lang"] = name.language
    if city := place.city_names.in_language(language).text or place.city:
        told["city"] = city
    if place.position.precision is Precision.ROUNDED:
        told["error_km"] = place.position.error_km
    if place.is_draft:
        told["draft"] = True
    return told


def _of_area(
    names: LocalisedText, position: Position, inside: list[MapPlace], language: str
) -> AreaProperties:
    name = names.in_language(language)
    places = [_of_place(place, language) for place in inside]
    told = AreaProperties(area=name.text, error_km=position.error_km, places=places)
    if name.is_fallback:
        told["lang"] = name.language
    return told
