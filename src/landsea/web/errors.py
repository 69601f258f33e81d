"""Errors as pages, in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from landsea.foundation.shown import shown
from landsea.kernel.errors import LandseaError


def error_page(request: HttpRequest, error: LandseaError) -> HttpResponse:
    """Returns a page that says what happened and what to do."""
    return render(request, "web/error.html", {"error": shown(error)}, status=error.http_status)
