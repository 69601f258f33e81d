"""The office's home: what waits for a decision."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.foundation import outbox
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import OutboxEntry
from landsea.members.services.people import grant_role
from tests.factories.library import make_owner
from tests.factories.members import (
    NOW,
    make_alliance,
    make_application,
    make_member,
    make_person,
    make_suspended,
)
from tests.factories.sessions import sign_in
from tests.web.test_desk import fail_task

pytestmark = pytest.mark.django_db

HOME = "/en/office/land-sea/"


def read(client: Client, address: str = HOME, *, status: int = 200) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def sign_in_office(client: Client) -> None:
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)


def waiting(page: str) -> list[str]:
    return re.findall(r"<h3>([^<]+)</h3>", page)


def test_what_waits_for_a_decision_stands_on_the_office_s_home(client: Client) -> None:
    make_application("lakeside-hotel")
    make_suspended("closed-museum")
    make_member("open-museum")
    statistician = sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance().id)
    fail_task(statistician)
    sign_in_office(client)
    client.post(
        f"{HOME}people/", {"act": "invite", "email": "li@example.org", "role": "statistician"}
    )

    page = read(client)

    assert "1 application waits for you." in page
    assert waiting(page) == [
        "Lakeside Hotel",
        "Closed Museum",
        "1 invitation to this office is not answered",
        "Background work failed",
    ]
    assert "load_published_file: The file is gone." in page


def test_members_are_listed_with_their_state_and_whether_somebody_runs_them(
    client: Client,
) -> None:
    make_person(role=Role.OFFICE, organisation_id=make_member("a"))
    make_suspended("b")
    sign_in_office(client)

    members = read(client).split('id="h-members"')[1]

    rows = re.findall(r"<li>(.*?)</li>", members)[:2]
    assert ["no own office" in row for row in rows] == [False, True]
    assert ["member" in row for row in rows] == [True, True]
    assert "suspended" in rows[1]


def test_events_that_wait_too_long_are_told_without_a_number(client: Client) -> None:
    now = timezone.now()
    make_member()
    sign_in_office(client)
    entry = OutboxEntry.objects.create(
        event_name="x", payload={}, recorded_at=now - timedelta(minutes=9), due_at=now
    )
    before = waiting(read(client))

    OutboxEntry.objects.filter(pk=entry.pk).update(recorded_at=now - timedelta(minutes=11))
    late = waiting(read(client))
    OutboxEntry.objects.filter(pk=entry.pk).update(delivered_at=now)

    assert (before, late) == ([], ["Events wait for over ten minutes"])
    assert not outbox.has_overdue(now=now)


def test_nothing_of_another_alliance_stands_there(client: Client) -> None:
    make_application("stranger", alliance="other")
    make_suspended("other-member", alliance="other")
    fail_task(sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance("other").id))
    sign_in_office(client)

    page = read(client)

    assert "No application waits for you." in page
    assert "No member yet." in page
    assert waiting(page) == []


def test_the_office_leads_to_the_one_alliance_or_lists_several(client: Client) -> None:
    make_application("applicant", alliance="b")
    user = sign_in(client, Role.OFFICE, alliance_id=make_alliance("a").id)
    one = client.get("/en/office/")

    grant_role(user.pk, Role.OFFICE, alliance_id=make_alliance("b").id, by=Actor.system(), now=NOW)
    page = read(client, "/en/office/")

    assert (one.status_code, one["Location"]) == (302, "/en/office/a/")
    assert re.findall(r"(\d) applications? waits?", page) == ["0", "1"]


def test_the_office_is_for_offices(client: Client) -> None:
    alliance, owner = make_alliance(), make_owner()

    read(client, "/en/office/", status=403)
    read(client, status=404)
    sign_in(client, Role.OFFICE, organisation_id=owner.id)
    read(client, "/en/office/", status=403)
    read(client, status=404)
    sign_in(client, Role.CLEARING_OFFICER, alliance_id=alliance.id)
    read(client, "/en/office/", status=403)
    read(client, status=403)
    sign_in(client, Role.OFFICE, alliance_id=make_alliance("other").id)
    read(client, status=404)
    read(client, "/en/office/nowhere/", status=404)


def test_the_navigation_offers_what_the_reader_can_open(client: Client) -> None:
    def offered() -> list[str]:
        (bar,) = re.findall(r'<nav class="bar".*?</nav>', read(client, "/en/places/"))
        return re.findall(r">([^<]+)</a>", bar)

    public = ["Places", "Calendar", "Trips", "Cards", "Market", "Figures", "Organisations"]
    assert offered() == public
    sign_in(client, Role.GATE, organisation_id=make_owner().id)
    assert offered() == [*public, "Gate", "Desk"]
    sign_in(client, Role.OFFICE, organisation_id=make_owner().id)
    assert offered() == [*public, "Desk"]
    sign_in_office(client)
    assert offered() == [*public, "Office", "Desk"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_asks_the_database_as_often_however_much_waits(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_application(f"applicant-{number}")
        make_suspended(f"suspended-{number}")
        make_member(f"member-{number}")
    sign_in_office(client)

    # Session, account, roles; the alliance, memberships, own offices, colleagues, invitations,
    # failed work, the outbox.
    with django_assert_num_queries(10):
        page = read(client)

    assert len(waiting(page)) == 2 * count
