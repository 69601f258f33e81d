"""What the database itself refuses, on both engines."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from landsea.foundation.actor import Actor, Role
from landsea.members.models import Membership, MembershipState, Organisation, RoleAssignment
from landsea.members.services.people import register_person
from tests.factories.library import make_owner
from tests.factories.members import LONG_AGO, NOW, make_alliance, make_member

pytestmark = pytest.mark.django_db


def test_an_organisation_has_one_present_membership_in_an_alliance() -> None:
    organisation_id, alliance = make_member(), make_alliance()

    with pytest.raises(IntegrityError):
        Membership.objects.create(
            organisation_id=organisation_id,
            alliance_id=alliance.id,
            state=MembershipState.SUSPENDED,
            starts_on=NOW.date(),
        )


@pytest.mark.parametrize("days", [0, -1])
def test_a_membership_ends_after_it_starts(days: int) -> None:
    make_member()

    with pytest.raises(IntegrityError, match="membership_ends_after_it_starts"):
        Membership.objects.update(ends_on=LONG_AGO + timedelta(days=days))


def test_a_membership_has_one_of_the_known_states() -> None:
    make_member()

    with pytest.raises(IntegrityError, match="membership_state_known"):
        Membership.objects.update(state="asleep")


def test_an_organisation_is_of_a_known_kind() -> None:
    make_owner()

    with pytest.raises(IntegrityError, match="organisation_kind_known"):
        Organisation.objects.update(kind="pagoda")


@pytest.mark.parametrize("places", [(False, False), (True, True)])
def test_a_role_is_held_in_one_organisation_or_in_one_alliance(places: tuple[bool, bool]) -> None:
    person = register_person("li@example.org", "Li", by=Actor.system())
    in_organisation, in_alliance = places

    with pytest.raises(IntegrityError, match="a_role_is_held_in_one_place"):
        RoleAssignment.objects.create(
            person_id=person,
            role=Role.OFFICE,
            organisation_id=make_owner().id if in_organisation else None,
            alliance_id=make_alliance().id if in_alliance else None,
            granted_at=NOW,
        )


@pytest.mark.parametrize("is_in_alliance", [True, False])
def test_a_role_is_held_once_in_one_place(is_in_alliance: bool) -> None:
    person = register_person("li@example.org", "Li", by=Actor.system())
    alliance_id = make_alliance().id if is_in_alliance else None
    organisation_id = None if is_in_alliance else make_owner().id

    def give(role: str) -> None:
        with transaction.atomic():
            RoleAssignment.objects.create(
                person_id=person,
                role=role,
                organisation_id=organisation_id,
                alliance_id=alliance_id,
                granted_at=NOW,
            )

    give(Role.OFFICE)
    with pytest.raises(IntegrityError):
        give(Role.OFFICE)
    with pytest.raises(IntegrityError, match="role_known"):
        give("emperor")
