"""Listings are written by the market agents and the office of their organisation."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.foundation.formats import market_codes
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.names import fold_name
from landsea.market import policies
from landsea.market.engine.days import Span, zone_of
from landsea.market.engine.listing_input import ListingDraft, ListingInput, read_listing
from landsea.market.engine.listings import ListingState
from landsea.market.errors import NotOfferingHere
from landsea.market.models import Listing
from landsea.members import queries as members

#: Columns that follow from others, and are not in the change log.
_DERIVED = frozenset({"folded", "starts_at", "ends_at", "time_zone"})


def write_listing(
    given: ListingInput, *, organisation_id: int, alliance_id: int, by: Actor, now: datetime
) -> UUID:
    """Writes a listing as a draft, which only its organisation sees; returns its public id."""
    if not policies.can_write_listings_of(by, organisation_id):
        raise NotAllowed
    require_offering(organisation_id, alliance_id, now)
    draft = read_listing(given, market_codes=market_codes())
    organisation = members.list_organisations_by_ids([organisation_id])[organisation_id]
    values = values_of(draft, zone_of(organisation.market))
    with transaction.atomic():
        row = Listing.objects.create(
            organisation_id=organisation_id,
            alliance_id=alliance_id,
            created_at=now,
            updated_at=now,
            **values,
        )
        changelog.record(
            row,
            action="create",
            by=by,
            now=now,
            organisation=organisation.public_id,
            patch={name: [None, values[name]] for name in ("kind", "side", "titles")},
        )
    return row.public_id


def edit_listing(
    public_id: UUID,
    given: ListingInput,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Changes what a listing says; the same again is nothing."""
    with transaction.atomic():
        row = lock_listing(public_id, by=by)
        if not policies.can_write_listings_of(by, row.organisation_id):
            raise NotAllowed
        require_offering(row.organisation_id, row.alliance_id, now)
        draft = read_listing(given, market_codes=market_codes())
        apply_values(row, values_of(draft, row.time_zone), action="edit", by=by, now=now)


def lock_listing(public_id: UUID, *, by: Actor) -> Listing:
    """Returns a listing that the actor sees, locked until the transaction ends."""
    rows = Listing.objects.visible_to(by).select_for_update(of=("self",))
    row = rows.select_related("organisation", "alliance").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def require_offering(organisation_id: int, alliance_id: int, now: datetime) -> None:
    """Refuses what is new of an organisation that is suspended, or does not belong."""
    if organisation_id not in members.list_active_member_ids(alliance_id, now.date()):
        raise NotOfferingHere


def values_of(draft: ListingDraft, time_zone: str) -> dict[str, object]:
    """Returns the row's columns by name, as the database gives them back."""
    return {
        "kind": draft.kind.value,
        "side": draft.side.value,
        "titles": draft.titles,
        "texts": draft.texts,
        "languages": list(draft.languages),
        "market_codes": f",{','.join(draft.markets)},",
        "place": draft.place,
        "contact_url": draft.contact_url,
        "starts_on": draft.period.starts_on,
        "ends_on": draft.period.ends_on,
        "time_zone": time_zone,
        **derived_of(
            titles=draft.titles,
            texts=draft.texts,
            place=draft.place,
            span=Span(period=draft.period, time_zone=time_zone),
        ),
    }


def derived_of(
    *, titles: LocalisedText, texts: LocalisedText, place: str, span: Span
) -> dict[str, object]:
    """Returns the columns that follow from others."""
    said = [text for each in (titles, texts) for _tag, text in each]
    return {
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        # A line for each, so that no word is found that begins in one and ends in the next.
        "folded": "\n".join(fold_name(text) for text in [*said, place]),
    }


def apply_values(
    row: Listing, values: dict[str, object], *, action: str, by: Actor, now: datetime
) -> None:
    """Writes values into a row with the change log; the same again is nothing.

    The log of an organisation's listings is its own. Only what the alliance's office did, or
    took back, it may read too.
    """
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    patch = {
        name: [getattr(row, name), value] for name, value in changed.items() if name not in _DERIVED
    }
    if not changed:
        return
    is_offices = ListingState.TAKEN_DOWN.value in {row.state, values.get("state")}
    for name, value in changed.items():
        setattr(row, name, value)
    # Another machine's clock may have been ahead when the row was made.
    row.updated_at = max(now, row.created_at)
    row.save(update_fields=[*changed, "updated_at"])
    changelog.record(
        row,
        action=action,
        by=by,
        now=now,
        patch=patch,
        organisation=row.organisation.public_id,
        alliance=row.alliance.public_id if is_offices and "state" in patch else None,
    )
