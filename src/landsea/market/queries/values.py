"""What pages, programs and other modules are told of listings, as frozen values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.market.engine.labels import KIND_LABELS, SIDE_LABELS, STANDING_LABELS
from landsea.market.engine.listings import ListingKind, ListingState, Side, Standing, standing_of
from landsea.market.models import Listing
from landsea.members.queries import (
    AllianceValue,
    OrganisationValue,
    alliance_value,
    organisation_value,
)

#: By alliance, who offers something new in it.
ActiveMembers = Mapping[int, Collection[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingValue:
    """A listing as its reader may see it, at one moment."""

    public_id: UUID
    organisation: OrganisationValue
    alliance: AllianceValue
    kind: ListingKind
    side: Side
    state: ListingState
    standing: Standing
    titles: LocalisedText
    texts: LocalisedText
    languages: tuple[str, ...]
    markets: tuple[str, ...]
    place: str
    contact_url: str
    period: Period
    time_zone: str
    take_down_reason: str
    published_at: datetime | None
    updated_at: datetime

    @property
    def kind_label(self) -> str:
        return KIND_LABELS[self.kind]

    @property
    def side_label(self) -> str:
        return SIDE_LABELS[self.side]

    @property
    def standing_label(self) -> str:
        return STANDING_LABELS[self.standing]


def listing_value(row: Listing, active: ActiveMembers, now: datetime) -> ListingValue:
    state = ListingState(row.state)
    return ListingValue(
        public_id=row.public_id,
        organisation=organisation_value(row.organisation),
        alliance=alliance_value(row.alliance),
        kind=ListingKind(row.kind),
        side=Side(row.side),
        state=state,
        standing=standing_of(
            state,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_active=row.organisation_id in active.get(row.alliance_id, ()),
            now=now,
        ),
        titles=row.titles,
        texts=row.texts,
        languages=tuple(row.languages),
        markets=split_codes(row.market_codes),
        place=row.place,
        contact_url=row.contact_url,
        period=Period(row.starts_on, row.ends_on),
        time_zone=row.time_zone,
        take_down_reason=row.take_down_reason,
        published_at=row.published_at,
        updated_at=row.updated_at,
    )


def split_codes(joined: str) -> tuple[str, ...]:
    """Returns the codes of a column of codes between commas."""
    return tuple(code for code in joined.split(",") if code)
