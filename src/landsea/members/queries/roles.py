"""Who holds which role where."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from landsea.foundation.actor import Actor, Role, RoleGrant
from landsea.members.engine.bodies import Body
from landsea.members.models import RoleAssignment
from landsea.members.queries.values import PersonRole, RoleValue, role_value


def list_grants_of(user_id: int) -> frozenset[RoleGrant]:
    """Returns the roles that a person holds now."""
    rows = RoleAssignment.objects.unscoped("makes the actor by whom the others are limited").filter(
        person_id=user_id, withdrawn_at__isnull=True
    )
    return frozenset(
        RoleGrant(Role(role), organisation_id, alliance_id)
        for role, organisation_id, alliance_id in rows.values_list(
            "role", "organisation_id", "alliance_id"
        )
    )


def list_my_roles(actor: Actor) -> list[RoleValue]:
    """Lists the actor's own roles with their places, longest held first."""
    if actor.user_id is None:
        return []
    rows = (
        RoleAssignment.objects.visible_to(actor)
        .filter(person_id=actor.user_id, withdrawn_at__isnull=True)
        .select_related("organisation", "alliance")
    )
    return [role_value(row) for row in rows.order_by("granted_at", "id")]


def list_people(body: Body, *, actor: Actor) -> list[PersonRole]:
    """Lists who holds which role in an organisation or an alliance, for its office."""
    rows = (
        RoleAssignment.objects.visible_to(actor)
        .filter(withdrawn_at__isnull=True, **body.lookup)
        .select_related("person")
    )
    return [
        PersonRole(
            public_id=row.public_id,
            user_id=row.person_id,
            name=row.person.name,
            email=row.person.email,
            role=Role(row.role),
            granted_at=row.granted_at,
        )
        for row in rows.order_by("person__name", "person__email", "id")
    ]


def count_people(organisation_ids: Iterable[int], *, actor: Actor) -> dict[int, int]:
    """Returns how many people have roles in each organisation whose office the actor is."""
    mine = set(organisation_ids) & actor.organisation_ids(Role.OFFICE)
    rows = (
        RoleAssignment.objects.visible_to(actor)
        .filter(organisation_id__in=mine, withdrawn_at__isnull=True)
        .order_by()
        .values("organisation_id")
        .annotate(people=Count("person_id", distinct=True))
    )
    return {row["organisation_id"]: row["people"] for row in rows}


def list_subjects(body: Body, *, actor: Actor) -> frozenset[UUID]:
    """Returns the subjects of the people with roles in a body, for its office."""
    rows = RoleAssignment.objects.visible_to(actor).filter(withdrawn_at__isnull=True, **body.lookup)
    return frozenset(rows.order_by("id").values_list("person__subject", flat=True))


def list_organisations_without_office(organisation_ids: Iterable[int]) -> frozenset[int]:
    """Returns those of the organisations in which nobody holds the office."""
    ids = set(organisation_ids)
    rows = RoleAssignment.objects.unscoped("whether there is somebody, not who").filter(
        organisation_id__in=ids,
        role=Role.OFFICE.value,
        withdrawn_at__isnull=True,
        person__is_active=True,
    )
    return frozenset(ids - set(rows.order_by("id").values_list("organisation_id", flat=True)))


def list_sole_offices_of(user_id: int) -> list[RoleValue]:
    """Lists the places whose office a person holds alone: nobody would be left to run them."""
    offices = RoleAssignment.objects.unscoped("whether others are left, not who").filter(
        role=Role.OFFICE.value, withdrawn_at__isnull=True
    )
    mine = offices.filter(person_id=user_id).select_related("organisation", "alliance")
    others = offices.exclude(person_id=user_id).filter(person__is_active=True).order_by("id")
    kept = set(others.values_list("organisation_id", "alliance_id"))
    return [
        role_value(row)
        for row in mine.order_by("id")
        if (row.organisation_id, row.alliance_id) not in kept
    ]
