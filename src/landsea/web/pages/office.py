"""The office's home: what waits for a decision, and the members of the alliance."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from landsea.foundation import outbox, tasks
from landsea.foundation.actor import Role
from landsea.foundation.requests import Request
from landsea.kernel.errors import NotAllowed
from landsea.members import queries as members
from landsea.members.engine.bodies import Body

#: Work that failed longer ago waits for nobody any more.
_FAILED_SINCE = timedelta(days=14)


@never_cache
@require_GET
def offices(request: Request) -> HttpResponse:
    """Leads to the office's home, or lists the alliances of somebody who runs several."""
    found = members.list_alliances_by_ids(request.actor.alliance_ids(Role.OFFICE))
    alliances = sorted(found.values(), key=lambda each: each.slug)
    if not alliances:
        raise NotAllowed
    if len(alliances) == 1:
        return redirect("office", slug=alliances[0].slug)
    applied = members.count_applications(found, actor=request.actor)
    return render(
        request,
        "web/offices.html",
        {"alliances": [(each, applied.get(each.id, 0)) for each in alliances]},
    )


@never_cache
@require_GET
def office(request: Request, slug: str) -> HttpResponse:
    """Shows what waits for a decision in an alliance, and its members."""
    alliance = members.get_alliance_to_run(slug, actor=request.actor)
    actor, now = request.actor, timezone.now()
    found = members.list_memberships_in(
        alliance.id,
        members.MembershipState.APPLIED,
        members.MembershipState.ADMITTED,
        members.MembershipState.SUSPENDED,
        actor=actor,
    )
    without_office = members.list_organisations_without_office(
        each.organisation.id for each in found
    )
    colleagues = members.list_subjects(Body(alliance_id=alliance.id), actor=actor)
    invited = members.count_open_invitations(alliance_ids=[alliance.id], actor=actor, now=now)
    return render(
        request,
        "web/office.html",
        {
            "alliance": alliance,
            "applications": [
                each for each in found if each.state is members.MembershipState.APPLIED
            ],
            "suspended": [
                each for each in found if each.state is members.MembershipState.SUSPENDED
            ],
            "members": [
                (each, each.organisation.id in without_office)
                for each in found
                if each.state is not members.MembershipState.APPLIED
            ],
            "invitation_count": invited.alliances.get(alliance.id, 0),
            "people_count": len(colleagues),
            "failed": tasks.list_failed(by=actor, colleagues=colleagues, since=now - _FAILED_SINCE),
            "is_overdue": outbox.has_overdue(now=now),
        },
    )
