"""Django's own refusals, shown like ours."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

from landsea.foundation.api.problems import BadRequest, ServerFault, problem_of
from landsea.kernel.errors import LandseaError, NotAllowed, NotFound
from landsea.web.api_edge import PATH
from landsea.web.guards import too_large


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return _told(request, BadRequest()) or render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _told(request, NotAllowed()) or render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _told(request, NotFound()) or render(request, "404.html", status=404)


def server_fault(request: HttpRequest) -> HttpResponse:
    error = ServerFault(request_id=getattr(request, "request_id", ""))
    return _told(request, error) or server_error(request)


def _told(request: HttpRequest, error: LandseaError) -> HttpResponse | None:
    """Returns the answer for a program, which takes no page; None for a reader."""
    return problem_of(error) if request.path.startswith(PATH) else None
