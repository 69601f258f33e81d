"""People get an account and roles, and give roles up."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor, Role, RoleGrant
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members import policies
from landsea.members.engine.bodies import Body
from landsea.members.errors import LastOffice, OwnRole
from landsea.members.models import Alliance, Organisation, RoleAssignment
from landsea.members.queries.roles import list_grants_of


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
    body = Body(organisation_id=organisation_id, alliance_id=alliance_id)
    if not policies.can_run(by, body):
        raise NotAllowed
    if by.user_id == user_id and RoleGrant(role, organisation_id, alliance_id) not in by.grants:
        raise OwnRole
    give_role(user_id, role, body, by=by, now=now)


def give_role(user_id: int, role: Role, body: Body, *, by: Actor, now: datetime) -> None:
    """Writes a role that the caller has found to be due; one that is held already stays."""
    with transaction.atomic():
        organisation, alliance = lock_body(body)
        if RoleGrant(role, body.organisation_id, body.alliance_id) in list_grants_of(user_id):
            return
        row = RoleAssignment.objects.create(
            person_id=user_id,
            role=role,
            organisation=organisation,
            alliance=alliance,
            granted_at=now,
        )
        _log(row, "grant-role", [None, role.value], by=by, now=now)


def withdraw_role(assignment_id: UUID, *, by: Actor, now: datetime) -> None:
    """Takes a role from a person, by the office of its organisation or alliance."""
    row = _find(assignment_id, by)
    if not policies.can_run(by, _body(row)):
        raise NotAllowed
    _end(row, "withdraw-role", by=by, now=now)


def give_up_role(assignment_id: UUID, *, by: Actor, now: datetime) -> None:
    """Gives up a role of one's own."""
    row = _find(assignment_id, by)
    if row.person_id != by.user_id:
        raise NotAllowed
    _end(row, "give-up-role", by=by, now=now)


def lock_body(body: Body) -> tuple[Organisation | None, Alliance | None]:
    """Returns the organisation or the alliance, locked: its roles are changed one by one."""
    if body.organisation_id is not None:
        organisation = (
            Organisation.objects.select_for_update().filter(id=body.organisation_id).first()
        )
        found: tuple[Organisation | None, Alliance | None] = (organisation, None)
    else:
        alliances = Alliance.objects.select_for_update().filter(id=body.alliance_id or 0)
        found = None, alliances.first()
    if found == (None, None):
        raise NotFound
    return found


def _find(assignment_id: UUID, by: Actor) -> RoleAssignment:
    row = RoleAssignment.objects.visible_to(by).filter(public_id=assignment_id).first()
    if row is None:
        raise NotFound
    return row


def _end(row: RoleAssignment, action: str, *, by: Actor, now: datetime) -> None:
    with transaction.atomic():
        lock_body(_body(row))
        row.refresh_from_db()
        if row.withdrawn_at is not None:
            return
        if row.role == Role.OFFICE and _is_last_office(row):
            raise LastOffice
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        _log(row, action, [row.role, None], by=by, now=now)


def _is_last_office(row: RoleAssignment) -> bool:
    others = RoleAssignment.objects.unscoped("whether an office is left, not who holds it").filter(
        role=Role.OFFICE.value,
        withdrawn_at__isnull=True,
        person__is_active=True,
        **_body(row).lookup,
    )
    return not others.exclude(pk=row.pk).exists()


def _body(row: RoleAssignment) -> Body:
    return Body(organisation_id=row.organisation_id, alliance_id=row.alliance_id)


def _log(
    row: RoleAssignment,
    action: str,
    roles: list[str | None],
    *,
    by: Actor,
    now: datetime,
) -> None:
    changelog.record(
        row,
        action=action,
        by=by,
        now=now,
        organisation=row.organisation.public_id if row.organisation else None,
        alliance=row.alliance.public_id if row.alliance else None,
        # Whose role it is stands in the row only, which goes with the person.
        patch={"role": roles},
    )
