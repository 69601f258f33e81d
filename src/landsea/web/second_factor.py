"""Asks people whose role is worth an attack for a second factor, before anything else."""

from collections.abc import Callable, Iterable
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from landsea.foundation.actor import Role, RoleGrant
from landsea.foundation.requests import Request

#: They decide about other people's money, keys and data.
ROLES = frozenset({Role.OFFICE, Role.CLEARING_OFFICER})

#: Where a session notes whose second factor was shown in it.
SESSION_KEY = "second_factor_of"
#: Names of what such a person reaches without: the account's own pages, and the way out.
_OPEN = ("account", "mfa_", "sign-", "healthz")


class SecondFactorMiddleware:
    """Leads who holds such a role in a session without a second factor to prove or set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Request, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if not is_required() or not asks_second_factor(request.actor.grants):
            return None
        if has_proved(request) or _is_open(request):
            return None
        return _lead(request)


def is_required() -> bool:
    """Says whether this installation asks for second factors; the demonstration never does."""
    return settings.LANDSEA_SECOND_FACTOR and not settings.LANDSEA_DEMO


def asks_second_factor(grants: Iterable[RoleGrant]) -> bool:
    """Says whether one of the roles, held anywhere, asks for a second factor."""
    return any(grant.role in ROLES for grant in grants)


def note_proof(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Notes that a person has shown a second factor in this session, perhaps while signing in."""
    request.session[SESSION_KEY] = user.pk


def forget_proof(request: HttpRequest) -> None:
    """Notes that the second factor of this session's person is gone."""
    request.session.pop(SESSION_KEY, None)


def has_proved(request: HttpRequest) -> bool:
    """Says whether this session's person has shown a second factor in it.

    The session is asked, not the table of second factors: a session that began with a password
    alone must not gain an office's rights because its person has set one up elsewhere.
    """
    return request.user.pk is not None and request.session.get(SESSION_KEY) == request.user.pk


def _is_open(request: HttpRequest) -> bool:
    match: ResolverMatch | None = request.resolver_match
    # Programs sign in with keys of their own; no session of a person counts there.
    return request.path.startswith("/api/") or bool(
        match and match.view_name and match.view_name.startswith(_OPEN)
    )


def _lead(request: HttpRequest) -> HttpResponse:
    if is_mfa_enabled(cast(AbstractBaseUser, request.user), [Authenticator.Type.TOTP]):
        messages.info(request, _("Your role asks for the second factor here."))
        address = reverse("mfa_reauthenticate")
    else:
        messages.info(request, _("Your role asks for a second factor. Set it up first."))
        address = reverse("mfa_activate_totp")
    if request.method == "GET" and not getattr(request, "htmx", False):
        address = f"{address}?{urlencode({'next': request.get_full_path()})}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
