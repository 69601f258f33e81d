"""From one admission to everything that came of it, and to what it came from."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from landsea.cards import queries as cards
from landsea.foundation.requests import Request
from landsea.insight import queries as insight
from landsea.trips import queries as trips


@never_cache
@require_GET
def recent(request: Request) -> HttpResponse:
    """Lists the latest admissions of the office's programmes, each with its trace."""
    return render(request, "web/traces.html", {"admissions": cards.list_traceable(request.actor)})


@never_cache
@require_GET
def trace(request: Request, admission_id: UUID) -> HttpResponse:
    """Links the stop, the card, the scan, the posting, the fact and the figure."""
    found = cards.get_trace(admission_id, actor=request.actor)
    return render(
        request,
        "web/trace.html",
        {
            "trace": found,
            "stops": trips.list_stops_at(
                found.venue_pk, trip=found.trip, traveller=found.holder_subject
            ),
            "fact": insight.find_fact_of_admission(admission_id, actor=request.actor),
        },
    )
