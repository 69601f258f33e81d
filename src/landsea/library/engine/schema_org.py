"""Places and events in the words of schema.org, as search engines read them in a page (JSON-LD)."""

import re

from landsea.kernel.geo import Precision
from landsea.library.engine.events import EventDetail
from landsea.library.engine.places import PlaceDetail
from landsea.library.engine.romanisation import as_told
from landsea.library.engine.vocabulary import ResourceKind

#: The narrowest class that schema.org has; what it has no word for is a tourist attraction.
_TYPES = {
    ResourceKind.AQUARIUM: "Aquarium",
    ResourceKind.BEACH: "Beach",
    ResourceKind.HERITAGE: "LandmarksOrHistoricalBuildings",
    ResourceKind.HOTEL: "Hotel",
    ResourceKind.LANDMARK: "LandmarksOrHistoricalBuildings",
    ResourceKind.MUSEUM: "Museum",
    ResourceKind.PARK: "Park",
    ResourceKind.SHOPPING: "ShoppingCenter",
    ResourceKind.SKI: "SkiResort",
    ResourceKind.STADIUM: "StadiumOrArena",
    ResourceKind.TEMPLE: "PlaceOfWorship",
    ResourceKind.THEATRE: "PerformingArtsTheater",
    ResourceKind.THEME_PARK: "AmusementPark",
    ResourceKind.WATERFALL: "Waterfall",
    ResourceKind.ZOO: "Zoo",
}
_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
#: What OpenStreetMap's syntax of opening hours and schema.org's have in common.
_PLAIN_HOURS = re.compile(rf"(?:({_DAYS}(?:[-,]{_DAYS})*) )?(\d\d:\d\d-\d\d:\d\d)")


def describe_place(detail: PlaceDetail, *, language: str, address: str) -> dict[str, object]:
    """Returns a place as JSON-LD: what is known, and no position finer than it is known."""
    place = detail.place
    names = as_told(place.names)
    name = names.in_language(language)
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(place.kind, "TouristAttraction"),
        "@id": address,
        "url": address,
        "name": str(name),
    }
    if others := [text for tag, text in names if tag != name.language]:
        described["alternateName"] = others
    if place.is_tradition:
        # A song or a feast is no place: it has neither an address nor hours.
        return described | {"@type": "Thing"}
    described["address"] = _address(detail, language)
    if (position := place.position) and position.precision is not Precision.DISTRICT:
        described["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": position.latitude,
            "longitude": position.longitude,
        }
    if hours := _PLAIN_HOURS.fullmatch(place.opening_hours):
        described["openingHours"] = f"{hours[1] or 'Mo-Su'} {hours[2]}"
    if place.price is not None:
        described["isAccessibleForFree"] = not place.price
    return described


def _address(detail: PlaceDetail, language: str) -> dict[str, str]:
    place = detail.place
    parts = {
        "streetAddress": str(place.district_names.in_language(language)),
        "addressLocality": str(place.city_names.in_language(language)) or place.city,
        "addressRegion": detail.region,
        "addressCountry": place.market,
    }
    return {"@type": "PostalAddress"} | {name: text for name, text in parts.items() if text}


def describe_event(detail: EventDetail, *, language: str, address: str) -> dict[str, object]:
    """Returns an event that comes back as JSON-LD, with its next times whose days are known."""
    event = detail.event
    name = str(event.names.in_language(language))
    parts = {
        "addressLocality": str(event.city_names.in_language(language)) or event.city,
        "addressRegion": detail.region,
        "addressCountry": event.market,
    }
    place: dict[str, object] = {
        "@type": "Place",
        "address": {"@type": "PostalAddress"} | {key: text for key, text in parts.items() if text},
    }
    if detail.venue:
        place["name"] = str(detail.venue[1].in_language(language))
    return {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "@id": address,
        "url": address,
        "name": name,
        "location": place,
        "subEvent": [
            {
                "@type": "Event",
                "name": name,
                "startDate": dates.starts_on.isoformat(),
                "endDate": dates.ends_on.isoformat(),
                "location": place,
            }
            for dates in detail.coming
            if not dates.is_month_only
        ],
    }
