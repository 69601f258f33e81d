"""The alliance's office decides about one member, and registers new ones."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from landsea.foundation.mail import MailNotSent
from landsea.foundation.requests import Request
from landsea.foundation.shown import shown
from landsea.kernel.errors import Conflict, InvalidInput, LandseaError, NotFound
from landsea.kernel.texts import N_
from landsea.members import queries
from landsea.members.engine.bodies import Body
from landsea.members.engine.decisions import Decision
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.models import MembershipState
from landsea.members.pages.people import act_on_invitation
from landsea.members.pages.reading import OrganisationForm, list_markets
from landsea.members.services.admission import LONGEST_APPLICATION
from landsea.members.services.deciding import decide
from landsea.members.services.organisations import register_applicant
from landsea.members.services.steps import LONGEST_REASON

#: What the office decides, by where the member stands.
_DECISIONS: Mapping[MembershipState, tuple[Decision, ...]] = {
    MembershipState.APPLIED: (Decision.ADMIT, Decision.REFUSE),
    MembershipState.ADMITTED: (Decision.SUSPEND, Decision.END),
    MembershipState.SUSPENDED: (Decision.REINSTATE, Decision.END),
    MembershipState.LEFT: (),
}
_DONE: Mapping[Decision, str] = {
    Decision.ADMIT: N_("Admitted. The venues can be put on cards now."),
    Decision.REFUSE: N_("The application is refused. The organisation reads your reason."),
    Decision.SUSPEND: N_("Suspended. Reinstating takes it back."),
    Decision.REINSTATE: N_("Reinstated. Everything is as before."),
    Decision.END: N_("The membership is ended. Cards sold before still open the venues."),
}
_INVITING = {"invite", "resend", "withdraw"}


@never_cache
@require_http_methods(["GET", "POST"])
def office_member(request: Request, slug: str, membership_id: UUID) -> HttpResponse:
    """Shows one member or applicant with its history, and what the office can decide."""
    alliance = queries.get_alliance_to_run(slug, actor=request.actor)
    membership, steps, application = queries.get_history(membership_id, actor=request.actor)
    if membership.alliance.id != alliance.id:
        raise NotFound
    fault: LandseaError | None = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, membership_id, membership.organisation.id))
        except MailNotSent as error:
            messages.warning(request, str(shown(error)))
        except (Conflict, InvalidInput) as error:
            fault = error
        if fault is None:
            return redirect(request.path)
    return render(
        request,
        "members/office_member.html",
        {
            "alliance": alliance,
            "membership": membership,
            "organisation": membership.organisation,
            "steps": steps,
            "application": application,
            "decisions": _DECISIONS[membership.state],
            "appointments": queries.find_appointments(
                membership.organisation.id, actor=request.actor
            ),
            "now": timezone.now(),
            "fault": shown(fault) if fault else None,
            "act": request.POST.get("act", "") if fault else "",
            "reason": request.POST.get("reason", "") if fault else "",
            "email": request.POST.get("email", "") if fault else "",
            "longest_reason": LONGEST_REASON,
        },
        status=fault.http_status if fault else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: Request, slug: str) -> HttpResponse:
    """Registers an organisation with its application to the alliance."""
    alliance = queries.get_alliance_to_run(slug, actor=request.actor)
    form = OrganisationForm.typed(request.POST)
    fault: LandseaError | None = None
    if request.method == "POST":
        try:
            membership_id = register_applicant(
                form.read_names(),
                form.read_kind(),
                form.read_market(),
                alliance_id=alliance.id,
                application=request.POST.get("application", ""),
                by=request.actor,
                now=timezone.now(),
            )
        except (Conflict, InvalidInput) as error:
            fault = error
        else:
            messages.success(request, _("Registered. Decide about the application here."))
            return redirect("members:office-member", slug=slug, membership_id=membership_id)
    return render(
        request,
        "members/register.html",
        {
            "alliance": alliance,
            "form": form,
            "kinds": list(OrganisationKind),
            "markets": list_markets(),
            "fault": shown(fault) if fault else None,
            "application": request.POST.get("application", ""),
            "longest_application": LONGEST_APPLICATION,
        },
        status=fault.http_status if fault else 200,
    )


def _act(request: Request, membership_id: UUID, organisation_id: int) -> str:
    act = request.POST.get("act", "")
    if act in _INVITING:
        return act_on_invitation(request, act, Body(organisation_id=organisation_id))
    if act not in set(_DONE):
        raise InvalidInput(field="act", value=act[:40])
    decision = Decision(act)
    decide(
        membership_id,
        decision,
        reason=request.POST.get("reason", ""),
        by=request.actor,
        now=timezone.now(),
    )
    return _(_DONE[decision])
