"""The front page, and where the data comes from."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from landsea.cards import queries as cards
from landsea.foundation.requests import Request
from landsea.insight import queries as insight
from landsea.library import queries as library


@require_GET
def home(request: Request) -> HttpResponse:
    """Shows what there is, with live counts."""
    found = library.list_places(limit=6)
    return render(
        request,
        "web/home.html",
        {
            "counts": {
                "places": found.total,
                "venues": cards.count_venues(),
                "admissions": insight.count_card_admissions(),
            },
            "featured": found.places,
        },
    )


@require_GET
def about(request: Request) -> HttpResponse:
    """Says which sources and licences stand behind the data, and how exact positions are."""
    return render(
        request,
        "web/about.html",
        {"sources": library.list_sources(), "datasets": insight.list_datasets()},
    )
