"""One decision about a membership, by whoever it is for."""

from datetime import datetime
from uuid import UUID

from landsea.foundation.actor import Actor
from landsea.members.engine.decisions import Decision
from landsea.members.errors import StepNotPossible
from landsea.members.models import MembershipState
from landsea.members.queries.memberships import get_membership
from landsea.members.queries.values import MembershipValue
from landsea.members.services import admission, standing


def decide(
    membership_id: UUID, decision: Decision, *, reason: str, by: Actor, now: datetime
) -> MembershipValue:
    """Takes the step that was decided, and returns where the membership stands then."""
    # Whoever does not see it is told so, whatever was decided.
    row = get_membership(membership_id, actor=by)
    match decision:
        case Decision.ADMIT:
            # `admit_member` would begin another membership where this one is over.
            if row.state is not MembershipState.APPLIED:
                raise StepNotPossible
            admission.admit_member(
                row.organisation.id, row.alliance.id, from_day=now.date(), by=by, now=now
            )
        case Decision.REFUSE:
            admission.refuse_application(membership_id, reason=reason, by=by, now=now)
        case Decision.WITHDRAW:
            admission.withdraw_application(membership_id, by=by, now=now)
        case Decision.SUSPEND:
            standing.suspend_member(membership_id, reason=reason, by=by, now=now)
        case Decision.REINSTATE:
            standing.reinstate_member(membership_id, reason=reason, by=by, now=now)
        case Decision.END:
            standing.end_membership(membership_id, reason=reason, by=by, now=now)
        case Decision.LEAVE:
            standing.leave_alliance(membership_id, by=by, now=now)
    return get_membership(membership_id, actor=by)
