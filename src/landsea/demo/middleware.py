"""Keeps the demonstration's people as they are: every visitor shares them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from landsea.demo.roles import DEMO_ROLES

_PEOPLE = frozenset(role.email for role in DEMO_ROLES)
#: Names of addresses at which a person changes or closes the own account.
_OWN_ACCOUNT = ("account", "mfa_", "privacy-", "members:my-roles")
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
