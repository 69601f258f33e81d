"""Keeps the demonstration's people as they are, and notes what is read on a guided tour."""

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from landsea.demo.roles import DEMO_ROLES
from landsea.demo.tour import find_state, note_view
from landsea.foundation.requests import Request

_PEOPLE = frozenset(role.email for role in DEMO_ROLES)
#: Names of addresses at which a person changes or closes the own account.
_OWN_ACCOUNT = ("account", "mfa_", "privacy-", "members:my-roles")
#: Pages that are read on the tour.
_TOUR_PAGES = frozenset({"library:detail", "cards:statement", "insight:figures"})
_WAY_OUT = frozenset({"account_logout", "account_login"})


class SharedPeopleMiddleware:
    """Lets nobody set a password for, rename or close an account that others take too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if getattr(request.user, "email", "") not in _PEOPLE or name in _WAY_OUT:
            return None
        if not name.startswith(_OWN_ACCOUNT):
            return None
        messages.info(
            request,
            _("Everybody shares this account. As a traveller you can sign up for one of your own."),
        )
        return redirect("home")


class TourMiddleware:
    """Notes that a page of the tour is read, before it is shown: its bar then says what is next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, object]
    ) -> None:
        match = request.resolver_match
        if match is None or request.method != "GET" or match.view_name not in _TOUR_PAGES:
            return
        state = find_state(request.session)
        if state is not None and state.is_open:
            shown = next((each for each in kwargs.values() if isinstance(each, UUID)), None)
            note_view(cast(Request, request), state, match.view_name, shown)
