from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate

from landsea.foundation.actor import Actor, Role, RoleGrant
from landsea.foundation.models import Change
from landsea.kernel.errors import NotAllowed
from landsea.members.models import RoleAssignment
from landsea.members.queries import list_grants_of
from landsea.members.services.people import grant_role, register_person
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_actor, make_alliance

pytestmark = pytest.mark.django_db


def make_person(email: str = "li@example.org") -> int:
    return register_person(email, "Li", by=Actor.system())


def test_a_person_holds_the_roles_that_were_given_each_in_its_place() -> None:
    person, owner, alliance = make_person(), make_owner(), make_alliance()

    grant_role(person, Role.GATE, organisation_id=owner.id, by=Actor.system(), now=NOW)
    grant_role(person, Role.STATISTICIAN, alliance_id=alliance.id, by=Actor.system(), now=NOW)

    assert list_grants_of(person) == {
        RoleGrant(Role.GATE, owner.id, None),
        RoleGrant(Role.STATISTICIAN, None, alliance.id),
    }
    assert list_grants_of(make_person("wang@example.org")) == frozenset()


def test_a_role_held_already_stays_one_and_is_noted_once() -> None:
    person, owner = make_person(), make_owner()

    for _ in range(2):
        grant_role(person, Role.GATE, organisation_id=owner.id, by=Actor.system(), now=NOW)

    assert RoleAssignment.objects.count() == 1
    assert Change.objects.filter(action="grant-role").count() == 1


def test_a_role_that_was_withdrawn_is_not_held_and_can_be_given_again() -> None:
    person, owner = make_person(), make_owner()
    grant_role(person, Role.GATE, organisation_id=owner.id, by=Actor.system(), now=NOW)

    RoleAssignment.objects.update(withdrawn_at=NOW)
    held_after = list_grants_of(person)
    grant_role(person, Role.GATE, organisation_id=owner.id, by=Actor.system(), now=NOW)

    assert held_after == frozenset()
    assert list_grants_of(person) == {RoleGrant(Role.GATE, owner.id, None)}


def test_an_office_gives_roles_in_its_own_alliance_only() -> None:
    person, own, other, owner = make_person(), make_alliance("a"), make_alliance("b"), make_owner()
    office = make_actor(Role.OFFICE, alliance_id=own.id)

    grant_role(person, Role.STATISTICIAN, alliance_id=own.id, by=office, now=NOW)
    with pytest.raises(NotAllowed):
        grant_role(person, Role.STATISTICIAN, alliance_id=other.id, by=office, now=NOW)
    with pytest.raises(NotAllowed):
        grant_role(person, Role.GATE, organisation_id=owner.id, by=office, now=NOW)

    assert list_grants_of(person) == {RoleGrant(Role.STATISTICIAN, None, own.id)}


def nobody() -> Actor:
    return Actor()


def gate_staff() -> Actor:
    return make_actor(Role.GATE, organisation_id=make_owner().id)


@pytest.mark.parametrize("actor", [nobody, make_actor, gate_staff])
def test_others_make_no_accounts_and_give_no_roles(actor: Callable[[], Actor]) -> None:
    person, owner = make_person(), make_owner()

    with pytest.raises(NotAllowed):
        register_person("wang@example.org", "Wang", by=actor())
    with pytest.raises(NotAllowed):
        grant_role(person, Role.GATE, organisation_id=owner.id, by=actor(), now=NOW)

    assert list_grants_of(person) == frozenset()


def test_an_account_without_a_password_opens_for_nobody() -> None:
    register_person("li@example.org", "Li", by=Actor.system())
    register_person("wang@example.org", "Wang", password="a long sentence", by=Actor.system())

    assert authenticate(username="li@example.org", password="") is None
    assert authenticate(username="wang@example.org", password="a long sentence") is not None
