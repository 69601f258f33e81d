"""Listings: those that are open to everybody, an organisation's own, and single ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from landsea.foundation.actor import Actor
from landsea.foundation.pagination import Position, Slice, slice_rows
from landsea.kernel.errors import NotFound
from landsea.library.engine.names import fold_words
from landsea.market import policies
from landsea.market.engine.listings import ListingKind, ListingState, Side
from landsea.market.models import Listing
from landsea.market.queries.values import ActiveMembers, ListingValue, listing_value, split_codes
from landsea.members import queries as members
from landsea.members.queries import AllianceValue, OrganisationValue

PAGE_SIZE = 20
LONGEST_QUERY = 100
_MOST_WORDS = 8
_FOR_EVERYBODY = "what is open is for everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFilter:
    """What a list of listings is narrowed to; empty means all."""

    query: str = ""
    kind: ListingKind | None = None
    side: Side | None = None
    #: Slug of an alliance.
    alliance: str = ""
    #: A market that a listing is about (ISO 3166-1).
    market: str = ""
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """A part of the list, and what it can be narrowed to."""

    listings: tuple[ListingValue, ...]
    total: int
    offset: int
    alliances: tuple[AllianceValue, ...]
    #: Those that any open listing is about.
    markets: tuple[str, ...]

    @property
    def next_offset(self) -> int | None:
        following = self.offset + PAGE_SIZE
        return following if following < self.total else None

    @property
    def previous_offset(self) -> int | None:
        return max(0, self.offset - PAGE_SIZE) if self.offset else None


def list_open(wanted: ListingFilter, *, now: datetime, offset: int = 0) -> ListingPage:
    """Lists what is open, the latest published first."""
    alliances = members.list_alliances()
    active = _active(alliances, now)
    every = _open(active, now)
    rows = _narrow(every, wanted)
    total = rows.count()
    found = _with_names(rows).order_by("-published_at", "-id")[offset : offset + PAGE_SIZE]
    joined = every.order_by("market_codes").values_list("market_codes", flat=True).distinct()
    return ListingPage(
        listings=tuple(listing_value(row, active, now) for row in found),
        total=total,
        offset=offset,
        alliances=tuple(alliances),
        markets=tuple(sorted({code for codes in joined for code in split_codes(codes)})),
    )


def slice_open(
    wanted: ListingFilter, *, now: datetime, after: Position | None, limit: int
) -> Slice[ListingValue]:
    """Returns what is open, the first written first."""
    active = _active(members.list_alliances(), now)
    rows = _with_names(_narrow(_open(active, now), wanted))
    found = slice_rows(rows, "id", after=after, limit=limit)
    return found.each(lambda row: listing_value(row, active, now))


def list_open_of(organisation_id: int, *, now: datetime) -> list[ListingValue]:
    """Lists what an organisation has open, the latest published first."""
    active = _active(members.list_alliances(), now)
    rows = _with_names(_open(active, now).filter(organisation_id=organisation_id))
    return [listing_value(row, active, now) for row in rows.order_by("-published_at", "-id")]


def list_own(organisation_id: int, *, actor: Actor, now: datetime) -> list[ListingValue]:
    """Lists all listings of an organisation to its writers, the latest written first."""
    active = _active(members.list_alliances(), now)
    rows = _with_names(Listing.objects.visible_to(actor).filter(organisation_id=organisation_id))
    return [listing_value(row, active, now) for row in rows.order_by("-id")]


def get_listing(public_id: UUID, *, actor: Actor, now: datetime) -> ListingValue:
    """Returns a listing that the actor may see."""
    row = _with_names(Listing.objects.visible_to(actor)).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    active = members.list_active_members([row.alliance_id], now.date())
    return listing_value(row, active, now)


def count_own(organisation_ids: Iterable[int], *, actor: Actor) -> dict[int, int]:
    """Returns how many listings those organisations have whose listings the actor writes."""
    mine = set(organisation_ids) & policies.list_own_organisations(actor)
    rows = Listing.objects.visible_to(actor).filter(organisation_id__in=mine)
    ended = (ListingState.WITHDRAWN.value, ListingState.CLOSED.value)
    counted = rows.exclude(state__in=ended).order_by().values_list("organisation_id")
    return dict.fromkeys(mine, 0) | dict(counted.annotate(count=Count("id")))


def list_places_to_offer(
    organisation_id: int, *, now: datetime
) -> tuple[OrganisationValue, list[AllianceValue]]:
    """Returns an organisation with the alliances in which it may offer something new."""
    organisation = members.list_organisations_by_ids([organisation_id])[organisation_id]
    alliances = members.list_alliances()
    active = _active(alliances, now)
    return organisation, [each for each in alliances if organisation_id in active[each.id]]


def _active(alliances: Iterable[AllianceValue], now: datetime) -> ActiveMembers:
    return members.list_active_members([each.id for each in alliances], now.date())


def _open(active: ActiveMembers, now: datetime) -> QuerySet[Listing]:
    """Returns published listings in their period, of members that offer something new."""
    offers = Q(pk__in=())
    for alliance_id, organisation_ids in active.items():
        offers |= Q(alliance_id=alliance_id, organisation_id__in=organisation_ids)
    return Listing.objects.unscoped(_FOR_EVERYBODY).filter(
        offers, state=ListingState.PUBLISHED.value, starts_at__lte=now, ends_at__gt=now
    )


def _narrow(rows: QuerySet[Listing], wanted: ListingFilter) -> QuerySet[Listing]:
    exact: dict[str, object] = {
        "kind": wanted.kind and wanted.kind.value,
        "side": wanted.side and wanted.side.value,
        "alliance__slug": wanted.alliance,
        "market_codes__contains": wanted.market and f",{wanted.market},",
        "organisation__public_id": wanted.organisation,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    words = fold_words(wanted.query[:LONGEST_QUERY])[:_MOST_WORDS]
    if wanted.query.strip() and not words:
        return rows.none()
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows


def _with_names(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    return rows.select_related("organisation", "alliance")
