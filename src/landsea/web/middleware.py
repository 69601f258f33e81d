"""What each request passes through: its id, who acts, and errors shown as sentences."""

import re
from collections.abc import Callable
from typing import cast
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.requests import Request, find_visitor_subject
from landsea.kernel.errors import LandseaError
from landsea.members import queries as members
from landsea.web import errors
from landsea.web.api_edge import PATH
from landsea.web.logs import current_request_id

GetResponse = Callable[[HttpRequest], HttpResponse]

_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestIdMiddleware:
    """Gives each request an id, taking over a sound one from a proxy, and answers with it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        cast(Request, request).request_id = request_id
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


class ActorMiddleware:
    """Sets `request.actor`: a person with roles, or a visitor with the subject of the session."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast(Request, request)
        asked.actor = actor_of(asked)
        return self.get_response(request)


class ErrorMiddleware:
    """Shows an error that a page let through as a page of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.error_page(request, error) if isinstance(error, LandseaError) else None


def actor_of(request: Request) -> Actor:
    """Returns who acts in a request; the interface for programs knows no session, only keys."""
    if request.path.startswith(PATH):
        return Actor(request_id=request.request_id)
    user = request.user
    if not user.is_authenticated:
        return Actor(subject=find_visitor_subject(request), request_id=request.request_id)
    return Actor(
        kind=ActorKind.PERSON,
        subject=user.subject,
        user_id=user.pk,
        grants=members.list_grants_of(user.pk),
        request_id=request.request_id,
    )
