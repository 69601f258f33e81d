"""An organisation's memberships, on its desk: where it stands, what happened, what it may do."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from landsea.foundation.requests import Request
from landsea.foundation.shown import shown
from landsea.kernel.errors import Conflict, InvalidInput, LandseaError, NotAllowed
from landsea.members import policies, queries
from landsea.members.engine.decisions import Decision
from landsea.members.models import MembershipState
from landsea.members.pages.people import read_id
from landsea.members.queries import MembershipStep, MembershipValue, OrganisationValue
from landsea.members.services.admission import LONGEST_APPLICATION, apply_for_membership
from landsea.members.services.deciding import decide

#: What the organisation itself decides, by where it stands.
_OWN_DECISIONS = {
    MembershipState.APPLIED: Decision.WITHDRAW,
    MembershipState.ADMITTED: Decision.LEAVE,
    MembershipState.SUSPENDED: Decision.LEAVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One membership with its steps, and what its organisation may decide about it."""

    membership: MembershipValue
    steps: list[MembershipStep]
    application: str
    decision: Decision | None


@never_cache
@require_http_methods(["GET", "POST"])
def memberships(request: Request, organisation_id: UUID) -> HttpResponse:
    """Shows an organisation's memberships to its people; its own office applies and leaves."""
    organisation = queries.get_own_organisation(organisation_id, actor=request.actor)
    can_decide = policies.can_run_organisation(request.actor, organisation.id)
    fault: LandseaError | None = None
    if request.method == "POST":
        if not can_decide:
            raise NotAllowed
        try:
            messages.success(request, _act(request, organisation))
        except (Conflict, InvalidInput) as error:
            fault = error
        if fault is None:
            return redirect("members:memberships", organisation_id=organisation.public_id)
    histories = [
        History(
            membership=membership,
            steps=steps,
            application=application,
            decision=_OWN_DECISIONS.get(membership.state),
        )
        for membership, steps, application in queries.list_histories(
            organisation.id, actor=request.actor
        )
    ]
    present = {each.membership.alliance.id for each in histories if each.decision}
    return render(
        request,
        "members/memberships.html",
        {
            "organisation": organisation,
            "histories": histories,
            "can_decide": can_decide,
            "open_alliances": [each for each in queries.list_alliances() if each.id not in present],
            "fault": shown(fault) if fault else None,
            "application": request.POST.get("application", "") if fault else "",
            "chosen": request.POST.get("alliance", "") if fault else "",
            "longest_application": LONGEST_APPLICATION,
        },
        status=fault.http_status if fault else 200,
    )


def _act(request: Request, organisation: OrganisationValue) -> str:
    now = timezone.now()
    act = request.POST.get("act", "")
    if act == "apply":
        alliance = queries.get_alliance(read_id(request, "alliance"))
        apply_for_membership(
            organisation.id,
            alliance.id,
            application=request.POST.get("application", ""),
            by=request.actor,
            now=now,
        )
        return _("Your application is with the alliance's office.")
    if act not in {Decision.WITHDRAW.value, Decision.LEAVE.value}:
        raise InvalidInput(field="act", value=act[:40])
    decide(read_id(request, "membership"), Decision(act), reason="", by=request.actor, now=now)
    if act == Decision.WITHDRAW:
        return _("The application is withdrawn.")
    return _("You have left the alliance. Cards sold before still open your venues.")
