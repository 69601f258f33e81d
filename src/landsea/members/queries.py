"""What other modules and pages ask about members."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from landsea.foundation.actor import Role, RoleGrant
from landsea.kernel.errors import NotFound
from landsea.kernel.texts import LocalisedText
from landsea.members.models import Alliance, MembershipState, Organisation, RoleAssignment


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationValue:
    """An organisation as others see it."""

    id: int
    public_id: UUID
    slug: str
    names: LocalisedText
    kind: str
    market: str
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AllianceValue:
    """An alliance as others see it."""

    id: int
    public_id: UUID
    slug: str
    names: LocalisedText
    is_demo: bool


def list_grants_of(user_id: int) -> frozenset[RoleGrant]:
    """Returns the roles that a person holds now."""
    rows = RoleAssignment.objects.filter(person_id=user_id, withdrawn_at__isnull=True)
    return frozenset(
        RoleGrant(Role(role), organisation_id, alliance_id)
        for role, organisation_id, alliance_id in rows.values_list(
            "role", "organisation_id", "alliance_id"
        )
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
    return organisation_value(_one(Organisation.objects.filter(public_id=public_id).first()))


def find_organisation_by_slug(slug: str) -> OrganisationValue | None:
    """Returns the organisation with a slug, if there is one."""
    row = Organisation.objects.filter(slug=slug).first()
    return organisation_value(row) if row else None


def list_alliances() -> list[AllianceValue]:
    """Lists all alliances by slug."""
    return [alliance_value(row) for row in Alliance.objects.order_by("slug")]


def list_alliance_ids_of(organisation_ids: Iterable[int]) -> frozenset[int]:
    """Returns the alliances to which any of the organisations belongs."""
    rows = Alliance.objects.filter(
        memberships__organisation_id__in=set(organisation_ids),
        memberships__state=MembershipState.ADMITTED,
    )
    return frozenset(rows.order_by("id").values_list("id", flat=True))


def list_members(alliance_id: int) -> list[OrganisationValue]:
    """Lists the organisations that belong to an alliance now, by slug."""
    rows = Organisation.objects.filter(
        memberships__alliance_id=alliance_id, memberships__state=MembershipState.ADMITTED
    )
    return [organisation_value(row) for row in rows.order_by("slug")]


def _one(row: Organisation | None) -> Organisation:
    if row is None:
        raise NotFound
    return row


def organisation_value(row: Organisation) -> OrganisationValue:
    return OrganisationValue(
        id=row.id,
        public_id=row.public_id,
        slug=row.slug,
        names=row.names,
        kind=row.kind,
        market=row.market,
        is_demo=row.is_demo,
    )


def alliance_value(row: Alliance) -> AllianceValue:
    return AllianceValue(
        id=row.id, public_id=row.public_id, slug=row.slug, names=row.names, is_demo=row.is_demo
    )
