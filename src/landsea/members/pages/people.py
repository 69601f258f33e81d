"""People of an organisation or of an alliance's office: who has which role, and who is invited."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from landsea.foundation.actor import Role
from landsea.foundation.mail import MailNotSent
from landsea.foundation.requests import Request
from landsea.foundation.shown import shown
from landsea.kernel.errors import Conflict, InvalidInput, LandseaError, NotAllowed, NotFound
from landsea.members import policies, queries
from landsea.members.engine.bodies import Body
from landsea.members.pages.reading import read_role, site_of
from landsea.members.services.invitations import invite, resend_invitation, withdraw_invitation
from landsea.members.services.people import give_up_role, withdraw_role

Context = dict[str, object]


@never_cache
@require_http_methods(["GET", "POST"])
def people(request: Request, organisation_id: UUID) -> HttpResponse:
    """Lists an organisation's people to its own office, which invites others and takes roles."""
    organisation = queries.get_own_organisation(
        organisation_id, actor=request.actor, is_for_office=True
    )
    return _page(
        request,
        Body(organisation_id=organisation.id),
        {
            "organisation": organisation,
            "names": organisation.names,
            "roles_here": policies.ORGANISATION_ROLES,
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
def office_people(request: Request, slug: str) -> HttpResponse:
    """Lists the people of an alliance's office to it."""
    alliance = queries.get_alliance_to_run(slug, actor=request.actor)
    return _page(
        request,
        Body(alliance_id=alliance.id),
        {"alliance": alliance, "names": alliance.names, "roles_here": policies.ALLIANCE_ROLES},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def my_roles(request: Request) -> HttpResponse:
    """Lists one's own roles, each with a way to give it up."""
    if request.actor.user_id is None:
        raise NotAllowed
    fault = None
    if request.method == "POST":
        try:
            give_up_role(read_id(request, "role"), by=request.actor, now=timezone.now())
        except Conflict as error:
            fault = error
        else:
            messages.success(request, _("You have given the role up."))
            return redirect("members:my-roles")
    return render(
        request,
        "members/my_roles.html",
        {
            "held": queries.list_my_roles(request.actor),
            "fault": shown(fault) if fault else None,
        },
        status=fault.http_status if fault else 200,
    )


def read_id(request: Request, field: str) -> UUID:
    """Returns the id that a form sends; what is none is not there."""
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError as error:
        raise NotFound from error


def act_on_invitation(request: Request, act: str, body: Body) -> str:
    """Invites, sends again or takes back, as a form asks; returns what to say of it."""
    now = timezone.now()
    if act == "invite":
        address = request.POST.get("email", "")
        role = read_role(request.POST.get("role", ""))
        invite(address, role, body, site=site_of(request), by=request.actor, now=now)
        return _("The invitation is on its way.")
    if act == "resend":
        resend_invitation(
            read_id(request, "invitation"), site=site_of(request), by=request.actor, now=now
        )
        return _("The invitation was sent again. Its old link opens nothing.")
    if act == "withdraw":
        withdraw_invitation(read_id(request, "invitation"), by=request.actor, now=now)
        return _("The invitation is taken back. Its link opens nothing.")
    raise InvalidInput(field="act", value=act[:40])


def _page(request: Request, body: Body, context: Context) -> HttpResponse:
    fault: LandseaError | None = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, body))
        except MailNotSent as error:
            # The invitation is there; only the mail is not.
            messages.warning(request, str(shown(error)))
        except (Conflict, InvalidInput) as error:
            fault = error
        if fault is None:
            return redirect(request.path)
    wanted = request.POST.get("role", "")
    return render(
        request,
        "members/people.html",
        context
        | {
            "people": queries.list_people(body, actor=request.actor),
            "invitations": queries.list_invitations(body, actor=request.actor),
            "now": timezone.now(),
            "fault": shown(fault) if fault else None,
            "email": request.POST.get("email", "") if fault else "",
            "role": wanted if fault and wanted in set(Role) else "",
        },
        status=fault.http_status if fault else 200,
    )


def _act(request: Request, body: Body) -> str:
    act = request.POST.get("act", "")
    if act == "withdraw-role":
        withdraw_role(read_id(request, "assignment"), by=request.actor, now=timezone.now())
        return _("The role is withdrawn, from now on.")
    return act_on_invitation(request, act, body)
