"""An alliance as everybody sees it."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from landsea.foundation.requests import Request
from landsea.members import queries


@require_GET
def alliance(request: Request, slug: str) -> HttpResponse:
    """Lists an alliance's members by kind."""
    found = queries.get_alliance_by_slug(slug)
    members = sorted(
        queries.list_admitted_to(found.id),
        key=lambda each: (each.organisation.kind, str(each.organisation.names).casefold()),
    )
    kinds = [
        (kind, list(group)) for kind, group in groupby(members, lambda each: each.organisation.kind)
    ]
    return render(
        request,
        "members/alliance.html",
        {"alliance": found, "kinds": kinds, "total": len(members)},
    )
