from uuid import UUID

import pytest

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change
from landsea.foundation.undo import ChangedSince, NotReversible, undo_batch, why_not
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.texts import LocalisedText
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.errors import LastOffice
from landsea.members.models import (
    Membership,
    MembershipChange,
    MembershipState,
    Organisation,
    RoleAssignment,
)
from landsea.members.services.organisations import edit_organisation
from landsea.members.services.people import (
    give_up_role,
    grant_role,
    register_person,
    withdraw_role,
)
from landsea.members.services.standing import suspend_member
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_actor, make_alliance, make_member

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()


def latest(label: str) -> UUID:
    """Returns the batch of the latest change of a kind of row."""
    return Change.objects.filter(row_label=label).latest("id").batch


def rename(name: str, *, by: Actor) -> UUID:
    edit_organisation(
        make_owner().public_id,
        names=LocalisedText.of({"en": name}),
        kind=OrganisationKind.MUSEUM,
        market="CN",
        by=by,
        now=NOW,
    )
    return latest("members.organisation")


def give(role: Role, organisation_id: int, *, email: str = "a@example.org") -> RoleAssignment:
    person = register_person(email, "Anna", by=SYSTEM)
    grant_role(person, role, organisation_id=organisation_id, by=SYSTEM, now=NOW)
    return RoleAssignment.objects.get(person_id=person)


def test_a_renamed_organisation_gets_its_name_and_kind_back() -> None:
    office = make_actor(Role.OFFICE, organisation_id=make_owner().id)
    batch = rename("Wrong name", by=office)

    undo_batch(batch, by=office, now=NOW)

    row = Organisation.objects.get()
    assert (str(row.names), row.kind) == ("Dazu Research Academy", OrganisationKind.ATTRACTION)
    assert Change.objects.get(batch=latest("members.organisation")).undoes == batch


def test_a_name_that_was_changed_again_is_not_put_back() -> None:
    office = make_actor(Role.OFFICE, organisation_id=make_owner().id)
    batch = rename("Wrong name", by=office)
    rename("Right name", by=office)

    with pytest.raises(ChangedSince, match="Right name"):
        undo_batch(batch, by=office, now=NOW)


def test_an_organisation_is_not_unregistered() -> None:
    owner = make_owner()
    office = make_actor(Role.OFFICE, organisation_id=owner.id)
    batch = latest("members.organisation")

    with pytest.raises(NotReversible):
        undo_batch(batch, by=office, now=NOW)
    assert why_not(batch, actor=office) == "An organisation that was registered stays."


def test_a_role_that_was_given_is_withdrawn_and_given_again() -> None:
    owner = make_owner()
    office = make_actor(Role.OFFICE, organisation_id=owner.id)
    row = give(Role.GATE, owner.id)
    batch = latest("members.roleassignment")

    undoing = undo_batch(batch, by=office, now=NOW)
    row.refresh_from_db()
    withdrawn_at = row.withdrawn_at
    undo_batch(undoing, by=office, now=NOW)

    assert withdrawn_at == NOW
    held = RoleAssignment.objects.get(withdrawn_at__isnull=True)
    assert (held.person_id, held.role) == (row.person_id, Role.GATE)


def test_the_last_office_is_not_taken_away_by_taking_its_granting_back() -> None:
    owner = make_owner()
    give(Role.OFFICE, owner.id)
    office = make_actor(Role.OFFICE, organisation_id=owner.id)

    with pytest.raises(LastOffice):
        undo_batch(latest("members.roleassignment"), by=office, now=NOW)


def test_a_role_that_was_withdrawn_meanwhile_is_not_withdrawn_twice() -> None:
    owner = make_owner()
    office = make_actor(Role.OFFICE, organisation_id=owner.id)
    row = give(Role.GATE, owner.id)
    batch = latest("members.roleassignment")
    withdraw_role(row.public_id, by=office, now=NOW)

    with pytest.raises(ChangedSince):
        undo_batch(batch, by=office, now=NOW)


def test_nobody_is_given_a_role_again_that_they_gave_up() -> None:
    owner = make_owner()
    office = make_actor(Role.OFFICE, organisation_id=owner.id)
    row = give(Role.GATE, owner.id)
    give_up_role(row.public_id, by=Actor(user_id=row.person_id), now=NOW)

    batch = latest("members.roleassignment")

    assert why_not(batch, actor=office) == "The person gave the role up: invite them again."


def test_a_suspension_is_taken_back_and_put_back_with_its_history() -> None:
    make_member()
    office = make_actor(Role.OFFICE, alliance_id=make_alliance().id)
    row = Membership.objects.get()
    suspend_member(row.public_id, reason="Two complaints", by=office, now=NOW)

    undoing = undo_batch(latest("members.membership"), by=office, now=NOW)
    row.refresh_from_db()
    state = row.state
    undo_batch(undoing, by=office, now=NOW)

    row.refresh_from_db()
    assert (state, row.state) == (MembershipState.ADMITTED, MembershipState.SUSPENDED)
    steps = MembershipChange.objects.order_by("id").values_list("after", "reason")
    assert list(steps) == [
        ("admitted", ""),
        ("suspended", "Two complaints"),
        ("admitted", ""),
        ("suspended", "Reinstating was taken back."),
    ]


def test_the_suspended_organisation_does_not_take_its_suspension_back() -> None:
    member = make_member()
    row = Membership.objects.get()
    suspend_member(row.public_id, reason="Two complaints", by=SYSTEM, now=NOW)
    office = make_actor(Role.OFFICE, organisation_id=member)

    with pytest.raises(NotAllowed):
        undo_batch(latest("members.membership"), by=office, now=NOW)

    row.refresh_from_db()
    assert row.state == MembershipState.SUSPENDED


def test_an_admission_to_the_alliance_says_why_it_stays() -> None:
    make_member()
    office = make_actor(Role.OFFICE, alliance_id=make_alliance().id)
    batch = latest("members.membership")

    with pytest.raises(NotReversible):
        undo_batch(batch, by=office, now=NOW)
    assert why_not(batch, actor=office) == (
        "A decision about a membership is followed by a new one."
    )


def test_an_office_elsewhere_does_not_find_the_batch() -> None:
    make_member()
    office = make_actor(Role.OFFICE, alliance_id=make_alliance("elsewhere").id)

    with pytest.raises(NotFound):
        undo_batch(latest("members.membership"), by=office, now=NOW)
