"""Errors of the JSON interface as problem details (RFC 9457)."""

import json
from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from landsea.foundation.api.schemas import like
from landsea.foundation.faults import InvalidFields
from landsea.foundation.shown import shown
from landsea.kernel.errors import LandseaError
from landsea.kernel.texts import N_

MEDIA_TYPE = "application/problem+json"


class BadRequest(LandseaError):
    """The request's text is not what it says it is."""

    code = "bad-request"
    http_status = 400
    message = N_("The request can't be read.")
    mend = N_("Send JSON in UTF-8 (RFC 8259).")


class NotAuthenticated(LandseaError):
    """No key, or one that is not known, revoked or over."""

    code = "not-authenticated"
    http_status = 401
    message = N_("No valid key was sent.")
    mend = N_("Send a key that is in force as “Authorization: Bearer KEY”.")


class ScopeMissing(LandseaError):
    """The key is valid, and not for this."""

    code = "scope-missing"
    http_status = 403
    message = N_("This key may not do this.")
    mend = N_("Use a key with the scope {scope}; your organisation's office makes it.")


class MethodNotAllowed(LandseaError):
    """The address is there, and this is not done with it."""

    code = "method-not-allowed"
    http_status = 405
    message = N_("This address does not take the method {method}.")
    mend = N_("Use one of these: {allowed}.")


class WrongMediaType(LandseaError):
    """The body is not JSON."""

    code = "wrong-media-type"
    http_status = 415
    message = N_("Only JSON is read here.")
    mend = N_("Send JSON with “Content-Type: application/json”.")


class BodyTooLarge(LandseaError):
    """The body is longer than is read."""

    code = "body-too-large"
    http_status = 413
    message = N_("This is longer than the {limit} bytes that are read.")
    mend = N_("Send less in one request.")


class ServerFault(LandseaError):
    """A fault of ours; its inside is in the log, under the request's id."""

    code = "server-fault"
    message = N_("Something went wrong here.")
    mend = N_("Try again; if it stays so, tell the alliance's office this id: {request_id}.")


_FAULT = {"field": "query.limit", "fault": "Input should be less than or equal to 200"}
_PROBLEM = {
    "type": "urn:landsea:invalid-input",
    "title": "Some fields can't be used.",
    "status": 422,
    "detail": "query.limit: Input should be less than or equal to 200",
    "faults": [_FAULT],
}


class Fault(BaseModel):
    """One field that can't be used."""

    model_config = like(_FAULT)

    field: str = Field(description="Where it stands in the request.")
    fault: str = Field(description="What is wrong with it, and how to mend it.")


class Problem(BaseModel):
    """Why a request was not answered, for programs and for people (RFC 9457)."""

    model_config = like(_PROBLEM)

    type: str = Field(description="What is wrong, as a word for programs; it never changes.")
    title: str = Field(description="What is wrong, in the language that was asked for.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="How to mend it, in the language that was asked for.")
    faults: list[Fault] | None = Field(None, description="Fields that can't be used.")


def problem(status: int, code: str, title: str, detail: str, **more: object) -> HttpResponse:
    """Returns an error as an answer."""
    body: Mapping[str, object] = {
        "type": f"urn:landsea:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        **more,
    }
    # What was sent may stand in it, half a character too: that is written as a question mark.
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE)


def problem_of(error: LandseaError) -> HttpResponse:
    """Returns an error as an answer in the language of the request."""
    words = shown(error)
    more = {"faults": _faults(error)} if isinstance(error, InvalidFields) else {}
    return problem(error.http_status, error.code, words.message, words.mend, **more)


def _faults(error: InvalidFields) -> list[dict[str, str]]:
    return [
        {
            "field": each.field,
            "fault": f"{_(each.what)} {_(each.mend).format(**dict(each.params))}",
        }
        for each in error.faults
    ]
