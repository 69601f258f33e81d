"""The JSON interface: mounts the modules' routers and answers errors as problem details."""

import json

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from landsea import __version__
from landsea.cards.http import router as gate
from landsea.foundation.shown import shown
from landsea.kernel.errors import LandseaError

api = NinjaAPI(
    title="Landsea",
    version=__version__,
    description="The interface of a destination alliance's market system.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/gate", gate)


def problem(status: int, code: str, title: str, detail: str, **more: object) -> HttpResponse:
    """Returns an error as problem details (RFC 9457)."""
    body = {"type": f"urn:landsea:{code}", "title": title, "status": status, "detail": detail}
    return HttpResponse(
        json.dumps(body | more, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
    )


@api.exception_handler(LandseaError)
def landsea_error(request: HttpRequest, error: LandseaError) -> HttpResponse:
    words = shown(error)
    return problem(error.http_status, error.code, words.message, words.mend)


@api.exception_handler(AuthenticationError)
def not_authenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = problem(
        401,
        "not-authenticated",
        "No valid key was sent.",
        "Send it as “Authorization: Bearer KEY”; it is shown when a device is enrolled.",
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "bad-request", "The request can't be read.", str(error))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        {"field": ".".join(str(part) for part in fault["loc"]), "fault": fault["msg"]}
        for fault in error.errors
    ]
    detail = "; ".join(f"{fault['field']}: {fault['fault']}" for fault in faults)
    return problem(422, "invalid-input", "The request can't be read.", detail, faults=faults)
