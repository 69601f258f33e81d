"""Places and their owners for tests."""

from datetime import UTC, datetime

from landsea.foundation.actor import Actor
from landsea.kernel.geo import Position
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.names import fold_name
from landsea.library.engine.place_rows import standing_of
from landsea.library.engine.vocabulary import (
    Confidence,
    LicenceState,
    ResourceKind,
    ResourceState,
)
from landsea.library.models import Resource, ResourceName
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.queries import OrganisationValue, find_organisation_by_slug
from landsea.members.services.admission import register_organisation

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, 10:00 in Chongqing
DAZU = Position(29.70111, 105.705)

#: A sound row; tests change single cells.
DAZU_ROW = {
    "id": "cq-0001",
    "name_zh": "大足石刻景区",
    "name_en": "Dazu Rock Carvings",
    "kind": "heritage",
    "city": "Chongqing",
    "city_zh": "重庆",
    "district": "大足区",
    "district_en": "Dazu District",
    "region": "Chongqing",
    "country": "CN",
    "lat": "29.70111",
    "lon": "105.705",
    "coord_level": "point",
    "coord_source": "World Heritage list",
    "unesco": "WHS 912 (1999)",
    "grade": "5A",
    "opening_hours": "Mo-Su 08:30-17:00",
    "opening_hours_raw": "",
    "ticket_price": "115",
    "ticket_price_low_season": "80",
    "ticket_currency": "CNY",
    "visit_minutes_estimated": "90",
    "themes": "history;culture",
    "confidence": "A",
    "source": "the national list",
    "source_date": "2025-12",
    "licence": "none stated; facts from an official list (https://example.org/list)",
    "note": "graded 2007; hours from a guide (C)",
}


def make_row(**cells: str) -> dict[str, str]:
    """Returns a sound row of a table of places, with other cells."""
    return DAZU_ROW | cells


def make_owner(slug: str = "dazu-research-academy", *, is_demo: bool = False) -> OrganisationValue:
    """Returns an organisation that owns places, the same one for the same slug."""
    return find_organisation_by_slug(slug) or register_organisation(
        slug,
        LocalisedText.of({"en": slug.replace("-", " ").title()}),
        OrganisationKind.ATTRACTION,
        "CN",
        is_demo=is_demo,
        by=Actor.system(),
        now=NOW,
    )


def make_place(
    key: str = "cq-0001",
    *,
    names: dict[str, str] | None = None,
    former_names: dict[str, str] | None = None,
    kind: ResourceKind = ResourceKind.HERITAGE,
    city: str = "Chongqing",
    market: str = "CN",
    time_zone: str = "Asia/Shanghai",
    position: Position | None = DAZU,
    opening_hours: str = "Mo-Su 08:30-17:00",
    price: Money | None = None,
    grade: str = "",
    world_heritage: str = "",
    state: ResourceState = ResourceState.PUBLISHED,
    owner: OrganisationValue | None = None,
) -> Resource:
    """Writes a place with its names."""
    texts = LocalisedText.of(names or {"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"})
    row = Resource.objects.create(
        kind=kind,
        state=state,
        owner_id=(owner or make_owner()).id,
        names=texts,
        sort_name=fold_name(str(texts)),
        standing=standing_of(grade, world_heritage),
        city=city,
        city_names=LocalisedText.of({"en": city}),
        district_names=LocalisedText.of({"en": "Dazu District", "zh-Hans": "大足区"}),
        region=city,
        market=market,
        time_zone=time_zone,
        latitude=position.latitude if position else None,
        longitude=position.longitude if position else None,
        position_precision=position.precision if position else "",
        position_error_km=position.error_km if position else None,
        opening_hours=opening_hours,
        hours_confidence=Confidence.C if opening_hours else "",
        price_minor=price.amount_minor if price is not None else None,
        currency=price.currency if price is not None else "",
        visit_minutes=90,
        themes=["history", "culture"],
        grade=grade,
        world_heritage=world_heritage,
        confidence=Confidence.A,
        source_name="tests",
        source_key=key,
        source="the national list",
        licence="none stated",
        licence_state=LicenceState.NONE_STATED,
        created_at=NOW,
        updated_at=NOW,
    )
    for is_former, named in ((False, texts), (True, LocalisedText.of(former_names or {}))):
        ResourceName.objects.bulk_create(
            ResourceName(
                resource=row, language=tag, text=text, folded=fold_name(text), is_former=is_former
            )
            for tag, text in named
        )
    return row
