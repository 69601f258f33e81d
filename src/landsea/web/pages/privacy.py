"""What is held about whoever asks, and how to be forgotten."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from landsea.foundation import formats
from landsea.foundation.erasing import erase_person
from landsea.foundation.personal_data import (
    Holding,
    Person,
    Row,
    list_holdings,
    person_of,
    write_export,
)
from landsea.foundation.requests import Request
from landsea.foundation.shown import ShownError, shown
from landsea.kernel.errors import LandseaError

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

#: Rows of each kind that the page shows; the file has all.
SHOWN_ROWS = 20
_FILE_NAME = "my-data.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of rows as the page shows it."""

    holding: Holding
    #: Names and values of each row; names are those of the file.
    rows: list[list[tuple[str, str]]]
    has_more: bool


def _has_account(request: HttpRequest) -> bool:
    return request.user.is_authenticated


#: Asks who has an account for the password or a code, if the last time is long ago.
_shown_to_be_oneself: Callable[[View], View] = reauthentication_required(enabled=_has_account)


@never_cache
@require_GET
def my_data(request: Request) -> HttpResponse:
    """Shows what is held about the reader, with what becomes of it."""
    return render(request, "web/privacy_data.html", {"parts": _parts(_reader(request))})


@never_cache
@require_GET
@_shown_to_be_oneself
def my_data_file(request: Request) -> StreamingHttpResponse:
    """Gives all of it as a file for programs."""
    return StreamingHttpResponse(
        write_export(_reader(request), now=timezone.now()),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{_FILE_NAME}"'},
    )


@never_cache
@require_http_methods(["GET", "POST"])
@_shown_to_be_oneself
def close(request: Request) -> HttpResponse:
    """Says what goes and what stays, and erases the reader."""
    person = _reader(request)
    is_asked = request.method == "POST" and person.is_known
    is_unsure = is_asked and not request.POST.get("sure")
    fault: ShownError | None = None
    if is_asked and not is_unsure:
        try:
            erase_person(person, by=request.actor, now=timezone.now())
        except LandseaError as error:
            fault = shown(error)
        else:
            # Empties the session, too.
            logout(request)
            messages.success(request, _("It is done: you are not known here any more."))
            return redirect("home")
    return render(
        request,
        "web/privacy_close.html",
        {"parts": _parts(person), "fault": fault, "is_unsure": is_unsure},
        status=409 if fault else 422 if is_unsure else 200,
    )


def _reader(request: Request) -> Person:
    return person_of(request.user, request.actor.subject)


def _parts(person: Person) -> list[Part]:
    if not person.is_known:
        return []
    found = (_part(holding, holding.find(person)) for holding in list_holdings())
    return [part for part in found if part.rows]


def _part(holding: Holding, rows: Iterable[Row]) -> Part:
    first = list(islice(rows, SHOWN_ROWS + 1))
    return Part(
        holding=holding,
        rows=[[(name, _told(value)) for name, value in row.items()] for row in first[:SHOWN_ROWS]],
        has_more=len(first) > SHOWN_ROWS,
    )


def _told(value: object) -> str:
    """Returns a value in a few words: a list by how long it is, the file has what is in it."""
    language = get_language() or "en"
    if isinstance(value, datetime):
        return formats.instant(value, language)
    if isinstance(value, date):
        return formats.day_long(value, language)
    if isinstance(value, list):
        return formats.number(len(value), language)
    if value is None or value == "":
        return "–"
    return str(value) if isinstance(value, UUID | str | int) else ""
