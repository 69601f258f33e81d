"""Alliances, organisations and people for tests."""

from datetime import UTC, datetime

from landsea.foundation.actor import Actor, ActorKind, Role, RoleGrant
from landsea.foundation.ids import uuid7
from landsea.kernel.texts import LocalisedText
from landsea.members.models import Alliance
from landsea.members.queries import AllianceValue, alliance_value
from landsea.members.services.admission import admit_member, found_alliance
from tests.factories.library import make_owner

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def make_alliance(slug: str = "land-sea") -> AllianceValue:
    """Returns an alliance, the same one for the same slug."""
    row = Alliance.objects.filter(slug=slug).first()
    if row is not None:
        return alliance_value(row)
    names = LocalisedText.of({"en": slug.title()})
    return found_alliance(slug, names, by=Actor.system(), now=NOW)


def make_member(slug: str = "dazu-research-academy", *, alliance: str = "land-sea") -> int:
    """Returns the key of an organisation that belongs to an alliance."""
    owner = make_owner(slug)
    admit_member(
        owner.id, make_alliance(alliance).id, from_day=NOW.date(), by=Actor.system(), now=NOW
    )
    return owner.id


def make_actor(
    role: Role | None = None,
    *,
    organisation_id: int | None = None,
    alliance_id: int | None = None,
) -> Actor:
    """Returns somebody with a role, or a traveller."""
    grants = frozenset([RoleGrant(role, organisation_id, alliance_id)] if role else [])
    return Actor(kind=ActorKind.PERSON, subject=uuid7(), grants=grants)
