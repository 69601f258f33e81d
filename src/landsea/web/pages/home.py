"""The front page, and where the data comes from."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from landsea.cards import queries as cards
from landsea.foundation.requests import Request
from landsea.insight import queries as insight
from landsea.kernel.geo import Precision
from landsea.kernel.texts import N_
from landsea.library import queries as library

_PRECISIONS = {
    Precision.EXACT.value: N_("exact"),
    Precision.ROUNDED.value: N_("rounded by its source"),
    Precision.DISTRICT.value: N_("area only"),
    "": N_("not known"),
}
#: So many events are shown on the front page.
_WHATS_ON = 4


@require_GET
def home(request: Request) -> HttpResponse:
    """Shows what there is, with live counts."""
    return render(
        request,
        "web/home.html",
        {
            "counts": {
                "places": library.count_public(),
                "venues": cards.count_venues(),
                "admissions": insight.count_card_admissions(),
            },
            "featured": library.list_featured(limit=6, language=get_language() or "en"),
            "whats_on": library.list_whats_on(timezone.localdate(), limit=_WHATS_ON),
        },
    )


@require_GET
def about(request: Request) -> HttpResponse:
    """Says which sources and licences stand behind the data, and how exact positions are."""
    holdings = library.count_holdings()
    return render(
        request,
        "web/about.html",
        {
            "holdings": holdings,
            "precisions": [
                (label, holdings.positions.get(precision, 0))
                for precision, label in _PRECISIONS.items()
            ],
            "sources": library.list_sources(),
            "calendar_sources": library.list_calendar_sources(),
            "datasets": insight.list_datasets(),
        },
    )
