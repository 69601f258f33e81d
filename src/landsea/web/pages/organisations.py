"""The public list of organisations, and one of them with its places and listings."""

import re
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from landsea.foundation.requests import Request
from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import canonical_tag
from landsea.library import queries as library
from landsea.market import queries as market
from landsea.members import queries as members
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.engine.schema_org import describe_organisation
from landsea.members.queries.directory import LONGEST_QUERY

_NUMBER = re.compile(r"\d{1,6}")
#: Places of one organisation on its page.
_PLACES = 200


@require_GET
def organisations(request: Request) -> HttpResponse:
    """Lists organisations by name, kind, market and alliance."""
    wanted = _read_filter(request)
    given = request.GET.get("from", "")
    page = members.list_directory(wanted, offset=int(given) if _NUMBER.fullmatch(given) else 0)
    alliances = {each.slug: each for each in members.list_alliances()}
    return render(
        request,
        "web/organisations.html",
        {
            "page": page,
            "wanted": wanted,
            "is_narrowed": wanted != members.OrganisationFilter(),
            "alliances": [(alliances[slug], count) for slug, count in page.alliances.items()],
            "longest_query": LONGEST_QUERY,
            "next_address": _address(request, page.next_offset),
            "previous_address": _address(request, page.previous_offset),
        },
    )


@require_GET
def organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Shows one organisation: what it is, where it belongs, its places and its listings."""
    found = members.get_organisation(organisation_id)
    memberships = members.list_admitted([found.id]).get(found.id, [])
    return render(
        request,
        "web/organisation.html",
        {
            "organisation": found,
            "memberships": memberships,
            "places": library.list_owned_places(found.id, actor=request.actor, limit=_PLACES),
            "described": describe_organisation(
                found.names,
                found.kind,
                market=found.market,
                alliances=[each.alliance.names for each in memberships],
                language=canonical_tag(get_language() or "en"),
                address=request.build_absolute_uri(request.path),
            ),
            "listings": market.list_open_of(found.id, now=timezone.now()),
            "may_edit": members.may_edit_organisation(found.id, actor=request.actor),
        },
    )


def _read_filter(request: Request) -> members.OrganisationFilter:
    kind = request.GET.get("kind", "")
    try:
        chosen = OrganisationKind(kind) if kind else None
    except ValueError as error:
        raise InvalidInput(field="kind", value=kind[:100]) from error
    return members.OrganisationFilter(
        query=request.GET.get("q", "").strip()[:LONGEST_QUERY],
        kind=chosen,
        market=request.GET.get("market", ""),
        alliance=request.GET.get("alliance", ""),
    )


def _address(request: Request, offset: int | None) -> str:
    if offset is None:
        return ""
    query = {key: value for key, value in request.GET.items() if key != "from" and value}
    return f"{request.path}?{urlencode(query | ({'from': str(offset)} if offset else {}))}"
