"""Alliances, organisations and people for tests."""

from datetime import UTC, date, datetime

from django.contrib.auth import get_user_model

from landsea.foundation.actor import Actor, ActorKind, Role, RoleGrant
from landsea.foundation.ids import uuid7
from landsea.foundation.models import OutboxEntry
from landsea.kernel.texts import LocalisedText
from landsea.members.events import MembershipChanged
from landsea.members.models import Alliance, Membership
from landsea.members.queries import AllianceValue, alliance_value, list_active_member_ids
from landsea.members.queries.actors import actor_of_subject
from landsea.members.services.admission import (
    admit_member,
    apply_for_membership,
    found_alliance,
)
from landsea.members.services.people import grant_role, register_person
from landsea.members.services.standing import suspend_member
from tests.factories.library import make_owner

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
#: Pages ask the real clock: whoever belongs did before any day on which tests run.
LONG_AGO = date(2020, 1, 1)


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
    ensure_member(owner.id, alliance=alliance)
    return owner.id


def ensure_member(organisation_id: int, *, alliance: str = "land-sea") -> None:
    """Admits an organisation to an alliance, unless it belongs to it."""
    alliance_id = make_alliance(alliance).id
    if organisation_id in list_active_member_ids(alliance_id, LONG_AGO):
        return
    admit_member(organisation_id, alliance_id, from_day=LONG_AGO, by=Actor.system(), now=NOW)
    # What tests count in the outbox is what they cause.
    OutboxEntry.objects.filter(event_name=MembershipChanged.event_name).delete()


def make_application(
    slug: str = "lakeside-hotel", *, alliance: str = "land-sea", application: str = ""
) -> Membership:
    """Returns the application of an organisation that nobody runs yet."""
    owner = make_owner(slug)
    membership_id = apply_for_membership(
        owner.id,
        make_alliance(alliance).id,
        application=application,
        by=Actor.system(),
        now=NOW,
    )
    OutboxEntry.objects.filter(event_name=MembershipChanged.event_name).delete()
    return Membership.objects.get(public_id=membership_id)


def make_suspended(slug: str = "dazu-research-academy", *, alliance: str = "land-sea") -> int:
    """Returns the key of an organisation that is suspended in an alliance."""
    key = make_member(slug, alliance=alliance)
    suspend(key, alliance=alliance)
    return key


def suspend(organisation_id: int, *, alliance: str = "land-sea") -> None:
    """Suspends a member."""
    suspend_member(
        membership_of(organisation_id, alliance).public_id,
        reason="Turned card holders away.",
        by=Actor.system(),
        now=NOW,
    )


def membership_of(organisation_id: int, alliance: str = "land-sea") -> Membership:
    """Returns an organisation's latest membership in an alliance."""
    rows = Membership.objects.filter(organisation_id=organisation_id, alliance__slug=alliance)
    return rows.order_by("-id")[0]


def make_person(
    email: str = "li@example.org",
    name: str = "Li",
    *,
    role: Role | None = None,
    organisation_id: int | None = None,
    alliance_id: int | None = None,
) -> int:
    """Returns the key of somebody with an account, and with a role if one is given."""
    person = register_person(email, name, by=Actor.system())
    if role:
        grant_role(
            person,
            role,
            organisation_id=organisation_id,
            alliance_id=alliance_id,
            by=Actor.system(),
            now=NOW,
        )
    return person


def actor_of(user_id: int) -> Actor:
    """Returns a person as actor, with the roles of this moment."""
    return actor_of_subject(get_user_model().objects.get(pk=user_id).subject)


def make_actor(
    role: Role | None = None,
    *,
    organisation_id: int | None = None,
    alliance_id: int | None = None,
) -> Actor:
    """Returns somebody with a role, or a traveller."""
    grants = frozenset([RoleGrant(role, organisation_id, alliance_id)] if role else [])
    return Actor(kind=ActorKind.PERSON, subject=uuid7(), grants=grants)
