"""An organisation applies; the alliance's office admits or refuses."""

from datetime import timedelta

import pytest

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change, OutboxEntry
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members.errors import AlreadyMember, NotApplied, ReasonNeeded, StepNotPossible
from landsea.members.events import MembershipChanged
from landsea.members.models import Membership, MembershipChange, MembershipState
from landsea.members.services.admission import (
    admit_member,
    apply_for_membership,
    refuse_application,
    withdraw_application,
)
from tests.factories.library import make_owner
from tests.factories.members import (
    NOW,
    make_actor,
    make_alliance,
    make_application,
    make_member,
    make_person,
    membership_of,
    suspend,
)

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def own_office(organisation_id: int) -> Actor:
    return make_actor(Role.OFFICE, organisation_id=organisation_id)


def office(slug: str = "land-sea") -> Actor:
    return make_actor(Role.OFFICE, alliance_id=make_alliance(slug).id)


def steps() -> list[tuple[str, str, str]]:
    rows = MembershipChange.objects.order_by("id")
    return list(rows.values_list("before", "after", "reason"))


def test_an_application_waits_with_what_the_organisation_says_of_itself() -> None:
    alliance, owner = make_alliance(), make_owner()
    by = own_office(owner.id)

    public_id = apply_for_membership(
        owner.id, alliance.id, application=" We run\x00 a museum. ", by=by, now=NOW
    )

    row = Membership.objects.get(public_id=public_id)
    assert (row.organisation_id, row.alliance_id, row.state) == (owner.id, alliance.id, "applied")
    assert (row.application, row.starts_on, row.ends_on) == ("We run a museum.", TODAY, None)
    assert steps() == [("", "applied", "")]


def test_each_step_is_in_the_log_of_both_sides_and_told_to_other_modules_once() -> None:
    alliance, owner = make_alliance(), make_owner()
    by = own_office(owner.id)

    public_id = apply_for_membership(owner.id, alliance.id, by=by, now=NOW)

    change = Change.objects.get(action="apply")
    assert (change.organisation, change.alliance) == (owner.public_id, alliance.public_id)
    assert (change.row_key, change.actor_subject) == (str(public_id), by.subject)
    entry = OutboxEntry.objects.get()
    assert MembershipChanged.from_payload(entry.payload) == MembershipChanged(
        membership_id=public_id,
        organisation_id=owner.public_id,
        alliance_id=alliance.public_id,
        before="",
        after="applied",
        changed_at=NOW,
    )


@pytest.mark.parametrize("state", [each for each in MembershipState if each != "left"])
def test_an_organisation_applies_once_while_it_is_there(state: MembershipState) -> None:
    key = make_member()
    Membership.objects.update(state=state)

    with pytest.raises(AlreadyMember):
        apply_for_membership(key, make_alliance().id, by=own_office(key), now=NOW)

    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    "role", [None, Role.EDITOR, Role.GATE, Role.CLEARING_OFFICER, Role.STATISTICIAN]
)
def test_only_an_own_office_applies(role: Role | None) -> None:
    alliance, owner = make_alliance(), make_owner()
    by = make_actor(role, organisation_id=owner.id if role else None)

    with pytest.raises(NotAllowed):
        apply_for_membership(owner.id, alliance.id, by=by, now=NOW)

    assert not Membership.objects.exists()


def test_another_organisations_office_does_not_apply_for_it() -> None:
    alliance, owner, other = make_alliance(), make_owner(), make_owner("other")

    with pytest.raises(NotAllowed):
        apply_for_membership(owner.id, alliance.id, by=own_office(other.id), now=NOW)


def test_an_alliances_office_applies_for_an_organisation_that_nobody_runs() -> None:
    alliance, owner = make_alliance(), make_owner()

    apply_for_membership(owner.id, alliance.id, by=office(), now=NOW)

    assert membership_of(owner.id).state == "applied"


