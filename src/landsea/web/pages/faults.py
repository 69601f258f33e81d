"""Django's own refusals, shown like ours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from landsea.kernel.errors import NotFound
from landsea.web.api import landsea_error


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        # A program reads this answer: it takes no page.
        return landsea_error(request, NotFound())
    return render(request, "404.html", status=404)
