"""Everything that can go wrong in the JSON interface, answered as problem details."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from landsea.foundation import rates
from landsea.foundation.api.problems import (
    BadRequest,
    BodyTooLarge,
    NotAuthenticated,
    ServerFault,
    problem,
    problem_of,
)
from landsea.kernel.errors import LandseaError, NotFound
from landsea.web import api_limits

logger = logging.getLogger(__name__)


def answer_errors(api: NinjaAPI) -> None:
    """Lets an interface answer its errors as problem details."""
    api.exception_handler(LandseaError)(landsea_error)
    api.exception_handler(NotAuthenticated)(not_authenticated)
    api.exception_handler(AuthenticationError)(not_authenticated)
    api.exception_handler(Throttled)(throttled)
    api.exception_handler(HttpError)(unreadable)
    api.exception_handler(ValidationError)(invalid)
    api.exception_handler(SuspiciousOperation)(suspicious)
    api.exception_handler(Http404)(nothing_here)
    api.exception_handler(Exception)(server_fault)


def landsea_error(request: HttpRequest, error: LandseaError) -> HttpResponse:
    return problem_of(error)


def not_authenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    # Who tries keys is counted by address, as who has none.
    if api_limits.count(request, rates.address_caller(request)).is_over:
        return api_limits.refuse(request)
    response = problem_of(NotAuthenticated())
    response["WWW-Authenticate"] = "Bearer"
    return response


def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    return api_limits.refuse(request)


def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    # What the parser raised comes wrapped.
    cause = error.__cause__
    return problem_of(cause if isinstance(cause, LandseaError) else BadRequest())


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [{"field": _field(fault["loc"]), "fault": fault["msg"]} for fault in error.errors]
    detail = "; ".join(f"{fault['field']}: {fault['fault']}" for fault in faults)
    return problem(422, "invalid-input", _("Some fields can't be used."), detail, faults=faults)


def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return problem_of(BodyTooLarge(limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
    return problem_of(BadRequest())


def nothing_here(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_of(NotFound())


def server_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("unhandled", exc_info=error)
    return problem_of(ServerFault(request_id=getattr(request, "request_id", "")))


def _field(place: Sequence[object]) -> str:
    """Returns where a field stands; the endpoint's own name for the body is left out."""
    source, *names = place
    return ".".join(str(name) for name in (source, *(names[1:] if source == "body" else names)))
