"""What members hold about people, and how long it is kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q

from landsea.foundation.actor import Role
from landsea.foundation.personal_data import Person, Row, register_holding
from landsea.foundation.retention import delete_batch, register_retention
from landsea.kernel.texts import N_, TextList
from landsea.members.engine.bodies import Body
from landsea.members.errors import HandOverFirst
from landsea.members.models import ApiToken, Invitation, MembershipChange, RoleAssignment
from landsea.members.queries.roles import list_sole_offices_of
from landsea.members.services.invitations import forget_addresses
from landsea.members.services.people import lock_body

#: How long a sign-up is kept whose address nobody confirmed.
SIGN_UP_KEPT = timedelta(days=7)
#: How long an invitation is kept after its end; its address goes at the end.
INVITATION_KEPT = timedelta(days=30)
_WHY = "what is held about the person who asks"
_PLACE = ("organisation__public_id", "alliance__public_id")


def register() -> None:
    """Declares it; called when the app is ready."""
    _register_people()
    _register_traces()
    _register_retention()


def _register_people() -> None:
    register_holding(
        "roles",
        title=N_("Roles"),
        fate=N_("Removed."),
        columns=("members.RoleAssignment.person",),
        find=lambda person: (
            _roles_of(person).order_by("pk").values("role", *_PLACE, "granted_at", "withdrawn_at")
        ),
        erase=lambda person: _roles_of(person).delete()[0],
        check=_require_another_office,
    )
    register_holding(
        "invitations",
        title=N_("Invitations to you"),
        fate=N_("Removed."),
        columns=("members.Invitation.email",),
        find=lambda person: (
            _invitations_to(person)
            .order_by("pk")
            .values("email", "role", *_PLACE, "invited_at", "ends_at")
        ),
        erase=lambda person: _invitations_to(person).delete()[0],
    )


def _register_traces() -> None:
    register_holding(
        "invitations-sent",
        title=N_("Invitations you sent"),
        fate=N_("Stay until they are over, without a link to you."),
        columns=("members.Invitation.invited_by",),
        find=lambda person: _made_by(
            Invitation.objects.unscoped(_WHY), person, "invited_by", "role", "invited_at"
        ),
    )
    register_holding(
        "keys-made",
        title=N_("Keys you made for programs"),
        fate=N_("Stay with their organisation, without a link to you."),
        columns=("members.ApiToken.created_by",),
        find=lambda person: _made_by(
            ApiToken.objects.unscoped(_WHY), person, "created_by", "name", "created_at"
        ),
    )
    register_holding(
        "membership-steps",
        title=N_("Decisions about memberships"),
        fate=N_("Stay in the membership's history, without a link to you."),
        columns=("members.MembershipChange.changed_by",),
        find=lambda person: _made_by(
            MembershipChange.objects.unscoped(_WHY), person, "changed_by", "after", "changed_at"
        ),
    )


def _register_retention() -> None:
    register_retention(
        "organisations and memberships",
        tables=(
            "members.Alliance",
            "members.Organisation",
            "members.Membership",
            "members.MembershipChange",
            "members.ApiToken",
        ),
    )
    register_retention("roles", tables=("members.RoleAssignment",))
    register_retention(
        "addresses of invitations", tables=(), keeps=timedelta(0), sweep=forget_addresses
    )
    register_retention(
        "invitations",
        tables=("members.Invitation",),
        keeps=INVITATION_KEPT,
        sweep=_sweep_invitations,
    )
    if apps.is_installed("allauth.account"):
        register_retention(
            "unconfirmed sign-ups", tables=(), keeps=SIGN_UP_KEPT, sweep=_sweep_sign_ups
        )


def _roles_of(person: Person) -> "models.QuerySet[RoleAssignment]":
    keys = [] if person.user_id is None else [person.user_id]
    return RoleAssignment.objects.unscoped(_WHY).filter(person_id__in=keys)


def _invitations_to(person: Person) -> "models.QuerySet[Invitation]":
    mine = Q(pk__in=())
    for address in person.addresses:
        mine |= Q(email__iexact=address)
    return Invitation.objects.unscoped(_WHY).filter(mine)


def _made_by(
    rows: "models.QuerySet[models.Model]", person: Person, column: str, *told: str
) -> Iterator[Row]:
    if person.subject is not None:
        yield from rows.filter(**{column: person.subject}).order_by("pk").values(*told)


def _require_another_office(person: Person) -> None:
    """Refuses to leave an organisation or an alliance that nobody else runs."""
    if person.user_id is None:
        return
    # Two that leave in the same moment wait for each other here.
    offices = _roles_of(person).filter(role=Role.OFFICE.value, withdrawn_at__isnull=True)
    for organisation_id, alliance_id in offices.order_by(
        "organisation_id", "alliance_id"
    ).values_list("organisation_id", "alliance_id"):
        lock_body(Body(organisation_id=organisation_id, alliance_id=alliance_id))
    if alone := list_sole_offices_of(person.user_id):
        places = [each.organisation or each.alliance for each in alone]
        raise HandOverFirst(places=TextList(tuple(place.names for place in places if place)))


def _sweep_invitations(now: datetime, limit: int) -> int:
    rows = Invitation.objects.unscoped("invitations that are over")
    return delete_batch(rows.filter(ends_at__lt=now - INVITATION_KEPT), limit)


def _sweep_sign_ups(now: datetime, limit: int) -> int:
    people = get_user_model().objects.unscoped("sign-ups that nobody confirmed")
    never = people.filter(
        joined_at__lt=now - SIGN_UP_KEPT,
        last_login__isnull=True,
        roles__isnull=True,
        emailaddress__isnull=False,
    ).exclude(emailaddress__verified=True)
    return delete_batch(never.distinct(), limit)
