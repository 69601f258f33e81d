"""Places and their owners for tests."""

from datetime import UTC, date, datetime

from landsea.foundation.actor import Actor
from landsea.kernel.geo import Position
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.names import fold_name
from landsea.library.engine.place_rows import standing_of
from landsea.library.engine.vocabulary import (
    Confidence,
    EventKind,
    LicenceState,
    Listing,
    ResourceKind,
    ResourceState,
)
from landsea.library.models import Event, PublicHoliday, Resource, ResourceName
from landsea.library.services.drafts import name_values
from landsea.library.services.events import renew_dates
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
    confidence: Confidence = Confidence.A,
    owner: OrganisationValue | None = None,
    **fields: object,
) -> Resource:
    """Writes a place with its names."""
    texts = LocalisedText.of(names or {"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"})
    row = Resource.objects.create(
        kind=kind,
        state=state,
        owner_id=(owner or make_owner()).id,
        **name_values(texts),
        standing=standing_of(grade, world_heritage, confidence),
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
        confidence=confidence,
        source_name="tests",
        source_key=key,
        source="the national list",
        licence="none stated",
        licence_state=LicenceState.NONE_STATED,
        created_at=NOW,
        updated_at=NOW,
        **fields,
    )
    for is_former, named in ((False, texts), (True, LocalisedText.of(former_names or {}))):
        ResourceName.objects.bulk_create(
            ResourceName(
                resource=row, language=tag, text=text, folded=fold_name(text), is_former=is_former
            )
            for tag, text in named
        )
    return row


def make_element(
    key: str = "ich-1",
    *,
    names: dict[str, str] | None = None,
    note: str = "",
    consent_on: date | None = None,
    owner: OrganisationValue | None = None,
) -> Resource:
    """Writes an element of intangible heritage."""
    return make_place(
        key,
        names=names or {"en": "Khon, masked dance drama"},
        kind=ResourceKind.INTANGIBLE,
        position=None,
        opening_hours="",
        listing=Listing.UNESCO_REPRESENTATIVE,
        listing_year=2018,
        note=note,
        consent_on=consent_on,
        consent_note="its association, asked at its assembly" if consent_on else "",
        owner=owner,
    )


#: A sound row of a table of events; tests change single cells.
SONGKRAN_ROW = {
    "id": "ev-011",
    "name_zh": "宋干节",
    "name_en": "Songkran",
    "kind": "festival",
    "country": "TH",
    "region": "",
    "city": "",
    "rule": "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=13;DURATION=P3D",
    "rule_note": "13-15 April every year",
    "confidence": "A",
    "source": "public pages",
    "source_url": "https://example.org/april",
    "licence": "facts only",
    "note": "",
}


def make_event_row(**cells: str) -> dict[str, str]:
    """Returns a sound row of a table of events, with other cells."""
    return SONGKRAN_ROW | cells


def make_event(
    key: str = "ev-011",
    *,
    names: dict[str, str] | None = None,
    rule: str = "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=13;DURATION=P3D",
    market: str = "TH",
    city: str = "",
    venue: Resource | None = None,
    confidence: Confidence = Confidence.A,
    state: ResourceState = ResourceState.PUBLISHED,
    owner: OrganisationValue | None = None,
    note: str = "",
) -> Event:
    """Writes an event with its days from 2025 to 2031."""
    row = Event.objects.create(
        kind=EventKind.FESTIVAL,
        state=state,
        owner_id=(owner or make_owner()).id,
        venue=venue,
        names=LocalisedText.of(names or {"en": "Songkran", "zh-Hans": "宋干节"}),
        city=city,
        city_names=LocalisedText.of({"en": city}),
        market=market,
        rule=rule,
        rule_note="what the source says",
        confidence=confidence,
        source_name="tests",
        source_key=key,
        source="the calendar of an office",
        licence="facts only",
        licence_state=LicenceState.STATED,
        note=note,
        created_at=NOW,
        updated_at=NOW,
    )
    renew_dates(today=NOW.date())
    return row


def make_holiday(day: date, *, market: str = "CN", name: str = "National Day") -> PublicHoliday:
    """Writes a public holiday."""
    return PublicHoliday.objects.create(
        market=market,
        day=day,
        names=LocalisedText.of({"en": name}),
        source="the official gazette",
        licence="MIT",
    )
