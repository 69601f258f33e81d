"""Events and public holidays as the library gives them out, with the certainty of each date."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.labels import (
    CERTAINTY_LABELS,
    CONFIDENCE_LABELS,
    EVENT_KIND_LABELS,
    LICENCE_LABELS,
)
from landsea.library.engine.places import Owner
from landsea.library.engine.vocabulary import (
    Confidence,
    DateCertainty,
    EventKind,
    LicenceState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSummary:
    """An event as lists need it."""

    public_id: UUID
    kind: EventKind
    names: LocalisedText
    city: str
    city_names: LocalisedText
    market: str
    confidence: Confidence

    @property
    def kind_label(self) -> str:
        """The kind's name in English, to be translated."""
        return EVENT_KIND_LABELS[self.kind]

    @property
    def is_unverified(self) -> bool:
        """Whether no official list stands behind it."""
        return self.confidence is not Confidence.A


@dataclass(frozen=True, slots=True)
class Dates:
    """When an event takes place once, both days included, and how surely."""

    starts_on: date
    ends_on: date
    certainty: DateCertainty

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on + timedelta(days=1))

    @property
    def is_month_only(self) -> bool:
        """Whether no day is known."""
        return self.certainty is DateCertainty.MONTH

    @property
    def certainty_label(self) -> str:
        return CERTAINTY_LABELS[self.certainty]


@dataclass(frozen=True, slots=True)
class EventOn:
    """An event with one of its times."""

    event: EventSummary
    dates: Dates


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetail:
    """Everything that is told about one event, with its source."""

    event: EventSummary
    #: Its owner's people alone see it.
    is_draft: bool
    region: str
    owner: Owner
    #: The place where it is held, when that is published.
    venue: tuple[UUID, LocalisedText] | None
    rule: str
    rule_note: str
    coming: tuple[Dates, ...]
    source_name: str
    source_key: str
    source: str
    source_url: str
    licence: str
    licence_state: LicenceState
    note: str

    @property
    def confidence_label(self) -> str:
        return CONFIDENCE_LABELS[self.event.confidence]

    @property
    def licence_label(self) -> str:
        return LICENCE_LABELS[self.licence_state]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which a market rests."""

    market: str
    day: date
    names: LocalisedText


@dataclass(frozen=True, slots=True)
class EventPlace:
    """A city, or a whole market, in which events are held."""

    market: str
    city: str
    names: LocalisedText


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth:
    """What is on in a month: events on known days, events of which the month is known, holidays."""

    dated: tuple[EventOn, ...]
    some_time: tuple[EventOn, ...]
    holidays: tuple[Holiday, ...]
    places: tuple[EventPlace, ...]
