"""Organisations and alliances, which are public."""

from collections.abc import Iterable
from uuid import UUID

from landsea.foundation.actor import Actor, Role
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members import policies
from landsea.members.models import Alliance, Organisation
from landsea.members.queries.values import (
    AllianceValue,
    OrganisationValue,
    alliance_value,
    organisation_value,
)


def list_organisations() -> list[OrganisationValue]:
    """Lists all organisations by slug."""
    return [organisation_value(row) for row in Organisation.objects.order_by("slug")]


def list_organisations_by_ids(ids: Iterable[int]) -> dict[int, OrganisationValue]:
    """Returns organisations by their bigint key."""
    rows = Organisation.objects.filter(id__in=set(ids)).order_by("id")
    return {row.id: organisation_value(row) for row in rows}


def get_organisation(public_id: UUID) -> OrganisationValue:
    """Returns the organisation with a public id."""
    row = Organisation.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return organisation_value(row)


def find_organisation_by_slug(slug: str) -> OrganisationValue | None:
    """Returns the organisation with a slug, if there is one."""
    row = Organisation.objects.filter(slug=slug).first()
    return organisation_value(row) if row else None


def list_alliances() -> list[AllianceValue]:
    """Lists all alliances by slug."""
    return [alliance_value(row) for row in Alliance.objects.order_by("slug")]


def list_alliances_by_ids(ids: Iterable[int]) -> dict[int, AllianceValue]:
    """Returns alliances by their bigint key."""
    rows = Alliance.objects.filter(id__in=set(ids)).order_by("id")
    return {row.id: alliance_value(row) for row in rows}


def get_alliance(public_id: UUID) -> AllianceValue:
    """Returns the alliance with a public id."""
    return _alliance(Alliance.objects.filter(public_id=public_id).first())


def get_alliance_by_slug(slug: str) -> AllianceValue:
    """Returns the alliance with a slug."""
    return _alliance(Alliance.objects.filter(slug=slug).first())


def get_own_organisation(
    public_id: UUID, *, actor: Actor, is_for_office: bool = False
) -> OrganisationValue:
    """Returns the organisation whose desk the actor opens: there is none for those of others."""
    organisation = get_organisation(public_id)
    if not policies.is_staff(actor, organisation.id):
        raise NotFound
    if is_for_office and not policies.can_run_organisation(actor, organisation.id):
        raise NotAllowed
    return organisation


def get_alliance_to_run(slug: str, *, actor: Actor) -> AllianceValue:
    """Returns the alliance whose office the actor opens: there is none without a role in it."""
    alliance = get_alliance_by_slug(slug)
    if not (actor.is_system or alliance.id in actor.alliance_ids(*Role)):
        raise NotFound
    if not policies.can_run_alliance(actor, alliance.id):
        raise NotAllowed
    return alliance


def _alliance(row: Alliance | None) -> AllianceValue:
    if row is None:
        raise NotFound
    return alliance_value(row)
