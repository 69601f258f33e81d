"""One step of a membership, written with everything that belongs to it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from landsea.foundation import changelog, outbox
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound
from landsea.members.errors import ReasonNeeded, StepNotPossible
from landsea.members.events import MembershipChanged
from landsea.members.models import Membership, MembershipChange, MembershipState

LONGEST_REASON = 500


def read_reason(text: str) -> str:
    """Returns a reason fit to be kept; raises ReasonNeeded for none or one that is too long."""
    # PostgreSQL's text holds no NUL.
    reason = text.replace("\x00", "").strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonNeeded
    return reason


def lock_membership(public_id: UUID, *, by: Actor) -> Membership:
    """Returns a membership that the actor sees, locked until the transaction ends."""
    rows = Membership.objects.visible_to(by).select_for_update(of=("self",))
    row = rows.select_related("organisation", "alliance").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def take_step(
    row: Membership,
    after: MembershipState,
    *,
    action: str,
    reason: str = "",
    starts_on: date | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Leads a membership into a state, with its history, the change log and an event.

    A row that is not stored yet has no state and takes its first step.
    """
    before = row.state
    patch: dict[str, list[object]] = {"state": [before or None, after.value]}
    row.state = after
    if starts_on is not None:
        patch["starts_on"] = [row.starts_on if before else None, starts_on]
        row.starts_on = starts_on
    if after is MembershipState.LEFT:
        # The last day still counts, and a membership that ends before it began had one day.
        row.ends_on = max(now.date(), row.starts_on) + timedelta(days=1)
        patch["ends_on"] = [None, row.ends_on]
    row.save()
    if reason:
        patch["reason"] = [None, reason]
    MembershipChange.objects.create(
        membership=row,
        before=before,
        after=after,
        reason=reason,
        changed_by=by.subject,
        changed_at=now,
    )
    changelog.record(
        row,
        action=action,
        by=by,
        now=now,
        organisation=row.organisation.public_id,
        alliance=row.alliance.public_id,
        patch=patch,
    )
    outbox.record(
        MembershipChanged(
            membership_id=row.public_id,
            organisation_id=row.organisation.public_id,
            alliance_id=row.alliance.public_id,
            before=before,
            after=after.value,
            changed_at=now,
        ),
        now=now,
    )


def require_state(row: Membership, *states: MembershipState) -> None:
    """Refuses a step that the membership's state does not allow."""
    if MembershipState(row.state) not in states:
        raise StepNotPossible
