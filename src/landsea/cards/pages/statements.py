"""Statements of members."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from landsea.cards import queries
from landsea.foundation.actor import Role
from landsea.foundation.requests import Request
from landsea.kernel.errors import NotAllowed


@never_cache
@require_GET
def statements(request: Request) -> HttpResponse:
    """Lists the organisations whose statement the reader may open."""
    if not request.actor.grants:
        raise NotAllowed
    return render(
        request,
        "cards/statements.html",
        {"organisations": queries.list_statement_holders(request.actor)},
    )


@never_cache
@require_GET
def statement(request: Request, organisation_id: UUID) -> HttpResponse:
    """Shows one organisation's statements."""
    found = queries.list_statements(organisation_id, actor=request.actor)
    return render(
        request,
        "cards/statement.html",
        {
            "organisation": found[0].organisation,
            "statements": found,
            "can_trace": bool(request.actor.alliance_ids(Role.OFFICE)),
        },
    )
