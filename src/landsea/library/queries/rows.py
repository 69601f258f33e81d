"""Rows of the library as the values that it gives out."""

from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.library.engine.places import Owner, PlaceDetail, PlaceSummary
from landsea.library.engine.vocabulary import Confidence, LicenceState, ResourceKind, ResourceState
from landsea.library.models import Resource


def summary(row: Resource) -> PlaceSummary:
    is_cheaper = row.low_season_price_minor != row.price_minor
    return PlaceSummary(
        pk=row.pk,
        public_id=row.public_id,
        kind=ResourceKind(row.kind),
        names=row.names,
        city=row.city,
        city_names=row.city_names,
        district_names=row.district_names,
        market=row.market,
        time_zone=row.time_zone,
        position=_position(row),
        opening_hours=row.opening_hours,
        hours_confidence=Confidence(row.hours_confidence) if row.hours_confidence else None,
        price=_money(row.price_minor, row.currency),
        low_season_price=_money(row.low_season_price_minor, row.currency) if is_cheaper else None,
        visit_minutes=row.visit_minutes,
        is_visit_estimated=row.is_visit_estimated,
        themes=tuple(row.themes),
        grade=row.grade,
        world_heritage=row.world_heritage,
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
        hours_note=row.hours_note,
        price_note=row.price_note,
        confidence=Confidence(row.confidence),
        source_name=row.source_name,
        source_key=row.source_key,
        source=row.source,
        source_url=row.source_url,
        source_date=row.source_date,
        licence=row.licence,
        licence_state=LicenceState(row.licence_state),
        note=row.note,
    )


def _position(row: Resource) -> Position | None:
    if row.latitude is None or row.longitude is None or row.position_error_km is None:
        return None
    return Position(
        row.latitude, row.longitude, Precision(row.position_precision), row.position_error_km
    )


def _money(amount_minor: int | None, currency: str) -> Money | None:
    return None if amount_minor is None else Money(amount_minor, currency)
