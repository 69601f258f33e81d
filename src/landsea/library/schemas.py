"""Places as the JSON interface writes and reads them."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from landsea.foundation.api import examples
from landsea.foundation.api.listing import Page
from landsea.foundation.api.schemas import Body, MoneyOut, Text, Texts, like, texts
from landsea.kernel.geo import Position, Precision
from landsea.library.engine.opening_hours import MAX_LENGTH as LONGEST_HOURS
from landsea.library.engine.places import PlaceDetail
from landsea.library.engine.romanisation import as_told
from landsea.library.engine.vocabulary import (
    Confidence,
    LicenceState,
    Listing,
    ResourceKind,
    ResourceState,
)

_OWNER = {
    "id": str(examples.ORGANISATION),
    "names": {"en": "Dazu Research Academy"},
    "is_demo": True,
}
_POSITION = {
    "latitude": 29.70111,
    "longitude": 105.705,
    "precision": "exact",
    "error_km": 0.0,
    "source": "World Heritage list",
}
_PROVENANCE = {
    "collection": "places.csv",
    "key": "cq-0001",
    "source": "the national list",
    "url": "https://example.org/list",
    "date": "2025-12",
    "licence": "none stated",
    "licence_state": "none-stated",
    "confidence": "A",
}
_PLACE = {
    "id": str(examples.PLACE),
    "state": "published",
    "kind": "heritage",
    "names": {"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"},
    "is_unverified": False,
    "listing": None,
    "listing_year": None,
    "city": "Chongqing",
    "city_names": {"en": "Chongqing", "zh-Hans": "重庆"},
    "district_names": {"en": "Dazu District"},
    "market": "CN",
    "time_zone": "Asia/Shanghai",
    "position": _POSITION,
    "opening_hours": "Mo-Su 08:30-17:00",
    "hours_confidence": "C",
    "hours_note": "",
    "price": {"minor": 11500, "currency": "CNY"},
    "low_season_price": None,
    "visit_minutes": 90,
    "is_visit_estimated": True,
    "themes": ["history", "culture"],
    "grade": "5A",
    "world_heritage": "WHS 912 (1999)",
    "note": "",
    "owner": _OWNER,
    "provenance": _PROVENANCE,
}


class PositionOut(BaseModel):
    """Where a place is, and how well that is known."""

    model_config = like(_POSITION)

    latitude: float = Field(description="WGS 84 degrees.")
    longitude: float
    precision: Precision = Field(description="With “district” it is not to be drawn as a point.")
    error_km: float
    source: str

    @classmethod
    def of(cls, position: Position, source: str) -> "PositionOut":
        return cls(
            latitude=position.latitude,
            longitude=position.longitude,
            precision=position.precision,
            error_km=position.error_km,
            source=source,
        )


class OwnerOut(BaseModel):
    """The organisation that keeps a record."""

    model_config = like(_OWNER)

    id: UUID
    names: Texts
    is_demo: bool = Field(description="Invented for a demonstration.")


class ProvenanceOut(BaseModel):
    """Where a record comes from, and who may reuse it."""

    model_config = like(_PROVENANCE)

    collection: str = Field(description="The collection that the record came with.")
    key: str = Field(description="Its key there.")
    source: str
    url: str
    date: str = Field(description="As exact as the source tells it; empty when it tells none.")
    licence: str
    licence_state: LicenceState
    confidence: Confidence


class PlaceOut(BaseModel):
    """A place with what is known of it, how surely, and from where."""

    model_config = like(_PLACE)

    id: UUID
    state: ResourceState
    kind: ResourceKind
    names: Texts
    is_unverified: bool = Field(description="No official list stands behind the record.")
    listing: Listing | None = Field(description="The register of intangible heritage.")
    listing_year: int | None
    city: str
    city_names: Texts
    district_names: Texts
    market: str = Field(description="ISO 3166-1.")
    time_zone: str
    position: PositionOut | None = Field(description="Null when nothing is known.")
    opening_hours: str = Field(description="OpenStreetMap's syntax; empty when not known.")
    hours_confidence: Confidence | None
    hours_note: str
    price: MoneyOut | None = Field(description="Null: not known. Zero: free.")
    low_season_price: MoneyOut | None
    visit_minutes: int | None
    is_visit_estimated: bool
    themes: list[str]
    grade: str
    world_heritage: str
    note: str
    owner: OwnerOut
    provenance: ProvenanceOut

    @classmethod
    def of(cls, detail: PlaceDetail) -> "PlaceOut":
        place = detail.place
        position, low = place.position, place.low_season_price
        return cls(
            id=place.public_id,
            state=ResourceState.DRAFT if detail.is_draft else ResourceState.PUBLISHED,
            kind=place.kind,
            names=texts(as_told(place.names)),
            listing=place.listing,
            listing_year=place.listing_year,
            is_unverified=place.is_unverified,
            city=place.city,
            city_names=texts(place.city_names),
            district_names=texts(place.district_names),
            market=place.market,
            time_zone=place.time_zone,
            position=PositionOut.of(position, detail.position_source) if position else None,
            opening_hours=place.opening_hours,
            hours_confidence=place.hours_confidence,
            hours_note=detail.hours_note,
            price=MoneyOut.of(place.price) if place.price is not None else None,
            low_season_price=MoneyOut.of(low) if low is not None else None,
            visit_minutes=place.visit_minutes,
            is_visit_estimated=place.is_visit_estimated,
            themes=list(place.themes),
            grade=place.grade,
            world_heritage=place.world_heritage,
            note=detail.note,
            owner=_owner(detail),
            provenance=_provenance(detail),
        )


class PlaceList(Page[PlaceOut]):
    """A page of places."""

    model_config = like({"items": [_PLACE], "next": None})


class PlaceQuery(BaseModel):
    """What a list of places is narrowed to."""

    q: Text = Field("", max_length=100, description="A name, or the words of one.")
    kind: ResourceKind | None = Field(None, description="A kind of place.")
    market: Text = Field("", max_length=2, description="ISO 3166-1.", examples=["CN"])
    city: Text = Field("", max_length=100, description="As the record writes it.")


_CHANGE = {"opening_hours": "Mo-Su 09:00-17:00", "hours_confidence": "A"}


class PlaceChangeIn(Body):
    """What a change sets; what is left out stays."""

    model_config = like(_CHANGE)

    names: dict[Text, Text] | None = Field(
        None,
        max_length=50,
        description="All names by language (BCP 47); those left out are taken away.",
        examples=[{"en": "Dazu Rock Carvings"}],
    )
    opening_hours: Text | None = Field(
        None, max_length=LONGEST_HOURS, description="OpenStreetMap's syntax; empty: not known."
    )
    hours_confidence: Confidence | None = Field(None, description="B unless it is said.")
    note: Text | None = Field(None, max_length=2000, description="Plain text.")
    state: ResourceState | None = Field(None, description="Published, everybody sees it.")


_NEW = {
    "key": "hall-7",
    "kind": "museum",
    "names": {"en": "Hall Seven", "zh-Hans": "七号厅"},
    "country": "CN",
    "city": "Chongqing",
    "latitude": 29.56,
    "longitude": 106.55,
    "position_level": "approx_0.01deg",
    "opening_hours": "Tu-Su 09:00-17:00",
    "source": "our own survey",
    "licence": "CC BY 4.0",
}


class PlaceIn(Body):
    """A new record, checked by the rules of an imported row."""

    model_config = like(_NEW)

    key: Text = Field(min_length=1, max_length=100, description="Your own id for it.")
    kind: ResourceKind
    names: dict[Literal["en", "zh-Hans", "de", "fr", "th", "vi", "ms"], Text] = Field(
        min_length=1, description="The name by language (BCP 47)."
    )
    country: Text = Field(max_length=2, description="ISO 3166-1.")
    city: Text = Field("", max_length=100)
    latitude: float | None = Field(None, ge=-90, le=90, description="WGS 84 degrees.")
    longitude: float | None = Field(None, ge=-180, le=180)
    position_level: Text = Field("", max_length=40, description="How exact the position is.")
    position_source: Text = Field("", max_length=2000)
    opening_hours: Text = Field("", max_length=LONGEST_HOURS)
    grade: Text = Field("", max_length=60)
    listing: Listing | None = Field(None, description="Of intangible heritage: its register.")
    listing_year: int | None = Field(None, ge=2001, le=2100)
    themes: list[Text] = Field([], max_length=20)
    source: Text = Field(min_length=1, max_length=2000, description="Where you know it from.")
    licence: Text = Field("", max_length=2000, description="Who may reuse the record.")
    note: Text = Field("", max_length=2000)

    def as_row(self) -> dict[str, str]:
        """Returns the record as a row of a table of places."""
        row = {_NAME_COLUMNS[tag]: text for tag, text in self.names.items()}
        for field, column in COLUMNS.items():
            value = getattr(self, field)
            row[column] = "" if value is None else str(value)
        return row | {"themes": ";".join(self.themes)}


_NAME_COLUMNS = {
    tag: f"name_{tag.split('-')[0]}" for tag in ("en", "zh-Hans", "de", "fr", "th", "vi", "ms")
}
#: A row's columns by the fields of a new record.
COLUMNS = {
    "key": "id",
    "kind": "kind",
    "country": "country",
    "city": "city",
    "latitude": "lat",
    "longitude": "lon",
    "position_level": "coord_level",
    "position_source": "coord_source",
    "opening_hours": "opening_hours",
    "grade": "grade",
    "listing": "listing",
    "listing_year": "listing_year",
    "source": "source",
    "licence": "licence",
    "note": "note",
}
#: Under which names faults of a row are told.
FIELDS = {column: field for field, column in COLUMNS.items()} | {
    column: f"names.{tag}" for tag, column in _NAME_COLUMNS.items()
}


def _owner(detail: PlaceDetail) -> OwnerOut:
    owner = detail.owner
    return OwnerOut(id=owner.public_id, names=texts(owner.names), is_demo=owner.is_demo)


def _provenance(detail: PlaceDetail) -> ProvenanceOut:
    return ProvenanceOut(
        collection=detail.source_name,
        key=detail.source_key,
        source=detail.source,
        url=detail.source_url,
        date=detail.source_date,
        licence=detail.licence,
        licence_state=detail.licence_state,
        confidence=detail.confidence,
    )
