"""Roles are given by offices, taken by them, and given up."""

from uuid import uuid4

import pytest

from landsea.foundation.actor import Actor, Role, RoleGrant
from landsea.foundation.models import Change, User
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members.engine.bodies import Body
from landsea.members.errors import LastOffice, OwnRole
from landsea.members.models import RoleAssignment
from landsea.members.queries import (
    count_people,
    list_grants_of,
    list_my_roles,
    list_organisations_without_office,
    list_people,
    list_sole_offices_of,
    list_subjects,
)
from landsea.members.services.people import give_up_role, grant_role, withdraw_role
from tests.factories.library import make_owner
from tests.factories.members import NOW, actor_of, make_actor, make_alliance, make_person

pytestmark = pytest.mark.django_db


def make_office(organisation_id: int, email: str = "office@example.org") -> Actor:
    return actor_of(make_person(email, role=Role.OFFICE, organisation_id=organisation_id))


def make_office_in(is_in_alliance: bool, email: str = "li@example.org") -> int:
    if is_in_alliance:
        return make_person(email, role=Role.OFFICE, alliance_id=make_alliance().id)
    return make_person(email, role=Role.OFFICE, organisation_id=make_owner().id)


def assignment_of(user_id: int, role: Role) -> RoleAssignment:
    return RoleAssignment.objects.get(person_id=user_id, role=role)


@pytest.mark.parametrize("role", list(Role))
def test_an_own_office_gives_any_role_in_its_organisation(role: Role) -> None:
    owner = make_owner()
    person = make_person()

    grant_role(person, role, organisation_id=owner.id, by=make_office(owner.id), now=NOW)

    assert list_grants_of(person) == {RoleGrant(role, owner.id, None)}
    change = Change.objects.filter(action="grant-role").latest("id")
    assert (change.organisation, change.patch) == (owner.public_id, {"role": [None, role.value]})


