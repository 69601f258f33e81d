"""In the demonstration mails are read on a page, and the people whose role is taken stay as is."""

import copy

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from landsea.demo.pages import link_own
from landsea.demo.roles import DEMO_ROLES
from landsea.foundation import mail
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import KeptMail, User
from landsea.members.services.people import grant_role, register_person
from tests.factories.accounts import PASSWORD
from tests.factories.members import NOW, make_alliance

pytestmark = pytest.mark.django_db

MAILS = "/en/demo/mail/"


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """Switches the demonstration on, with its people."""
    settings.LANDSEA_DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.EMAIL_BACKEND = "landsea.foundation.mail.KeptMailBackend"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "landsea.demo.middleware.SharedPeopleMiddleware"]
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("landsea.demo.context.demo")
    settings.TEMPLATES = templates
    for role in DEMO_ROLES:
        person = register_person(role.email, role.key, by=Actor.system())
        if role.key == "office":
            alliance_id = make_alliance().id
            grant_role(person, Role.OFFICE, alliance_id=alliance_id, by=Actor.system(), now=NOW)


def take_office(client: Client) -> None:
    client.post("/en/demo/role/", {"role": "office"})


def test_who_signs_up_reads_the_code_on_a_page(client: Client) -> None:
    client.post("/en/account/signup/", {"email": "mei@example.org", "password1": PASSWORD})

    page = client.get(MAILS).content.decode()

    assert "mei@example.org" in page
    assert "The code that confirms your e-mail address:" in page
    assert f'href="{MAILS}"' in client.get("/en/").content.decode()


def test_an_empty_page_says_how_a_mail_comes_to_be(client: Client) -> None:
    assert "No mail yet. Sign up, and a code arrives here." in client.get(MAILS).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_mails_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        mail.send(EmailMessage(f"Mail {number}", "text", None, ["a@example.org"]))

    with django_assert_num_queries(1):
        page = client.get(MAILS).content.decode()

    assert page.count("<article") == count


def test_the_newest_mail_is_first_and_nothing_in_it_is_taken_for_markup(client: Client) -> None:
    for text in ("first", "<b>second</b>"):
        KeptMail.objects.create(
            recipient="a@example.org", subject=text, text=text, written_at=timezone.now()
        )

    page = client.get(MAILS).content.decode()

    assert page.index("&lt;b&gt;second") < page.index("first")
    assert "<b>second" not in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see http://here:80/en/x?a=1&b=2 now", "http://here:80/en/x?a=1&amp;b=2"),
        ("http://here:80", "http://here:80"),
        ("see http://here:80.evil.example/", ""),
        ("see http://here:80@evil.example/", ""),
        ("see http://evil.example/http://here:80/", ""),
        ("see javascript:alert(1)", ""),
    ],
)
def test_only_links_to_this_very_host_can_be_clicked(text: str, shown: str) -> None:
    linked = link_own(text, "here:80")

    expected = [f'<a href="{shown}">{shown}</a>'] if shown else []
    assert [each for each in expected if each in linked] == expected
    assert linked.count("<a ") == len(expected)


@pytest.mark.parametrize(
    "path", ["account/", "account/email/", "account/password/set/", "account/2fa/totp/activate/"]
)
def test_a_shared_account_can_not_be_changed_by_who_plays_its_role(
    client: Client, path: str
) -> None:
    take_office(client)

    answers = [
        client.get(f"/en/{path}"),
        client.post(f"/en/{path}", {"password1": PASSWORD, "name": "x", "language": "en"}),
    ]

    assert [(each.status_code, each["Location"]) for each in answers] == [(302, "/en/")] * 2
    user = User.objects.get(email="office@demo.invalid")
    assert (user.has_usable_password(), user.name) == (False, "office")
    assert "Everybody shares this account." in client.get("/en/").content.decode()


def test_nobody_gets_a_password_for_a_shared_account_by_mail(client: Client) -> None:
    page = client.post("/en/account/password/reset/", {"email": "office@demo.invalid"})

    assert "No mail can reach this address." in page.content.decode()
    assert not KeptMail.objects.exists()


def test_a_role_is_taken_without_a_second_factor_and_left_again(client: Client) -> None:
    take_office(client)

    worked = client.get("/en/trace/")
    client.post("/en/demo/role/", {"role": "traveller"})

    assert worked.status_code == 200
    assert client.get("/en/account/").status_code == 302


def test_who_has_an_account_of_ones_own_uses_it_in_the_demonstration_too(client: Client) -> None:
    client.post("/en/account/signup/", {"email": "mei@example.org", "password1": PASSWORD})
    code = KeptMail.objects.get().text.splitlines()[2]

    client.post("/en/account/confirm-email/", {"code": code})

    assert client.get("/en/account/").status_code == 200
