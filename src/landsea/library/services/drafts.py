"""A draft of a place as the values of its row and of its rows of names."""

from landsea.kernel.texts import LocalisedText
from landsea.library.engine.collation import sort_keys_of
from landsea.library.engine.names import fold_name
from landsea.library.engine.place_rows import PlaceDraft, standing_of
from landsea.library.engine.romanisation import romanised
from landsea.library.models import Resource, ResourceName

#: What follows from the names alone: written with them, and not told in the change log.
DERIVED = ("sort_keys", "romanised", "romanised_tag")


def values_of(draft: PlaceDraft) -> dict[str, object]:
    """Returns the row's fields by name, as the database gives them back."""
    position, price, low = draft.position, draft.price, draft.low_season_price
    return {
        "source_key": draft.source_key,
        "kind": draft.kind.value,
        **name_values(draft.names),
        "standing": standing_of(draft.grade, draft.world_heritage, draft.confidence),
        "city": draft.city,
        "city_names": draft.city_names,
        "district_names": draft.district_names,
        "region": draft.region,
        "market": draft.market,
        "time_zone": draft.time_zone,
        "latitude": position.latitude if position else None,
        "longitude": position.longitude if position else None,
        "position_precision": position.precision.value if position else "",
        "position_error_km": position.error_km if position else None,
        "position_note": draft.position_level if position else "",
        "position_source": draft.position_source if position else "",
        "opening_hours": draft.opening_hours,
        "hours_note": draft.hours_note,
        "hours_confidence": draft.hours_confidence.value if draft.hours_confidence else "",
        "price_minor": price.amount_minor if price is not None else None,
        "low_season_price_minor": low.amount_minor if low is not None else None,
        "currency": next((each.currency for each in (price, low) if each is not None), ""),
        "visit_minutes": draft.visit_minutes,
        "themes": list(draft.themes),
        "grade": draft.grade,
        "world_heritage": draft.world_heritage,
        "listing": draft.listing.value if draft.listing else "",
        "listing_year": draft.listing_year,
        "confidence": draft.confidence.value,
        "source": draft.source,
        "source_url": draft.source_url,
        "source_date": draft.source_date,
        "licence": draft.licence,
        "licence_state": draft.licence_state.value,
        "note": draft.note,
    }


def name_values(names: LocalisedText) -> dict[str, object]:
    """Returns the fields that follow from a record's names, and the names."""
    tag, letters = romanised(names)
    return {
        "names": names,
        "sort_name": fold_name(str(names))[:300],
        "romanised": letters[:300],
        "romanised_tag": tag,
        "sort_keys": sort_keys_of(names.with_text(tag, letters)),
    }


def list_names_of(row: Resource) -> list[ResourceName]:
    """Lists the rows of names that a resource is searched by, not yet stored."""
    return [
        ResourceName(resource=row, language=tag, text=text, folded=fold_name(text)[:300])
        for tag, text in row.names
    ]