def test_an_own_office_gives_no_role_elsewhere() -> None:
    owner, other, alliance = make_owner(), make_owner("other"), make_alliance()
    person, by = make_person(), make_office(owner.id)

    with pytest.raises(NotAllowed):
        grant_role(person, Role.GATE, organisation_id=other.id, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        grant_role(person, Role.OFFICE, alliance_id=alliance.id, by=by, now=NOW)

    assert list_grants_of(person) == frozenset()


def test_nobody_gives_himself_a_role_that_he_lacks() -> None:
    owner = make_owner()
    by = make_office(owner.id)
    assert by.user_id is not None

    with pytest.raises(OwnRole):
        grant_role(by.user_id, Role.GATE, organisation_id=owner.id, by=by, now=NOW)
    grant_role(by.user_id, Role.OFFICE, organisation_id=owner.id, by=by, now=NOW)

    assert list_grants_of(by.user_id) == {RoleGrant(Role.OFFICE, owner.id, None)}


def test_one_person_holds_several_roles() -> None:
    owner, alliance = make_owner(), make_alliance()
    person = make_person(role=Role.GATE, organisation_id=owner.id)

    grant_role(person, Role.EDITOR, organisation_id=owner.id, by=make_office(owner.id), now=NOW)
    grant_role(person, Role.STATISTICIAN, alliance_id=alliance.id, by=Actor.system(), now=NOW)

    assert [each.role for each in list_my_roles(actor_of(person))] == [
        "gate",
        "editor",
        "statistician",
    ]


def test_a_role_that_an_office_withdraws_is_gone_at_once() -> None:
    owner = make_owner()
    person = make_person(role=Role.GATE, organisation_id=owner.id)
    row, office = assignment_of(person, Role.GATE), make_office(owner.id)

    for _ in range(2):
        withdraw_role(row.public_id, by=office, now=NOW)

    assert list_grants_of(person) == frozenset()
    (change,) = Change.objects.filter(action="withdraw-role")
    assert (change.organisation, change.patch) == (owner.public_id, {"role": ["gate", None]})


def test_a_role_does_not_exist_for_another_office_and_is_not_a_colleagues_to_take() -> None:
    owner, other = make_owner(), make_owner("other")
    person = make_person(role=Role.GATE, organisation_id=owner.id)
    row = assignment_of(person, Role.GATE)
    colleague = make_actor(Role.EDITOR, organisation_id=owner.id)

    for by in (make_office(other.id), colleague, Actor()):
        with pytest.raises(NotFound):
            withdraw_role(row.public_id, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        withdraw_role(row.public_id, by=actor_of(person), now=NOW)
    with pytest.raises(NotFound):
        withdraw_role(uuid4(), by=make_office(owner.id, "second@example.org"), now=NOW)

    assert len(list_grants_of(person)) == 1


def test_people_give_up_their_own_roles_and_nobody_elses() -> None:
    owner = make_owner()
    by = make_office(owner.id)
    person = make_person(role=Role.GATE, organisation_id=owner.id)
    row = assignment_of(person, Role.GATE)

    with pytest.raises(NotAllowed):
        give_up_role(row.public_id, by=by, now=NOW)
    give_up_role(row.public_id, by=actor_of(person), now=NOW)

    assert list_grants_of(person) == frozenset()
    assert Change.objects.filter(action="give-up-role", organisation=owner.public_id).count() == 1


@pytest.mark.parametrize("is_in_alliance", [False, True])
def test_the_last_office_is_neither_withdrawn_nor_given_up(is_in_alliance: bool) -> None:
    last = make_office_in(is_in_alliance)
    by = actor_of(last)
    row = assignment_of(last, Role.OFFICE)

    with pytest.raises(LastOffice):
        give_up_role(row.public_id, by=by, now=NOW)
    with pytest.raises(LastOffice):
        withdraw_role(row.public_id, by=Actor.system(), now=NOW)
    assert len(list_sole_offices_of(last)) == 1

    make_office_in(is_in_alliance, "second@example.org")
    give_up_role(row.public_id, by=by, now=NOW)

    assert list_grants_of(last) == frozenset()


def test_a_closed_account_is_no_office_that_is_left() -> None:
    owner = make_owner()
    last = make_person(role=Role.OFFICE, organisation_id=owner.id)
    closed = make_person("closed@example.org", role=Role.OFFICE, organisation_id=owner.id)
    User.objects.filter(pk=closed).update(is_active=False)

    with pytest.raises(LastOffice):
        give_up_role(assignment_of(last, Role.OFFICE).public_id, by=actor_of(last), now=NOW)


def test_an_office_in_another_place_is_not_an_office_that_is_left() -> None:
    owner, other = make_owner(), make_owner("other")
    last = make_person(role=Role.OFFICE, organisation_id=owner.id)
    make_person("other@example.org", role=Role.OFFICE, organisation_id=other.id)
    make_person("gate@example.org", role=Role.GATE, organisation_id=owner.id)

    with pytest.raises(LastOffice):
        give_up_role(assignment_of(last, Role.OFFICE).public_id, by=actor_of(last), now=NOW)

    assert list_organisations_without_office([owner.id, other.id]) == frozenset()


def test_people_are_listed_to_the_office_of_their_place_alone() -> None:
    owner, other = make_owner(), make_owner("other")
    office = make_office(owner.id)
    gate = make_person("gate@example.org", "Gate", role=Role.GATE, organisation_id=owner.id)
    make_person("else@example.org", role=Role.GATE, organisation_id=other.id)
    here = Body(organisation_id=owner.id)

    listed = list_people(here, actor=office)

    assert [(each.name, each.email, each.role) for each in listed] == [
        ("Gate", "gate@example.org", "gate"),
        ("Li", "office@example.org", "office"),
    ]
    assert list_people(here, actor=make_office(other.id, "third@example.org")) == []
    # A colleague sees the own role only.
    assert [each.user_id for each in list_people(here, actor=actor_of(gate))] == [gate]
    assert count_people([owner.id, other.id], actor=office) == {owner.id: 2}
    assert count_people([owner.id], actor=actor_of(gate)) == {}
    assert len(list_subjects(here, actor=office)) == 2


def test_somebody_without_an_account_has_no_roles_to_list() -> None:
    assert list_my_roles(Actor()) == []
