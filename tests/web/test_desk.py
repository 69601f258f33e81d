"""The member's desk: what is ours, what waits for us."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.cards.services.programmes import enrol_gate
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import TaskRun, User
from landsea.library.engine.vocabulary import ResourceState
from landsea.members.engine.bodies import Body
from landsea.members.services.invitations import invite
from landsea.members.services.people import grant_role
from tests.factories.cards import make_programme
from tests.factories.library import make_owner, make_place
from tests.factories.members import (
    NOW,
    make_alliance,
    make_application,
    make_member,
    make_suspended,
)
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

DESK = "/en/desk/"


def read(client: Client, address: str = DESK, *, status: int = 200) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def waiting(page: str) -> list[str]:
    return re.findall(r"<h3>([^<]+)</h3><p class=\"quiet\">", page)


def ours(page: str) -> dict[str, str]:
    """Returns what stands beside each link of one's organisations."""
    mine = page.split('id="h-ours"')[1].split("</section>", maxsplit=1)[0]
    found = re.findall(r'<li><a href="[^"]+">([^<]+)</a>(?:<span class="num">([^<]*))?', mine)
    return {name: number.strip() for name, number in found}


def fail_task(by: User, *, days_ago: int = 1) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    TaskRun.objects.create(
        task_path="landsea.insight.tasks.load_published_file",
        arguments={"args": [], "kwargs": {}},
        queue="default",
        state="failed",
        run_after=at,
        attempt_count=1,
        max_attempts=1,
        error="The file is gone.",
        created_by=by.subject,
        created_at=at,
        finished_at=at,
    )


def test_nobody_without_a_role_has_a_desk(client: Client) -> None:
    read(client, status=403)


def test_an_own_office_sees_numbers_of_all_that_is_theirs(client: Client) -> None:
    owner_id = make_member()
    venue = make_place()
    make_place("2")
    make_place("draft", state=ResourceState.DRAFT)
    make_place("of-others", owner=make_owner("other"))
    enrol_gate(venue.public_id, "North", by=Actor.system(), now=NOW)
    sign_in(client, Role.OFFICE, organisation_id=owner_id)

    page = read(client)

    assert ours(page) == {
        "Places": "2",
        "Listings": "0",
        "Gate": "1 device",
        "Membership": "",
        "People": "1",
        "Keys of programs": "0",
    }
    assert "1 record is a draft" in waiting(page)


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.GATE, {"Places", "Gate", "Membership", "Statement"}),
        (Role.EDITOR, {"Places", "Membership", "Statement"}),
        (Role.MARKET_AGENT, {"Places", "Listings", "Membership"}),
        (Role.CLEARING_OFFICER, {"Places", "Membership", "Statement"}),
    ],
)
def test_each_role_is_offered_what_it_can_open(client: Client, role: Role, links: set[str]) -> None:
    make_programme()
    sign_in(client, role, organisation_id=make_member())

    page = read(client)

    assert set(ours(page)) == links
    for address in re.findall(
        r'<li><a href="([^"]+)">', page.split("What is yours")[1].split("</section>")[0]
    ):
        read(client, address)


def test_the_gate_staff_is_not_told_of_drafts(client: Client) -> None:
    owner_id = make_member()
    make_place("draft", state=ResourceState.DRAFT)
    sign_in(client, Role.GATE, organisation_id=owner_id)

    assert waiting(read(client)) == []


def test_what_hurts_most_stands_first(client: Client) -> None:
    owner_id = make_suspended()
    make_place("draft", state=ResourceState.DRAFT)
    make_application("dazu-research-academy", alliance="other")
    invite(
        "li@example.org",
        Role.GATE,
        Body(organisation_id=owner_id),
        site="https://landsea.example",
        by=Actor.system(),
        now=timezone.now(),
    )
    user = sign_in(client, Role.OFFICE, organisation_id=owner_id)
    fail_task(user)

    page = read(client)

    assert "5 things wait for you." in page
    assert waiting(page) == [
        "Dazu Research Academy is suspended",
        "The application of Dazu Research Academy waits",
        "1 record is a draft",
        "1 invitation is not answered",
        "Background work failed",
    ]


def test_an_own_office_without_an_alliance_is_led_to_apply(client: Client) -> None:
    sign_in(client, Role.OFFICE, organisation_id=make_owner().id)

    page = read(client)

    assert waiting(page) == ["Dazu Research Academy belongs to no alliance"]
    assert f"/en/desk/{make_owner().public_id}/membership/" in page


def test_nothing_of_another_organisation_stands_on_the_desk(client: Client) -> None:
    other = make_suspended("other")
    make_place("draft", state=ResourceState.DRAFT, owner=make_owner("other"))
    stranger = sign_in(client, Role.OFFICE, organisation_id=other)
    fail_task(stranger)
    sign_in(client, Role.OFFICE, organisation_id=make_member())

    page = read(client)

    assert "Nothing waits for you." in page
    assert "Other" not in page


def test_work_that_failed_long_ago_waits_for_nobody(client: Client) -> None:
    user = sign_in(client, Role.OFFICE, organisation_id=make_member())
    fail_task(user, days_ago=15)

    assert waiting(read(client)) == []


def test_people_of_an_alliance_find_their_work(client: Client) -> None:
    user = sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance().id)
    grant_role(user.pk, Role.OFFICE, alliance_id=make_alliance().id, by=Actor.system(), now=NOW)

    assert set(ours(read(client))) == {"Load figures", "Office"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_database_as_often_however_many_organisations(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    user = sign_in(client, Role.OFFICE, organisation_id=make_member())
    for number in range(count - 1):
        key = make_member(f"member-{number}")
        grant_role(user.pk, Role.OFFICE, organisation_id=key, by=Actor.system(), now=NOW)
    for _ in range(count):
        fail_task(user)

    # Session, account, roles; organisations, memberships, records, devices, people, keys,
    # invitations, listings, alliances with a programme; failed work.
    with django_assert_num_queries(13):
        page = read(client)

    assert page.count('<article class="own">') == count
