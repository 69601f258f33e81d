"""The desk's page of memberships, the office's page of a member, and what both can do there."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Actor, Role
from landsea.kernel.texts import LocalisedText
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.models import Membership, MembershipChange, Organisation
from landsea.members.queries import find_organisation_by_slug, list_grants_of
from landsea.members.services.admission import refuse_application
from landsea.members.services.people import grant_role
from tests.factories.library import make_owner
from tests.factories.members import (
    NOW,
    make_alliance,
    make_application,
    make_member,
    make_person,
    make_suspended,
    membership_of,
)
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

SUSPEND = {"act": "suspend", "reason": "Turned card holders away."}


def read(client: Client, address: str, *, status: int = 200) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def desk_of(slug: str = "dazu-research-academy") -> str:
    return f"/en/desk/{make_owner(slug).public_id}/membership/"


def office_of(row: Membership) -> str:
    return f"/en/office/{row.alliance.slug}/members/{row.public_id}/"


def sign_in_own_office(client: Client, slug: str = "dazu-research-academy") -> None:
    sign_in(client, Role.OFFICE, organisation_id=make_owner(slug).id)


def sign_in_office(client: Client, slug: str = "land-sea") -> None:
    sign_in(client, Role.OFFICE, alliance_id=make_alliance(slug).id)


def test_an_own_office_applies_and_takes_its_application_back(client: Client) -> None:
    alliance = make_alliance()
    sign_in_own_office(client)
    read(client, desk_of())

    client.post(
        desk_of(),
        {"act": "apply", "alliance": str(alliance.public_id), "application": "We run a museum."},
    )
    page = read(client, desk_of())
    row = membership_of(make_owner().id)
    client.post(desk_of(), {"act": "withdraw", "membership": str(row.public_id)})
    after = read(client, desk_of())

    assert "We run a museum." in page
    assert 'value="apply"' not in page
    row.refresh_from_db()
    assert row.state == "left"
    assert "Application withdrawn" in after
    assert 'value="apply"' in after


def test_an_own_office_leaves_from_its_desk(client: Client) -> None:
    row = membership_of(make_member())
    sign_in_own_office(client)

    page = read(client, desk_of())
    response = client.post(desk_of(), {"act": "leave", "membership": str(row.public_id)})

    assert "Cards sold before still open them until they end" in page
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.state == "left"


def test_a_suspended_member_reads_why_and_what_it_means(client: Client) -> None:
    make_suspended()
    sign_in(client, Role.EDITOR, organisation_id=make_owner().id)

    page = read(client, desk_of())

    assert "Turned card holders away." in page
    assert "you are paid for them" in page


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.OFFICE])
def test_colleagues_read_the_membership_and_decide_nothing(client: Client, role: Role) -> None:
    row = membership_of(make_member())
    sign_in(client, role, organisation_id=make_owner().id)

    page = read(client, desk_of())
    response = client.post(desk_of(), {"act": "leave", "membership": str(row.public_id)})

    assert "Admitted" in page
    assert 'name="act"' not in page
    assert response.status_code == 403
    row.refresh_from_db()
    assert row.state == "admitted"


def test_a_desk_is_not_there_for_others(client: Client) -> None:
    make_suspended()

    read(client, desk_of(), status=404)
    sign_in_own_office(client, "other")
    page = read(client, desk_of(), status=404)
    sign_in_office(client)
    read(client, desk_of(), status=404)

    assert "Turned card holders away." not in page
    assert client.post(desk_of(), {"act": "leave"}).status_code == 404


def test_an_own_office_decides_about_no_membership_but_its_own(client: Client) -> None:
    row = membership_of(make_member("other"))
    sign_in_own_office(client)

    response = client.post(desk_of(), {"act": "leave", "membership": str(row.public_id)})

    assert response.status_code == 403  # that it belongs is public
    row.refresh_from_db()
    assert row.state == "admitted"


@pytest.mark.parametrize("act", ["", "admit", "suspend", "end", "reinstate", "refuse"])
def test_the_desk_has_no_decisions_of_the_office(client: Client, act: str) -> None:
    row = make_application("dazu-research-academy")
    sign_in_own_office(client)

    response = client.post(
        desk_of(), {"act": act, "membership": str(row.public_id), "reason": "Because."}
    )

    assert response.status_code == 422
    row.refresh_from_db()
    assert row.state == "applied"


@pytest.mark.parametrize("sent", ["", "x", "00000000-0000-7000-8000-000000000000"])
def test_nobody_applies_to_an_alliance_that_is_none(client: Client, sent: str) -> None:
    sign_in_own_office(client)

    assert client.post(desk_of(), {"act": "apply", "alliance": sent}).status_code == 404


def test_what_was_typed_stays_when_an_application_is_refused_at_once(client: Client) -> None:
    make_member()
    sign_in_own_office(client)

    response = client.post(
        desk_of(),
        {
            "act": "apply",
            "alliance": str(make_alliance().public_id),
            "application": "Once more <b>",
        },
    )

    assert response.status_code == 409
    assert "already has a membership in this alliance" in response.content.decode()


def test_the_office_reads_an_application_and_admits(client: Client) -> None:
    row = make_application(application="120 rooms\nbeside a lake <script>")
    sign_in_office(client)

    page = read(client, office_of(row))
    client.post(office_of(row), {"act": "admit"})
    after = read(client, office_of(row))

    assert "120 rooms beside a lake &lt;script&gt;" in page
    row.refresh_from_db()
    assert row.state == "admitted"
    assert re.findall(r'name="act" value="([\w-]+)"', after)[:2] == ["suspend", "end"]


def test_the_office_refuses_suspends_reinstates_and_ends_with_reasons(client: Client) -> None:
    applicant, row = make_application(), membership_of(make_member())
    sign_in_office(client)

    client.post(office_of(applicant), {"act": "refuse", "reason": "No venue."})
    client.post(office_of(row), SUSPEND)
    client.post(office_of(row), {"act": "reinstate", "reason": ""})
    client.post(office_of(row), {"act": "end", "reason": "Closed down."})

    page = read(client, office_of(row))
    assert re.findall(r"<strong>([\w ]+)</strong>", page) == [
        "Admitted",
        "Suspended",
        "Reinstated",
        "Ended by the office",
    ]
    assert "Closed down." in page
    applicant.refresh_from_db()
    assert applicant.state == "left"


@pytest.mark.parametrize("reason", ["", "x" * 501])
def test_a_decision_without_a_reason_says_so_beside_what_was_typed(
    client: Client, reason: str
) -> None:
    row = membership_of(make_member())
    sign_in_office(client)

    response = client.post(office_of(row), SUSPEND | {"reason": reason})

    page = response.content.decode()
    assert response.status_code == 422
    assert "A reason is missing, or it is longer than 500 characters." in page
    assert f'aria-invalid="true">{reason}</textarea>' in page
    row.refresh_from_db()
    assert row.state == "admitted"


def test_a_decision_that_came_too_late_is_told_so(client: Client) -> None:
    row = membership_of(make_suspended())
    sign_in_office(client)

    response = client.post(office_of(row), SUSPEND)

    assert response.status_code == 409
    assert "The membership is in another state by now." in response.content.decode()


@pytest.mark.parametrize("act", ["", "leave", "withdraw-application", "conquer"])
def test_the_office_has_no_decisions_of_the_member(client: Client, act: str) -> None:
    row = membership_of(make_member())
    sign_in_office(client)

    assert client.post(office_of(row), {"act": act}).status_code == 422
    assert MembershipChange.objects.count() == 1


def test_a_member_is_shown_at_the_office_of_its_alliance_only(client: Client) -> None:
    row, elsewhere = (
        membership_of(make_suspended()),
        membership_of(make_member("x", alliance="y"), "y"),
    )
    crossed = f"/en/office/land-sea/members/{elsewhere.public_id}/"

    read(client, office_of(row), status=404)
    sign_in_own_office(client)
    read(client, office_of(row), status=404)
    sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance().id)
    read(client, office_of(row), status=403)
    sign_in_office(client, "y")
    read(client, office_of(row), status=404)
    assert client.post(office_of(row), {"act": "reinstate"}).status_code == 404
    sign_in_office(client)
    read(client, crossed, status=404)
    assert client.post(crossed, SUSPEND).status_code == 404

    assert membership_of(make_owner().id).state == "suspended"


def test_somebody_who_runs_two_alliances_finds_each_member_in_its_own(client: Client) -> None:
    elsewhere = membership_of(make_member("x", alliance="y"), "y")
    user = sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    grant_role(user.pk, Role.OFFICE, alliance_id=make_alliance("y").id, by=Actor.system(), now=NOW)

    read(client, office_of(elsewhere))
    read(client, f"/en/office/land-sea/members/{elsewhere.public_id}/", status=404)


def test_a_refused_application_is_still_read_by_both_sides(client: Client) -> None:
    row = make_application("dazu-research-academy", application="We run a museum.")
    refuse_application(row.public_id, reason="No venue.", by=Actor.system(), now=NOW)

    sign_in_office(client)
    office = read(client, office_of(row))
    sign_in_own_office(client)
    desk = read(client, desk_of())

    for page in (office, desk):
        assert "No venue." in page
        assert "We run a museum." in page


def test_the_office_invites_the_first_person_of_an_organisation(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    row = make_application()
    sign_in_office(client)

    client.post(office_of(row), {"act": "invite", "role": "office", "email": "li@example.org"})
    waiting = read(client, office_of(row))
    make_person(role=Role.OFFICE, organisation_id=row.organisation_id)
    after = read(client, office_of(row))
    refused = client.post(
        office_of(row), {"act": "invite", "role": "office", "email": "wang@example.org"}
    )

    assert len(mailoutbox) == 1
    assert "<p>li@example.org</p>" in waiting
    assert "li@example.org" not in after
    assert refused.status_code == 403


def test_the_office_registers_an_organisation_and_decides_about_it(client: Client) -> None:
    sign_in_office(client)
    address = "/en/office/land-sea/register/"

    read(client, address)
    response = client.post(
        address,
        {
            "name-en": "Bay Hotel",
            "name-zh-Hans": "海湾酒店",
            "kind": "hotel",
            "market": "SG",
            "application": "120 rooms.",
        },
    )

    value = find_organisation_by_slug("bay-hotel")
    assert value is not None
    assert value.names.as_dict() == {"en": "Bay Hotel", "zh-Hans": "海湾酒店"}
    row = membership_of(value.id)
    assert (response["Location"], row.state) == (office_of(row), "applied")
    assert row.application == "120 rooms."


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name-en": " "}, "The name is missing."),
        ({"kind": ""}, "“kind” can&#x27;t be used"),
        ({"kind": "pagoda"}, "“kind” can&#x27;t be used"),
        ({"market": "XX"}, "“market” can&#x27;t be used"),
        ({"market": ""}, "“market” can&#x27;t be used"),
    ],
)
def test_a_registration_with_a_fault_keeps_what_was_typed(
    client: Client, changed: dict[str, str], sentence: str
) -> None:
    sign_in_office(client)
    sent = {"name-en": "Bay", "kind": "hotel", "market": "SG", "application": "120 rooms."}

    response = client.post("/en/office/land-sea/register/", sent | changed)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert ">120 rooms.</textarea>" in page
    assert not Organisation.objects.exists()


def test_only_the_office_registers(client: Client) -> None:
    alliance = make_alliance()
    address = "/en/office/land-sea/register/"

    assert client.post(address, {}).status_code == 404
    sign_in(client, Role.CLEARING_OFFICER, alliance_id=alliance.id)
    assert client.post(address, {}).status_code == 403
    sign_in_office(client, "other")
    assert client.post(address, {}).status_code == 404


def test_an_own_office_renames_its_organisation_and_keeps_names_in_other_languages(
    client: Client,
) -> None:
    owner = make_owner()
    names = LocalisedText.of({"en": "Old", "ja": "古い"})
    Organisation.objects.update(names=names)
    sign_in_own_office(client)
    address = f"/en/organisations/{owner.public_id}/edit/"

    page = read(client, address)
    response = client.post(
        address, {"name-en": "New", "name-th": "ใหม่", "kind": "museum", "market": "sg"}
    )

    assert 'value="Old"' in page
    assert 'value="office"' not in page
    assert response["Location"] == f"/en/organisations/{owner.public_id}/"
    row = Organisation.objects.get()
    assert row.names.as_dict() == {"en": "New", "th": "ใหม่", "ja": "古い"}
    assert (row.kind, row.market) == (OrganisationKind.MUSEUM, "SG")


def test_others_do_not_rename_an_organisation(client: Client) -> None:
    owner = make_owner()
    address = f"/en/organisations/{owner.public_id}/edit/"
    sent = {"name-en": "New", "kind": "museum", "market": "SG"}

    assert client.post(address, sent).status_code == 403
    sign_in(client, Role.EDITOR, organisation_id=owner.id)
    assert client.post(address, sent).status_code == 403
    sign_in_office(client)
    assert client.post(address, sent).status_code == 403
    sign_in_own_office(client)
    response = client.post(address, sent | {"kind": "office"})

    assert response.status_code == 403
    assert str(Organisation.objects.get(id=owner.id).names) == "Dazu Research Academy"


def test_pages_that_change_something_ask_for_the_forms_token(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    row = make_application()
    user = sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    strict.cookies = client.cookies

    for address, sent in (
        (office_of(row), {"act": "admit"}),
        ("/en/office/land-sea/register/", {}),
        ("/en/office/land-sea/people/", {"act": "invite"}),
        ("/en/account/roles/", {"role": "x"}),
        ("/en/invitation/x/", {}),
    ):
        assert strict.post(address, sent).status_code == 403

    row.refresh_from_db()
    assert row.state == "applied"
    assert len(list_grants_of(user.pk)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_desks_page_asks_the_database_as_often_however_many_alliances(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_member(alliance=f"alliance-{number}")
    sign_in_own_office(client)
    address = desk_of()

    # Session, account and roles; the organisation, its steps and memberships, the alliances.
    with django_assert_num_queries(7):
        page = read(client, address)

    assert page.count('value="leave"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_page_of_an_alliance_lists_members_by_kind_in_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_member(f"member-{number}")
    make_suspended("suspended")
    make_application("applicant")

    with django_assert_num_queries(2):
        page = read(client, "/en/alliances/land-sea/")

    assert len(re.findall(r'href="/en/organisations/[0-9a-f-]{36}/"', page)) == count
    assert "suspended" not in page.lower()
    assert "Applicant" not in page
    assert "Attraction" in page


def test_an_alliance_without_members_says_when_one_stands_there(client: Client) -> None:
    make_alliance()

    assert "No member yet." in read(client, "/en/alliances/land-sea/")
    read(client, "/en/alliances/nowhere/", status=404)