def test_nobody_is_drawn_into_an_alliance_who_could_have_been_asked() -> None:
    alliance, owner = make_alliance(), make_owner()
    make_person(role=Role.OFFICE, organisation_id=owner.id)

    with pytest.raises(NotApplied):
        apply_for_membership(owner.id, alliance.id, by=office(), now=NOW)
    with pytest.raises(NotApplied):
        admit_member(owner.id, alliance.id, from_day=TODAY, by=office(), now=NOW)

    assert not Membership.objects.exists()


def test_an_alliances_office_does_not_speak_for_a_member_of_another() -> None:
    other, key = make_alliance("other"), make_member()

    with pytest.raises(NotApplied):
        apply_for_membership(key, other.id, by=office("other"), now=NOW)
    with pytest.raises(NotApplied):
        admit_member(key, other.id, from_day=TODAY, by=office("other"), now=NOW)

    assert Membership.objects.count() == 1


def test_who_is_suspended_in_one_alliance_may_apply_to_another() -> None:
    key, other = make_member(), make_alliance("other")
    suspend(key)

    apply_for_membership(key, other.id, by=own_office(key), now=NOW)

    assert membership_of(key, "other").state == "applied"


def test_an_admitted_applicant_belongs_from_the_day_of_admission() -> None:
    row = make_application()
    later = NOW + timedelta(days=5)

    admit_member(
        row.organisation_id, row.alliance_id, from_day=later.date(), by=office(), now=later
    )

    row.refresh_from_db()
    assert (row.state, row.starts_on) == ("admitted", later.date())
    assert steps() == [("", "applied", ""), ("applied", "admitted", "")]
    assert Membership.objects.count() == 1


def test_a_refused_applicant_reads_why_and_may_apply_again() -> None:
    row = make_application()

    refuse_application(row.public_id, reason=" No venue yet. ", by=office(), now=NOW)
    apply_for_membership(
        row.organisation_id, row.alliance_id, by=own_office(row.organisation_id), now=NOW
    )

    row.refresh_from_db()
    assert (row.state, row.ends_on) == ("left", TODAY + timedelta(days=1))
    assert steps()[1] == ("applied", "left", "No venue yet.")
    assert membership_of(row.organisation_id).state == "applied"


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 501])
def test_nobody_is_refused_without_a_reason_that_can_be_read(reason: str) -> None:
    row = make_application()

    with pytest.raises(ReasonNeeded):
        refuse_application(row.public_id, reason=reason, by=office(), now=NOW)

    row.refresh_from_db()
    assert row.state == "applied"
    assert MembershipChange.objects.count() == 1


def test_an_applicant_takes_its_application_back() -> None:
    row = make_application()

    withdraw_application(row.public_id, by=own_office(row.organisation_id), now=NOW)

    row.refresh_from_db()
    assert row.state == "left"
    assert steps()[1] == ("applied", "left", "")


def test_an_application_is_decided_once() -> None:
    row = make_application()
    refuse_application(row.public_id, reason="No.", by=office(), now=NOW)

    with pytest.raises(StepNotPossible):
        refuse_application(row.public_id, reason="No.", by=office(), now=NOW)
    with pytest.raises(StepNotPossible):
        withdraw_application(row.public_id, by=own_office(row.organisation_id), now=NOW)

    assert len(steps()) == 2


def test_an_application_does_not_exist_for_others() -> None:
    row = make_application()
    stranger = own_office(make_owner("other").id)

    for by in (Actor(), stranger, office("other")):
        with pytest.raises(NotFound):
            refuse_application(row.public_id, reason="No.", by=by, now=NOW)
        with pytest.raises(NotFound):
            withdraw_application(row.public_id, by=by, now=NOW)

    assert len(steps()) == 1


def test_each_side_decides_its_own() -> None:
    row = make_application()

    with pytest.raises(NotAllowed):
        withdraw_application(row.public_id, by=office(), now=NOW)
    with pytest.raises(NotAllowed):
        refuse_application(row.public_id, reason="No.", by=own_office(row.organisation_id), now=NOW)
    with pytest.raises(NotAllowed):
        refuse_application(
            row.public_id,
            reason="No.",
            by=make_actor(Role.EDITOR, organisation_id=row.organisation_id),
            now=NOW,
        )

    assert len(steps()) == 1
