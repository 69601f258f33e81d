"""People get an account and roles."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor, Role, RoleGrant
from landsea.kernel.errors import NotAllowed
from landsea.members import policies
from landsea.members.models import RoleAssignment
from landsea.members.queries import list_grants_of


def register_person(
    email: str, name: str, *, password: str | None = None, language: str = "", by: Actor
) -> int:
    """Makes an account and returns its key; without a password nobody can sign in to it."""
    if not policies.can_register_organisations(by):
        raise NotAllowed
    user = get_user_model().objects.create_user(email, password, name=name, language=language)
    return user.pk


def grant_role(
    user_id: int,
    role: Role,
    *,
    organisation_id: int | None = None,
    alliance_id: int | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Gives a person a role in an organisation or an alliance; a role held already stays."""
    is_own_alliance = (
        alliance_id is not None
        and organisation_id is None
        and policies.can_run_alliance(by, alliance_id)
    )
    if not (by.is_system or is_own_alliance):
        raise NotAllowed
    with transaction.atomic():
        if RoleGrant(role, organisation_id, alliance_id) in list_grants_of(user_id):
            return
        row = RoleAssignment.objects.create(
            person_id=user_id,
            role=role,
            organisation_id=organisation_id,
            alliance_id=alliance_id,
            granted_at=now,
        )
        changelog.record(
            row, action="grant-role", by=by, now=now, patch={"role": [None, role.value]}
        )
