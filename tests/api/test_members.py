"""Members through the interface."""

from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.members.engine.scopes import Scope
from landsea.members.models import Membership, MembershipState
from landsea.members.queries import get_organisation, list_organisations_by_ids
from tests.api.calling import Program
from tests.factories.keys import make_token
from tests.factories.library import make_owner
from tests.factories.members import make_alliance, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Program:
    """A program of the alliance's office."""
    return office_of("land-sea")


def office_of(alliance: str) -> Program:
    organisation = make_member(f"{alliance}-office", alliance=alliance)
    found = make_alliance(alliance)
    return Program(make_token(organisation, Scope.ALLIANCE_RUN, alliance_id=found.id).secret)


def applicant(slug: str = "bridge-museum") -> Program:
    """Returns a program of an organisation that belongs nowhere yet."""
    return Program(make_token(make_owner(slug).id, Scope.MEMBERS_WRITE).secret)


def test_organisations_are_public(anybody: Program) -> None:
    owner = make_owner(is_demo=True)

    one = anybody.get(f"organisations/{owner.public_id}")

    assert one.body == {
        "id": str(owner.public_id),
        "slug": "dazu-research-academy",
        "names": {"en": "Dazu Research Academy"},
        "kind": "attraction",
        "market": "CN",
        "is_demo": True,
    }
    assert anybody.get("organisations?kind=attraction&market=CN").body["items"] == [one.body]
    assert anybody.get("organisations?kind=bank").body["items"] == []
    assert anybody.get(f"organisations/{uuid4()}").problem == (404, "not-found")


def test_alliances_are_public(anybody: Program) -> None:
    alliance = make_alliance()

    one = anybody.get("alliances/land-sea")

    assert (one.status, one.body["id"]) == (200, str(alliance.public_id))
    assert anybody.get("alliances").body["items"] == [one.body]
    assert anybody.get("alliances/nowhere").problem == (404, "not-found")


@pytest.mark.parametrize("path", ["organisations", "alliances", "memberships"])
def test_a_walk_through_the_pages_gives_the_whole_list(anybody: Program, path: str) -> None:
    for number in range(5):
        make_member(f"member-{number}", alliance=f"alliance-{number}")

    walked = anybody.walk(path, limit=2)

    assert walked == anybody.get(path).body["items"]
    assert len(walked) == 5


@pytest.mark.parametrize("path", ["organisations", "alliances", "memberships"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_database_as_often_however_long_it_is(
    anybody: Program, django_assert_num_queries: DjangoAssertNumQueries, path: str, count: int
) -> None:
    for number in range(count):
        make_member(f"member-{number}", alliance=f"alliance-{number}")
    anybody.get(path)

    with django_assert_num_queries(2):
        reply = anybody.get(path)

    assert len(reply.body["items"]) == count


def test_an_application_is_seen_by_the_two_it_concerns(office: Program, anybody: Program) -> None:
    museum = applicant()
    stranger = office_of("other")

    applied = museum.post("memberships", {"alliance": "land-sea", "application": "We want in."})

    assert (applied.status, applied.body["state"]) == (201, "applied")
    listed = "memberships?alliance=land-sea&state=applied"
    assert museum.get(listed).body["items"] == [applied.body]
    assert office.get(listed).body["items"] == [applied.body]
    assert stranger.get(listed).body["items"] == []
    assert anybody.get(listed).body["items"] == []


def test_an_organisation_applies_once(office: Program) -> None:
    museum = applicant()
    museum.post("memberships", {"alliance": "land-sea"})

    again = museum.post("memberships", {"alliance": "land-sea"})

    assert again.problem == (409, "already-member")
    assert museum.post("memberships", {"alliance": "nowhere"}).problem == (404, "not-found")


def test_a_membership_goes_through_its_states(office: Program, anybody: Program) -> None:
    museum = applicant()
    membership = museum.post("memberships", {"alliance": "land-sea"}).body["id"]
    address = f"memberships/{membership}/decisions"
    steps = [
        (office, {"decision": "admit"}, "admitted"),
        (office, {"decision": "suspend", "reason": "fees"}, "suspended"),
        (office, {"decision": "reinstate"}, "admitted"),
        (museum, {"decision": "leave"}, "left"),
    ]

    states = [who.post(address, body).body["state"] for who, body, _after in steps]

    assert states == [after for _who, _body, after in steps]
    assert office.post(address, {"decision": "admit"}).problem[0] == 409


@pytest.mark.parametrize("decision", ["refuse", "suspend", "end"])
def test_a_decision_against_somebody_has_a_reason(office: Program, decision: str) -> None:
    museum = applicant()
    membership = museum.post("memberships", {"alliance": "land-sea"}).body["id"]
    address = f"memberships/{membership}/decisions"
    if decision != "refuse":
        office.post(address, {"decision": "admit"})

    assert office.post(address, {"decision": decision}).problem == (422, "reason-needed")
    assert office.post(address, {"decision": decision, "reason": "why"}).status == 201


def test_an_application_is_taken_back_by_the_applicant_only(office: Program) -> None:
    museum = applicant()
    membership = museum.post("memberships", {"alliance": "land-sea"}).body["id"]
    address = f"memberships/{membership}/decisions"

    assert office.post(address, {"decision": "withdraw"}).problem == (403, "not-allowed")
    assert museum.post(address, {"decision": "withdraw"}).body["state"] == "left"


def test_a_membership_that_is_not_seen_is_not_there(office: Program) -> None:
    museum = applicant()
    membership = museum.post("memberships", {"alliance": "land-sea"}).body["id"]
    stranger = office_of("other")

    hidden = stranger.post(f"memberships/{membership}/decisions", {"decision": "admit"})
    missing = stranger.post(f"memberships/{uuid4()}/decisions", {"decision": "admit"})

    assert hidden.problem == (404, "not-found")
    assert hidden.body == missing.body
    state = Membership.objects.unscoped("test").get(public_id=membership).state
    assert state == MembershipState.APPLIED


def test_an_applicant_does_not_admit_itself() -> None:
    make_alliance()
    museum = applicant()
    membership = museum.post("memberships", {"alliance": "land-sea"}).body["id"]

    reply = museum.post(f"memberships/{membership}/decisions", {"decision": "admit"})

    assert reply.problem == (403, "not-allowed")


def test_the_office_of_another_alliance_admits_nobody_here() -> None:
    member = make_member("seen-by-all")
    membership = Membership.objects.unscoped("test").get(organisation_id=member)
    stranger = office_of("other")

    # An admitted member is public: it is seen, and not to be decided about.
    reply = stranger.post(
        f"memberships/{membership.public_id}/decisions", {"decision": "end", "reason": "ours"}
    )

    assert reply.problem == (403, "not-allowed")
    organisation = list_organisations_by_ids([member])[member]
    assert get_organisation(organisation.public_id) == organisation
