"""Rows of the library as the values that it gives out."""

from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.places import Owner, PlaceDetail, PlaceSummary
from landsea.library.engine.vocabulary import (
    Confidence,
    LicenceState,
    Listing,
    ResourceKind,
    ResourceState,
)
from landsea.library.models import Resource

#: What `summary` does not read, so that lists leave it in the database.
UNSEEN_IN_LISTS = (
    "sort_keys",
    "consent_note",
    "hours_note",
    "licence",
    "note",
    "position_note",
    "position_source",
    "price_note",
    "source",
    "source_url",
)


def is_withheld(row: Resource) -> bool:
    """Says whether only name and listing are shown: intangible heritage without consent."""
    return row.kind == ResourceKind.INTANGIBLE and row.consent_on is None


def names_of(row: Resource) -> LocalisedText:
    """Returns the names of a record with its romanised one, if it has no other in Latin letters."""
    names: LocalisedText = row.names
    return names.with_text(row.romanised_tag, row.romanised)


def summary(row: Resource) -> PlaceSummary:
    is_open = not is_withheld(row)
    is_cheaper = is_open and row.low_season_price_minor != row.price_minor
    return PlaceSummary(
        pk=row.pk,
        public_id=row.public_id,
        kind=ResourceKind(row.kind),
        names=names_of(row),
        city=row.city,
        city_names=row.city_names,
        district_names=row.district_names,
        market=row.market,
        time_zone=row.time_zone,
        position=_position(row) if is_open else None,
        opening_hours=row.opening_hours if is_open else "",
        hours_confidence=Confidence(row.hours_confidence)
        if row.hours_confidence and is_open
        else None,
        price=_money(row.price_minor, row.currency) if is_open else None,
        low_season_price=_money(row.low_season_price_minor, row.currency) if is_cheaper else None,
        visit_minutes=row.visit_minutes if is_open else None,
        is_visit_estimated=row.is_visit_estimated,
        themes=tuple(row.themes) if is_open else (),
        grade=row.grade,
        world_heritage=row.world_heritage,
        listing=Listing(row.listing) if row.listing else None,
        listing_year=row.listing_year,
        confidence=Confidence(row.confidence),
        standing=row.standing,
        owner_id=row.owner_id,
    )


def detail_of(row: Resource) -> PlaceDetail:
    return PlaceDetail(
        place=summary(row),
        is_draft=row.state == ResourceState.DRAFT,
        region=row.region,
        owner=Owner(
            public_id=row.owner.public_id, names=row.owner.names, is_demo=row.owner.is_demo
        ),
        position_note=row.position_note,
        position_source=row.position_source,
        hours_note="" if is_withheld(row) else row.hours_note,
        price_note=row.price_note,
        confidence=Confidence(row.confidence),
        source_name=row.source_name,
        source_key=row.source_key,
        source=row.source,
        source_url=row.source_url,
        source_date=row.source_date,
        licence=row.licence,
        licence_state=LicenceState(row.licence_state),
        note="" if is_withheld(row) else row.note,
        is_withheld=is_withheld(row),
    )


def _position(row: Resource) -> Position | None:
    if row.latitude is None or row.longitude is None or row.position_error_km is None:
        return None
    return Position(
        row.latitude, row.longitude, Precision(row.position_precision), row.position_error_km
    )


def _money(amount_minor: int | None, currency: str) -> Money | None:
    return None if amount_minor is None else Money(amount_minor, currency)
