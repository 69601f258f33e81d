"""A listing is published and ended by its organisation, taken down by the alliance's office."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed
from landsea.market import policies
from landsea.market.engine.listings import Act, ListingState, state_after
from landsea.market.errors import ListingOver, ListingStepNotPossible, TakeDownNeedsReason
from landsea.market.models import Listing
from landsea.market.services.listings import (
    apply_values,
    lock_listing,
    require_offering,
)

LONGEST_REASON = 500


def take_step(
    public_id: UUID,
    act: Act,
    *,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """Does what was decided about a listing: its writers, or the office of the alliance."""
    with transaction.atomic():
        row = lock_listing(public_id, by=by)
        if not may_act(row, act, by):
            raise NotAllowed
        after = state_after(act, ListingState(row.state))
        if after is None:
            raise ListingStepNotPossible
        kept = _read_reason(reason) if act is Act.TAKE_DOWN else ""
        lead_to(row, after, action=act.value, reason=kept, by=by, now=now)


def may_act(row: Listing, act: Act, by: Actor) -> bool:
    """Says whether the actor does this with the listing."""
    if act.is_offices:
        return policies.can_take_down(by, row.alliance_id)
    return policies.can_write_listings_of(by, row.organisation_id)


def lead_to(
    row: Listing, after: ListingState, *, action: str, reason: str, by: Actor, now: datetime
) -> None:
    """Leads a listing into a state; what is published is new, and has to be open."""
    values: dict[str, object] = {"state": after.value, "take_down_reason": reason}
    # The office puts back what was public: nothing new is offered by that.
    if after is ListingState.PUBLISHED and row.state != ListingState.TAKEN_DOWN.value:
        require_offering(row.organisation_id, row.alliance_id, now)
        if row.ends_at <= now:
            raise ListingOver
        values["published_at"] = now
    apply_values(row, values, action=action, by=by, now=now)


def _read_reason(text: str) -> str:
    # PostgreSQL's text holds no NUL.
    reason = text.replace("\x00", "").strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise TakeDownNeedsReason(field="reason", value=reason[:40])
    return reason
