"""What follows when somebody signs in or changes how he or she does."""

from typing import TYPE_CHECKING

from allauth.account import signals as account
from allauth.mfa import signals as second_factors
from allauth.mfa.models import Authenticator
from django.dispatch import Signal, receiver
from django.http import HttpRequest
from django.utils import timezone

from landsea.foundation import subjects
from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.profiles import record_change_of_account
from landsea.foundation.requests import find_visitor_subject, forget_visitor_subject
from landsea.members import queries as members
from landsea.web.second_factor import forget_proof, note_proof

if TYPE_CHECKING:
    from landsea.foundation.models import User

#: What the change log calls a change of how somebody signs in.
_ACTIONS: dict[Signal, str] = {
    account.password_changed: "change-password",
    account.password_set: "set-password",
    account.password_reset: "reset-password",
    account.email_changed: "change-email",
    second_factors.authenticator_added: "add-second-factor",
    second_factors.authenticator_removed: "remove-second-factor",
    second_factors.authenticator_reset: "renew-recovery-codes",
}


@receiver(account.user_logged_in)
def bring_along(sender: object, request: HttpRequest, user: "User", **_: object) -> None:
    """Gives the account what its person did in this browser before signing in.

    Only now: an address is confirmed, a second factor is shown. The account keeps its own subject
    and the session forgets its one, so no session that knew the old subject sees the account's.
    """
    before = find_visitor_subject(request)
    if before is not None:
        subjects.take_over(before, user.subject, by=_actor(request, user), now=timezone.now())
        forget_visitor_subject(request)


@receiver(second_factors.authenticator_used)
def note_use(sender: object, request: HttpRequest, user: "User", **_: object) -> None:
    """Remembers a second factor that is shown while signing in, until the person is in."""
    note_proof(request, user)


@receiver(second_factors.authenticator_added)
def note_set_up(
    sender: object, request: HttpRequest, user: "User", authenticator: Authenticator, **_: object
) -> None:
    """Counts setting a second factor up as showing it: its first code was right."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_proof(request, user)


@receiver(second_factors.authenticator_removed)
def note_removal(sender: object, request: HttpRequest, **_: object) -> None:
    """Lets the session ask again after the second factor was turned off."""
    forget_proof(request)


def log_change(
    sender: object, request: HttpRequest, user: "User", signal: Signal, **details: object
) -> None:
    """Writes into the change log that somebody signs in differently from now on."""
    authenticator = details.get("authenticator")
    is_set_up = signal in (second_factors.authenticator_added, second_factors.authenticator_removed)
    if is_set_up and getattr(authenticator, "type", "") != Authenticator.Type.TOTP:
        return  # recovery codes come and go with the app
    record_change_of_account(user, _ACTIONS[signal], by=_actor(request, user), now=timezone.now())


for _signal in _ACTIONS:
    _signal.connect(log_change)


def _actor(request: HttpRequest, user: "User") -> Actor:
    return Actor(
        kind=ActorKind.PERSON,
        subject=user.subject,
        user_id=user.pk,
        grants=members.list_grants_of(user.pk),
        request_id=getattr(request, "request_id", ""),
    )
