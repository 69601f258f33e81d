from collections.abc import Callable
from datetime import timedelta

import pytest

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change
from landsea.kernel.errors import NotAllowed
from landsea.kernel.texts import LocalisedText
from landsea.members.engine.kinds import OrganisationKind as Kind
from landsea.members.errors import AlreadyMember
from landsea.members.models import Alliance, Membership, MembershipState, Organisation
from landsea.members.queries import list_alliance_ids_of, list_members
from landsea.members.services.admission import (
    admit_member,
    found_alliance,
    register_organisation,
)
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_actor, make_alliance, make_member

pytestmark = pytest.mark.django_db

NAMES = LocalisedText.of({"en": "Dazu Academy", "zh-Hans": "大足研究院"})
TODAY = NOW.date()


def members_of(alliance_id: int) -> list[str]:
    return [each.slug for each in list_members(alliance_id)]


def test_an_admitted_organisation_belongs_to_the_alliance_and_to_no_other() -> None:
    alliance, other = make_alliance("one"), make_alliance("two")
    owner = make_owner()

    admit_member(owner.id, alliance.id, from_day=TODAY, by=Actor.system(), now=NOW)

    assert (members_of(alliance.id), members_of(other.id)) == ([owner.slug], [])
    assert list_alliance_ids_of([owner.id]) == {alliance.id}


def test_an_admission_is_in_the_change_log_of_the_organisation() -> None:
    alliance, owner = make_alliance(), make_owner()

    admit_member(owner.id, alliance.id, from_day=TODAY, by=Actor.system(), now=NOW)

    change = Change.objects.get(action="admit")
    assert (change.organisation, change.changed_at) == (owner.public_id, NOW)
    assert change.alliance == alliance.public_id
    assert change.patch == {"state": [None, "admitted"], "starts_on": [None, "2026-11-24"]}


@pytest.mark.parametrize("state", [MembershipState.ADMITTED, MembershipState.SUSPENDED])
def test_an_organisation_with_a_membership_is_not_admitted_again(state: MembershipState) -> None:
    alliance, owner_id = make_alliance(), make_member()
    Membership.objects.update(state=state)

    with pytest.raises(AlreadyMember) as error:
        admit_member(owner_id, alliance.id, from_day=TODAY, by=Actor.system(), now=NOW)

    assert str(error.value) == (
        "“Dazu Research Academy” already has a membership in this alliance."
        " Change the membership that is there."
    )
    assert Membership.objects.count() == 1


def test_who_left_may_be_admitted_again() -> None:
    alliance, owner_id = make_alliance(), make_member()
    Membership.objects.update(state=MembershipState.LEFT, ends_on=TODAY + timedelta(days=1))

    admit_member(owner_id, alliance.id, from_day=TODAY, by=Actor.system(), now=NOW)

    assert members_of(alliance.id) == ["dazu-research-academy"]


@pytest.mark.parametrize("state", [each for each in MembershipState if each != "admitted"])
def test_only_the_admitted_belong(state: MembershipState) -> None:
    alliance, owner_id = make_alliance(), make_member()

    Membership.objects.update(state=state)

    assert members_of(alliance.id) == []
    assert list_alliance_ids_of([owner_id]) == frozenset()


def test_the_office_admits_to_its_own_alliance_only() -> None:
    own, other, owner = make_alliance("own"), make_alliance("other"), make_owner()
    office = make_actor(Role.OFFICE, alliance_id=own.id)

    admit_member(owner.id, own.id, from_day=TODAY, by=office, now=NOW)
    with pytest.raises(NotAllowed):
        admit_member(owner.id, other.id, from_day=TODAY, by=office, now=NOW)

    assert (members_of(own.id), members_of(other.id)) == ([owner.slug], [])


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.OFFICE)])
def test_nobody_but_an_office_admits_or_registers(role: Role | None) -> None:
    alliance, owner = make_alliance(), make_owner()
    actor = make_actor(role, alliance_id=alliance.id if role else None)
    count = Organisation.objects.count()

    with pytest.raises(NotAllowed):
        admit_member(owner.id, alliance.id, from_day=TODAY, by=actor, now=NOW)
    with pytest.raises(NotAllowed):
        register_organisation("new", NAMES, Kind.MUSEUM, "CN", by=actor, now=NOW)

    assert (members_of(alliance.id), Organisation.objects.count()) == ([], count)


def office_of_an_organisation() -> Actor:
    return make_actor(Role.OFFICE, organisation_id=make_owner().id)


def office_of_an_alliance() -> Actor:
    return make_actor(Role.OFFICE, alliance_id=make_alliance().id)


@pytest.mark.parametrize("actor", [Actor, office_of_an_organisation, office_of_an_alliance])
def test_only_the_installation_itself_founds_alliances(actor: Callable[[], Actor]) -> None:
    by = actor()
    count = Alliance.objects.count()

    with pytest.raises(NotAllowed):
        found_alliance("new", NAMES, by=by, now=NOW)

    assert Alliance.objects.count() == count


def test_an_office_registers_an_organisation_with_its_names_in_each_language() -> None:
    office = make_actor(Role.OFFICE, alliance_id=make_alliance().id)

    value = register_organisation("dazu", NAMES, Kind.MUSEUM, "CN", by=office, now=NOW)

    row = Organisation.objects.get(slug="dazu")
    assert (value.id, value.public_id, value.names) == (row.id, row.public_id, NAMES)
    change = Change.objects.get(action="register")
    assert (change.actor_subject, change.actor_roles) == (office.subject, "office")
    assert change.patch["names"] == [None, {"en": "Dazu Academy", "zh-Hans": "大足研究院"}]
