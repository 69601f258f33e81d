"""What is open on the market, and one listing with what can be done with it."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from landsea.foundation.requests import Request
from landsea.foundation.shown import shown
from landsea.kernel.errors import Conflict, InvalidInput, LandseaError
from landsea.kernel.texts import N_
from landsea.market import policies, queries
from landsea.market.engine.labels import KIND_LABELS, SIDE_LABELS
from landsea.market.engine.listings import Act, list_acts
from landsea.market.pages.reading import address_of, read_filter, read_offset
from landsea.market.services.steps import LONGEST_REASON, take_step
from landsea.members import queries as members

_DONE: Mapping[Act, str] = {
    Act.PUBLISH: N_("Published. Everybody sees it in its period."),
    Act.CLOSE: N_("Closed. It is in no list any more."),
    Act.WITHDRAW: N_("Withdrawn. Only your organisation sees it."),
    Act.TAKE_DOWN: N_("Taken down. The organisation reads your reason."),
    Act.PUT_BACK: N_("Put back. Everybody sees it again."),
}


@require_GET
def listings(request: Request) -> HttpResponse:
    """Lists what is offered and wanted, by kind, side, alliance, market and words."""
    wanted = read_filter(request)
    page = queries.list_open(wanted, now=timezone.now(), offset=read_offset(request))
    own = members.list_organisations_by_ids(policies.list_own_organisations(request.actor))
    return render(
        request,
        "market/list.html",
        {
            "wanted": wanted,
            "is_narrowed": wanted != queries.ListingFilter(),
            "page": page,
            "kinds": KIND_LABELS.items(),
            "sides": SIDE_LABELS.items(),
            "longest_query": queries.LONGEST_QUERY,
            "next_address": address_of(request, page.next_offset),
            "previous_address": address_of(request, page.previous_offset),
            "own": sorted(own.values(), key=lambda each: each.slug),
        },
    )


@require_http_methods(["GET", "POST"])
def listing(request: Request, listing_id: UUID) -> HttpResponse:
    """Shows one listing; its writers and the alliance's office decide about it here."""
    fault: LandseaError | None = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, listing_id))
        except (Conflict, InvalidInput) as error:
            fault = error
        if fault is None:
            return redirect(request.path)
    found = queries.get_listing(listing_id, actor=request.actor, now=timezone.now())
    is_writer = policies.can_write_listings_of(request.actor, found.organisation.id)
    is_office = policies.can_take_down(request.actor, found.alliance.id)
    return render(
        request,
        "market/detail.html",
        {
            "listing": found,
            "is_writer": is_writer,
            "acts": [
                act
                for act in list_acts(found.state)
                if (is_office if act.is_offices else is_writer)
            ],
            "fault": shown(fault) if fault else None,
            "reason": request.POST.get("reason", "") if fault else "",
            "longest_reason": LONGEST_REASON,
        },
        status=fault.http_status if fault else 200,
    )


def _act(request: Request, listing_id: UUID) -> str:
    sent = request.POST.get("act", "")
    # Whoever does not see it is told so, whatever was sent.
    queries.get_listing(listing_id, actor=request.actor, now=timezone.now())
    if sent not in set(Act):
        raise InvalidInput(field="act", value=sent[:40])
    act = Act(sent)
    take_step(
        listing_id,
        act,
        reason=request.POST.get("reason", ""),
        by=request.actor,
        now=timezone.now(),
    )
    return _(_DONE[act])
