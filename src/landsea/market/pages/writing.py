"""Market agents see all listings of their organisation, and write and edit them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from landsea.foundation.faults import InvalidFields
from landsea.foundation.requests import Request
from landsea.foundation.shown import shown
from landsea.kernel.errors import Conflict, InvalidInput, LandseaError, NotAllowed
from landsea.kernel.texts import LANGUAGES
from landsea.market import policies, queries
from landsea.market.engine.labels import KIND_LABELS, SIDE_LABELS
from landsea.market.engine.listing_input import (
    LONGEST_ADDRESS,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    ListingInput,
)
from landsea.market.errors import NotOfferingHere
from landsea.market.pages.reading import (
    faults_by_field,
    input_of,
    list_markets,
    list_texts,
    new_input,
    read_form,
    with_others,
)
from landsea.market.services.listings import edit_listing, write_listing
from landsea.members import queries as members
from landsea.members.queries import OrganisationValue

Context = dict[str, object]


@never_cache
@require_GET
def own(request: Request, organisation_id: UUID) -> HttpResponse:
    """Lists an organisation's listings to those who write them."""
    organisation = _organisation(request, organisation_id)
    found = queries.list_own(organisation.id, actor=request.actor, now=timezone.now())
    return render(request, "market/own.html", {"organisation": organisation, "listings": found})


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: Request, organisation_id: UUID) -> HttpResponse:
    """Writes a new listing, as a draft."""
    organisation = _organisation(request, organisation_id)
    now = timezone.now()
    _own, alliances = queries.list_places_to_offer(organisation.id, now=now)
    chosen = request.POST.get("alliance", "")
    context: Context = {
        "organisation": organisation,
        "alliances": alliances,
        "chosen": chosen,
    }
    if request.method != "POST":
        return _form(request, new_input(now.date(), organisation.market), context)
    given = read_form(request.POST)

    def act() -> UUID:
        alliance = next((each for each in alliances if each.slug == chosen), None)
        if alliance is None:
            raise NotOfferingHere
        return write_listing(
            given,
            organisation_id=organisation.id,
            alliance_id=alliance.id,
            by=request.actor,
            now=now,
        )

    return _answer(request, given, context, act)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Request, listing_id: UUID) -> HttpResponse:
    """Changes what a listing says."""
    now = timezone.now()
    listing = queries.get_listing(listing_id, actor=request.actor, now=now)
    if not policies.can_write_listings_of(request.actor, listing.organisation.id):
        raise NotAllowed
    context: Context = {"organisation": listing.organisation, "listing": listing}
    if request.method != "POST":
        return _form(request, input_of(listing), context)
    given = with_others(read_form(request.POST), listing)

    def act() -> UUID:
        edit_listing(listing_id, given, by=request.actor, now=now)
        return listing_id

    return _answer(request, given, context, act)


def _organisation(request: Request, organisation_id: UUID) -> OrganisationValue:
    """Returns the organisation whose listings are written: there is none for those of others."""
    organisation = members.get_own_organisation(organisation_id, actor=request.actor)
    if not policies.can_write_listings_of(request.actor, organisation.id):
        raise NotAllowed
    return organisation


def _answer(
    request: Request, given: ListingInput, context: Context, act: Callable[[], UUID]
) -> HttpResponse:
    """Acts and leads to the listing, or shows the form as it was typed with what is wrong."""
    try:
        listing_id = act()
    except (Conflict, InvalidInput) as error:
        return _form(request, given, context, fault=error)
    messages.success(request, _("Saved."))
    return redirect("market:listing", listing_id=listing_id)


def _form(
    request: Request, given: ListingInput, context: Context, *, fault: LandseaError | None = None
) -> HttpResponse:
    return render(
        request,
        "market/form.html",
        context
        | {
            "given": given,
            "texts": list_texts(given),
            "kinds": KIND_LABELS.items(),
            "sides": SIDE_LABELS.items(),
            "tongues": [(tag, tag in given.languages) for tag in LANGUAGES],
            "markets": list_markets(given),
            "fault": shown(fault) if fault else None,
            "faults": faults_by_field(fault) if isinstance(fault, InvalidFields) else {},
            "longest": {
                "title": LONGEST_TITLE,
                "text": LONGEST_TEXT,
                "place": LONGEST_PLACE,
                "address": LONGEST_ADDRESS,
            },
        },
        status=fault.http_status if fault else 200,
    )
