"""The pages of people, invitations and one's own roles."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Role
from landsea.foundation.models import User
from landsea.members.models import Invitation, RoleAssignment
from landsea.members.queries import list_grants_of
from landsea.web.second_factor import SESSION_KEY
from tests.factories.library import make_owner
from tests.factories.members import make_alliance, make_person
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

Outbox = list[EmailMessage]


def read(client: Client, address: str, *, status: int = 200) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def people_of(slug: str = "dazu-research-academy") -> str:
    return f"/en/desk/{make_owner(slug).public_id}/people/"


def sign_in_office(client: Client) -> User:
    return sign_in(client, Role.OFFICE, organisation_id=make_owner().id)


def sign_in_person(client: Client, user_id: int) -> None:
    client.force_login(User.objects.get(pk=user_id))
    session = client.session
    session[SESSION_KEY] = user_id
    session.save()


def invite(client: Client, email: str = "li@example.org", role: str = "gate") -> object:
    return client.post(people_of(), {"act": "invite", "email": email, "role": role})


def link_in(message: EmailMessage) -> str:
    (path,) = re.findall(r"http://testserver(/\S+)", str(message.body))
    return str(path)


def test_an_own_office_sees_who_does_what_and_who_is_invited(client: Client) -> None:
    sign_in_office(client)
    make_person("gate@example.org", "Zhang", role=Role.GATE, organisation_id=make_owner().id)
    invite(client)

    page = read(client, people_of())

    assert "<strong>Zhang</strong>" in page
    assert "gate@example.org" in page
    assert "<p>li@example.org</p>" in page


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.OFFICE])
def test_colleagues_who_are_not_the_office_read_no_names(client: Client, role: Role) -> None:
    sign_in(client, role, organisation_id=make_owner().id)

    page = read(client, people_of(), status=403)

    assert "@example.org" not in page


def test_the_people_of_an_organisation_are_not_there_for_others(client: Client) -> None:
    owner_id = make_owner().id
    make_person("gate@example.org", "Zhang", role=Role.GATE, organisation_id=owner_id)
    unknown = "/en/desk/00000000-0000-7000-8000-000000000000/people/"

    read(client, people_of(), status=404)
    sign_in(client, Role.OFFICE, organisation_id=make_owner("other").id)
    page = read(client, people_of(), status=404)
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    read(client, people_of(), status=404)

    assert "Zhang" not in page
    read(client, unknown, status=404)
    assert client.post(people_of(), {"act": "invite"}).status_code == 404


def test_who_is_invited_signs_in_accepts_and_finds_the_work(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_in_office(client)
    invite(client)
    path = link_in(mailoutbox[0])
    client.logout()

    signed_out = read(client, path)
    person = make_person("other-address@example.org")
    sign_in_person(client, person)
    signed_in = read(client, path)
    response = client.post(path)

    assert "Dazu Research Academy" in signed_out
    assert f'href="/en/sign-in/?next={path.replace("/", "%2F")}"' in signed_out
    assert f'href="/en/sign-up/?next={path.replace("/", "%2F")}"' in signed_out
    assert "li@example.org" in signed_in
    assert "You are signed in as other-address@example.org." in signed_in
    assert (response.status_code, response["Location"]) == (302, "/en/desk/")
    assert [grant.role for grant in list_grants_of(person)] == [Role.GATE]
    assert "This invitation is over." in read(client, path, status=410)


def test_who_was_signed_out_meanwhile_is_led_to_the_sign_in(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_in_office(client)
    invite(client)
    client.logout()
    path = link_in(mailoutbox[0])

    response = client.post(path)

    assert response["Location"] == f"/en/sign-in/?next={path.replace('/', '%2F')}"
    assert Invitation.objects.get().accepted_at is None


def test_a_link_that_is_none_says_so(client: Client) -> None:
    page = read(client, "/en/invitation/wrong/", status=404)

    assert "There is no such invitation." in page
    sign_in_office(client)
    assert client.post("/en/invitation/wrong/").status_code == 404


def test_what_was_typed_stays_when_an_invitation_is_refused(client: Client) -> None:
    sign_in_office(client)

    response = client.post(people_of(), {"act": "invite", "email": "li at work", "role": "editor"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "“li at work” is not an e-mail address." in page
    assert 'value="li at work" aria-invalid="true"' in page
    assert '<option value="editor" selected>' in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "conquer"},
        {"act": "invite", "email": "li@example.org", "role": "emperor"},
    ],
)
def test_a_form_that_nobody_made_changes_nothing(client: Client, sent: dict[str, str]) -> None:
    sign_in_office(client)

    assert client.post(people_of(), sent).status_code == 422
    assert not Invitation.objects.exists()


def test_a_role_that_the_menu_does_not_offer_is_not_given(client: Client) -> None:
    sign_in_office(client)

    assert (
        client.post(
            people_of(), {"act": "invite", "email": "li@example.org", "role": "statistician"}
        ).status_code
        == 403
    )
    assert not Invitation.objects.exists()


def test_an_invitation_is_sent_again_and_taken_back_from_the_page(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_in_office(client)
    invite(client)
    row = Invitation.objects.get()

    client.post(people_of(), {"act": "resend", "invitation": str(row.public_id)})
    client.post(people_of(), {"act": "withdraw", "invitation": str(row.public_id)})

    assert len(mailoutbox) == 2
    row.refresh_from_db()
    assert (row.withdrawn_at is None, row.email) == (False, "")


@pytest.mark.parametrize("act", ["resend", "withdraw"])
@pytest.mark.parametrize("sent", ["", "x", "00000000-0000-7000-8000-000000000000"])
def test_an_invitation_that_is_none_is_not_found(client: Client, act: str, sent: str) -> None:
    sign_in_office(client)

    assert client.post(people_of(), {"act": act, "invitation": sent}).status_code == 404


def test_a_role_is_withdrawn_from_the_page(client: Client) -> None:
    sign_in_office(client)
    person = make_person("gate@example.org", role=Role.GATE, organisation_id=make_owner().id)
    row = RoleAssignment.objects.get(person_id=person)

    client.post(people_of(), {"act": "withdraw-role", "assignment": str(row.public_id)})

    assert list_grants_of(person) == frozenset()


def test_the_last_office_is_told_what_to_do_first(client: Client) -> None:
    user = sign_in_office(client)
    row = RoleAssignment.objects.get(person=user)

    response = client.post(people_of(), {"act": "withdraw-role", "assignment": str(row.public_id)})
    given_up = client.post("/en/account/roles/", {"role": str(row.public_id)})

    for answer in (response, given_up):
        assert answer.status_code == 409
        assert "Let somebody else take the office first." in answer.content.decode()
    assert len(list_grants_of(user.pk)) == 1


def test_the_office_of_an_alliance_invites_to_its_own_roles(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    address = "/en/office/land-sea/people/"

    page = read(client, address)
    client.post(address, {"act": "invite", "email": "li@example.org", "role": "statistician"})

    roles = re.findall(r'<option value="([\w-]+)"', page)
    assert roles == ["office", "clearing-officer", "statistician"]
    assert mailoutbox[0].subject == "Invitation: Land-Sea"
    assert Invitation.objects.get().alliance_id == make_alliance().id


def test_the_people_of_an_alliances_office_are_not_there_for_others(client: Client) -> None:
    alliance = make_alliance()
    address = "/en/office/land-sea/people/"

    read(client, address, status=404)
    sign_in(client, Role.OFFICE, organisation_id=make_owner().id)
    read(client, address, status=404)
    sign_in(client, Role.OFFICE, alliance_id=make_alliance("other").id)
    read(client, address, status=404)
    sign_in(client, Role.STATISTICIAN, alliance_id=alliance.id)
    read(client, address, status=403)
    read(client, "/en/office/nowhere/people/", status=404)


def test_people_read_their_roles_and_give_them_up(client: Client) -> None:
    user = sign_in(client, Role.GATE, organisation_id=make_owner().id)
    row = RoleAssignment.objects.get(person=user)

    page = read(client, "/en/account/roles/")
    client.post("/en/account/roles/", {"role": str(row.public_id)})
    after = read(client, "/en/account/roles/")

    assert "<strong>Gate staff</strong>" in page
    assert "You hold no role." in after
    assert list_grants_of(user.pk) == frozenset()


def test_nobody_gives_up_the_role_of_somebody_else(client: Client) -> None:
    other = make_person("gate@example.org", role=Role.GATE, organisation_id=make_owner().id)
    row = RoleAssignment.objects.get(person_id=other)
    assert client.get("/en/account/roles/").status_code == 403
    sign_in(client, Role.GATE, organisation_id=make_owner().id)

    assert client.post("/en/account/roles/", {"role": str(row.public_id)}).status_code == 404
    assert client.post("/en/account/roles/", {"role": "x"}).status_code == 404
    sign_in_office(client)
    assert client.post("/en/account/roles/", {"role": str(row.public_id)}).status_code == 403

    assert len(list_grants_of(other)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_people_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    owner_id = make_owner().id
    sign_in_office(client)
    for number in range(count):
        make_person(f"{number}@example.org", role=Role.GATE, organisation_id=owner_id)
        invite(client, f"invited-{number}@example.org")
    address = people_of()
    client.get(address)  # takes the messages

    # Session, account and roles; the organisation, its people and its invitations.
    with django_assert_num_queries(6):
        page = read(client, address)

    assert page.count("invited-") >= count
    assert page.count('value="withdraw-role"') == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_my_roles_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    owner_id = make_owner().id
    user = make_person()
    for role in list(Role)[-count:]:
        RoleAssignment.objects.create(
            person_id=user, role=role, organisation_id=owner_id, granted_at="2026-11-24T02:00Z"
        )
    sign_in_person(client, user)

    with django_assert_num_queries(4):
        page = read(client, "/en/account/roles/")

    assert page.count("Give it up") == count
