"""Trips in the words of schema.org (JSON-LD)."""

from collections.abc import Iterable
from datetime import datetime


def describe_trip(
    name: str, *, address: str, stops: Iterable[tuple[str, str, datetime]]
) -> dict[str, object]:
    """Returns an itinerary as JSON-LD, from the name, address and time of each stop."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "item": {
                "@type": "TouristAttraction",
                "@id": stop_address,
                "name": stop,
            },
            "description": starts_at.isoformat(timespec="minutes"),
        }
        for position, (stop, stop_address, starts_at) in enumerate(stops, start=1)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "TouristTrip",
        "@id": address,
        "url": address,
        "name": name,
        "itinerary": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
