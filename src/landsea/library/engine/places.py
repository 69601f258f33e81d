"""Places as the library gives them out: frozen values, nothing hidden about their certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.labels import (
    CONFIDENCE_LABELS,
    KIND_LABELS,
    LICENCE_LABELS,
    LISTING_LABELS,
)
from landsea.library.engine.vocabulary import Confidence, LicenceState, Listing, ResourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSummary:
    """A place as lists, trips and cards need it."""

    pk: int
    public_id: UUID
    kind: ResourceKind
    names: LocalisedText
    city: str
    city_names: LocalisedText
    district_names: LocalisedText
    market: str
    time_zone: str
    position: Position | None
    #: OpenStreetMap's syntax; empty when not known.
    opening_hours: str
    hours_confidence: Confidence | None
    #: None: not known. Zero: free.
    price: Money | None
    #: None when not known, and where it is the same all year.
    low_season_price: Money | None
    visit_minutes: int | None
    is_visit_estimated: bool
    themes: tuple[str, ...]
    grade: str
    world_heritage: str
    #: Of intangible heritage: the register that it stands in.
    listing: Listing | None
    listing_year: int | None
    confidence: Confidence
    #: 0 first: World Heritage, then the national grades.
    standing: int
    owner_id: int

    @property
    def kind_label(self) -> str:
        """The kind's name in English, to be translated."""
        return KIND_LABELS[self.kind]

    @property
    def listing_label(self) -> str:
        """The register's name in English, to be translated."""
        return LISTING_LABELS[self.listing] if self.listing else ""

    @property
    def is_tradition(self) -> bool:
        """Whether it is intangible heritage: nowhere to go to, nothing to pay."""
        return self.kind is ResourceKind.INTANGIBLE

    @property
    def is_unverified(self) -> bool:
        """Whether no official list stands behind it."""
        return self.confidence is not Confidence.A

    @property
    def is_exact(self) -> bool:
        """Whether the position is the place itself."""
        return self.position is not None and self.position.precision is Precision.EXACT

    @property
    def is_rounded(self) -> bool:
        """Whether the position is the place within its error."""
        return self.position is not None and self.position.precision is Precision.ROUNDED

    @property
    def is_district_only(self) -> bool:
        """Whether only the district or city is known; then the point must not be drawn as one."""
        return self.position is not None and self.position.precision is Precision.DISTRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The organisation that keeps a record."""

    public_id: UUID
    names: LocalisedText
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDetail:
    """Everything that is told about one place, with the sources."""

    place: PlaceSummary
    #: Its owner's people alone see it.
    is_draft: bool
    region: str
    owner: Owner
    position_note: str
    position_source: str
    hours_note: str
    price_note: str
    confidence: Confidence
    source_name: str
    source_key: str
    source: str
    source_url: str
    source_date: str
    licence: str
    licence_state: LicenceState
    note: str
    #: Whether only name and listing are shown, for want of consent.
    is_withheld: bool = False

    @property
    def confidence_label(self) -> str:
        return CONFIDENCE_LABELS[self.confidence]

    @property
    def licence_label(self) -> str:
        return LICENCE_LABELS[self.licence_state]

    @property
    def hours_confidence_label(self) -> str:
        confidence = self.place.hours_confidence
        return CONFIDENCE_LABELS[confidence] if confidence else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """One page of a list of places, and how many there are in all."""

    places: tuple[PlaceSummary, ...]
    total: int
    offset: int
    limit: int

    @property
    def first_number(self) -> int:
        return self.offset + 1 if self.places else 0

    @property
    def last_number(self) -> int:
        return self.offset + len(self.places)

    @property
    def next_offset(self) -> int | None:
        return self.last_number if self.last_number < self.total else None

    @property
    def previous_offset(self) -> int | None:
        return max(0, self.offset - self.limit) if self.offset else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityCount:
    """A city and how many places are in it."""

    city: str
    names: LocalisedText
    market: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacets:
    """How many places each filter would leave, the other filters kept."""

    kinds: Mapping[ResourceKind, int]
    markets: Mapping[str, int]
    cities: tuple[CityCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name that goes on as somebody began to type."""

    public_id: UUID
    kind: ResourceKind
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """A source, its terms and how many places rest on it."""

    source: str
    url: str
    licence: str
    licence_state: LicenceState
    count: int
    #: How many of them no official list stands behind.
    unverified: int = 0

    @property
    def licence_label(self) -> str:
        return LICENCE_LABELS[self.licence_state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the library holds, counted: how sure, how exact, from which collections."""

    verified: int
    unverified: int
    withheld: int
    #: By precision; the empty one: no position is known.
    positions: Mapping[str, int]
    events: int
    holidays: int
