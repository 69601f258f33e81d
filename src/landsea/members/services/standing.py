"""A member is suspended and reinstated; it leaves, or the office ends its membership."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed
from landsea.members import policies
from landsea.members.models import MembershipState
from landsea.members.services.steps import (
    lock_membership,
    read_reason,
    require_state,
    take_step,
)

_BELONGING = (MembershipState.ADMITTED, MembershipState.SUSPENDED)


def suspend_member(membership_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """Suspends a member: nothing new of it is sold or written until it is reinstated."""
    with transaction.atomic():
        row = lock_membership(membership_id, by=by)
        if not policies.can_run_alliance(by, row.alliance_id):
            raise NotAllowed
        require_state(row, MembershipState.ADMITTED)
        kept = read_reason(reason)
        take_step(row, MembershipState.SUSPENDED, action="suspend", reason=kept, by=by, now=now)


def reinstate_member(membership_id: UUID, *, reason: str = "", by: Actor, now: datetime) -> None:
    """Ends a suspension; everything is as before it."""
    with transaction.atomic():
        row = lock_membership(membership_id, by=by)
        if not policies.can_run_alliance(by, row.alliance_id):
            raise NotAllowed
        require_state(row, MembershipState.SUSPENDED)
        kept = read_reason(reason) if reason.strip() else ""
        take_step(row, MembershipState.ADMITTED, action="reinstate", reason=kept, by=by, now=now)


def leave_alliance(membership_id: UUID, *, by: Actor, now: datetime) -> None:
    """Takes an organisation out of an alliance, by its own office."""
    with transaction.atomic():
        row = lock_membership(membership_id, by=by)
        if not policies.can_run_organisation(by, row.organisation_id):
            raise NotAllowed
        require_state(row, *_BELONGING)
        take_step(row, MembershipState.LEFT, action="leave", by=by, now=now)


def end_membership(membership_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """Ends a membership for the organisation, by the alliance's office."""
    with transaction.atomic():
        row = lock_membership(membership_id, by=by)
        if not policies.can_run_alliance(by, row.alliance_id):
            raise NotAllowed
        require_state(row, *_BELONGING)
        kept = read_reason(reason)
        take_step(row, MembershipState.LEFT, action="end", reason=kept, by=by, now=now)
