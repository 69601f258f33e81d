"""A member is suspended and reinstated; it leaves, or its membership is ended."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change, OutboxEntry
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members.errors import OrganisationSuspended, ReasonNeeded, StepNotPossible
from landsea.members.models import Membership, MembershipChange
from landsea.members.queries import (
    get_history,
    is_suspended_everywhere,
    list_active_member_ids,
    list_alliance_ids_ever_of,
    list_members_ever,
    list_suspended_everywhere,
    require_may_write,
)
from landsea.members.services.standing import (
    end_membership,
    leave_alliance,
    reinstate_member,
    suspend_member,
)
from tests.factories.library import make_owner
from tests.factories.members import (
    LONG_AGO,
    NOW,
    make_actor,
    make_alliance,
    make_application,
    make_member,
    make_suspended,
    membership_of,
    suspend,
)

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


@pytest.fixture
def office() -> Actor:
    return make_actor(Role.OFFICE, alliance_id=make_alliance().id)


def own_office(organisation_id: int) -> Actor:
    return make_actor(Role.OFFICE, organisation_id=organisation_id)


def active_members(on: date = TODAY) -> frozenset[int]:
    return list_active_member_ids(make_alliance().id, on)


def test_a_suspended_member_is_not_active_and_a_reinstated_one_is_as_before(office: Actor) -> None:
    key = make_member()
    row = membership_of(key)

    suspend_member(row.public_id, reason="Turned holders away.", by=office, now=NOW)
    while_suspended = active_members()
    reinstate_member(row.public_id, by=office, now=NOW)

    assert while_suspended == frozenset()
    assert active_members() == {key}
    row.refresh_from_db()
    assert (row.state, row.starts_on, row.ends_on) == ("admitted", LONG_AGO, None)


def test_a_history_tells_each_step_with_its_reason_and_who_decided(office: Actor) -> None:
    row = membership_of(make_member())

    suspend_member(row.public_id, reason="Turned holders away.", by=office, now=NOW)
    reinstate_member(row.public_id, reason="Mended.", by=office, now=NOW)

    _membership, steps, _application = get_history(row.public_id, actor=office)
    assert [(each.step, each.reason) for each in steps] == [
        ("admitted", ""),
        ("suspended", "Turned holders away."),
        ("reinstated", "Mended."),
    ]
    changed_by = MembershipChange.objects.order_by("id").values_list("changed_by", flat=True)
    assert list(changed_by) == [None, office.subject, office.subject]
    actions = Change.objects.filter(row_label="members.membership").order_by("id")
    assert list(actions.values_list("action", flat=True)) == ["admit", "suspend", "reinstate"]
    assert OutboxEntry.objects.count() == 2


@pytest.mark.parametrize("act", [suspend_member, end_membership])
@pytest.mark.parametrize("reason", ["", " \n", "x" * 501])
def test_nobody_is_suspended_or_ended_without_a_reason(
    office: Actor, act: Callable[..., None], reason: str
) -> None:
    row = membership_of(make_member())

    with pytest.raises(ReasonNeeded):
        act(row.public_id, reason=reason, by=office, now=NOW)

    assert membership_of(row.organisation_id).state == "admitted"


def test_a_member_leaves_of_its_own_will_and_its_last_day_is_today() -> None:
    key = make_member()

    leave_alliance(membership_of(key).public_id, by=own_office(key), now=NOW)

    row = membership_of(key)
    assert (row.state, row.ends_on) == ("left", TODAY + timedelta(days=1))
    assert active_members() == frozenset()


def test_a_suspended_member_may_leave_and_an_office_may_end_its_membership(office: Actor) -> None:
    first, second = make_suspended("first"), make_suspended("second")

    leave_alliance(membership_of(first).public_id, by=own_office(first), now=NOW)
    end_membership(membership_of(second).public_id, reason="No answer.", by=office, now=NOW)

    assert set(Membership.objects.values_list("state", flat=True)) == {"left"}


def test_a_membership_that_ends_before_it_began_had_one_day(office: Actor) -> None:
    key = make_member()
    Membership.objects.update(starts_on=TODAY + timedelta(days=30))

    end_membership(membership_of(key).public_id, reason="Mistake.", by=office, now=NOW)

    assert membership_of(key).ends_on == TODAY + timedelta(days=31)


def test_a_step_that_the_state_does_not_allow_is_refused(office: Actor) -> None:
    applied, admitted = make_application(), membership_of(make_member())
    suspended = membership_of(make_suspended("other"))
    count = MembershipChange.objects.count()

    for act, row in (
        (suspend_member, applied),
        (suspend_member, suspended),
        (reinstate_member, admitted),
        (reinstate_member, applied),
        (end_membership, applied),
    ):
        with pytest.raises(StepNotPossible):
            act(row.public_id, reason="Why not.", by=office, now=NOW)
    with pytest.raises(StepNotPossible):
        leave_alliance(applied.public_id, by=own_office(applied.organisation_id), now=NOW)

    assert MembershipChange.objects.count() == count


@pytest.mark.parametrize("act", [suspend_member, end_membership])
def test_only_the_office_of_the_very_alliance_decides(act: Callable[..., None]) -> None:
    key = make_member()
    others = [
        Actor(),
        own_office(key),
        make_actor(Role.OFFICE, alliance_id=make_alliance("other").id),
        make_actor(Role.STATISTICIAN, alliance_id=make_alliance().id),
    ]

    for by in others:
        with pytest.raises(NotAllowed):  # that it belongs is public
            act(membership_of(key).public_id, reason="Envy.", by=by, now=NOW)

    assert membership_of(key).state == "admitted"


def test_a_suspension_does_not_exist_for_strangers_and_its_own_office_does_not_end_it() -> None:
    key = make_suspended()
    row = membership_of(key)

    with pytest.raises(NotFound):
        reinstate_member(row.public_id, by=own_office(make_owner("other").id), now=NOW)
    with pytest.raises(NotAllowed):
        reinstate_member(row.public_id, by=own_office(key), now=NOW)

    assert membership_of(key).state == "suspended"


def test_nobody_but_its_own_office_takes_a_member_out(office: Actor) -> None:
    key = make_member()

    for by in (office, make_actor(Role.EDITOR, organisation_id=key), Actor()):
        with pytest.raises(NotAllowed):
            leave_alliance(membership_of(key).public_id, by=by, now=NOW)

    assert membership_of(key).state == "admitted"


def test_who_begins_later_or_has_left_is_not_active_on_a_day() -> None:
    key = make_member()
    Membership.objects.update(starts_on=TODAY)

    before, on_the_day = active_members(TODAY - timedelta(days=1)), active_members()
    leave_alliance(membership_of(key).public_id, by=own_office(key), now=NOW)

    assert (before, on_the_day) == (frozenset(), frozenset([key]))
    assert active_members() == frozenset()


def test_suspended_everywhere_is_who_belongs_somewhere_and_is_suspended_there() -> None:
    alone = make_owner("alone").id
    member, suspended = make_member("member"), make_suspended("suspended")
    half = make_suspended("half")
    make_member("half", alliance="other")
    twice = make_suspended("twice")
    make_suspended("twice", alliance="other")
    left = make_suspended("left")
    leave_alliance(membership_of(left).public_id, by=own_office(left), now=NOW)
    applicant = make_application("applicant").organisation_id

    everybody = [alone, member, suspended, half, twice, left, applicant]

    assert list_suspended_everywhere(everybody) == {suspended, twice}
    assert [is_suspended_everywhere(key) for key in everybody] == [
        key in (suspended, twice) for key in everybody
    ]


def test_an_application_elsewhere_does_not_lift_a_suspension() -> None:
    key = make_suspended()
    make_application("dazu-research-academy", alliance="other")

    assert is_suspended_everywhere(key)


def test_staff_of_a_suspended_organisation_write_nothing_and_the_installation_may() -> None:
    key = make_suspended()

    require_may_write(key, by=Actor.system())
    require_may_write(make_owner("alone").id, by=Actor())
    with pytest.raises(OrganisationSuspended):
        require_may_write(key, by=make_actor(Role.EDITOR, organisation_id=key))


def test_who_once_belonged_is_remembered_and_a_refused_applicant_is_not(office: Actor) -> None:
    left, suspended = make_member("left"), make_suspended("suspended")
    leave_alliance(membership_of(left).public_id, by=own_office(left), now=NOW)
    make_application("applicant")

    alliance_id = make_alliance().id

    assert [each.slug for each in list_members_ever(alliance_id)] == ["left", "suspended"]
    assert list_alliance_ids_ever_of(left) == {alliance_id}
    assert list_alliance_ids_ever_of(suspended) == {alliance_id}
    assert list_alliance_ids_ever_of(make_owner("applicant").id) == frozenset()


def test_two_suspensions_in_two_alliances_are_two(office: Actor) -> None:
    key = make_member()
    make_member(alliance="other")

    suspend(key, alliance="other")

    assert membership_of(key).state == "admitted"
    assert membership_of(key, "other").state == "suspended"
