"""Somebody signs up: an address, a password, a code from the mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory

from landsea.foundation.models import User
from landsea.web.account_forms import SignUpForm
from tests.factories.accounts import PASSWORD, code_in, make_account

pytestmark = pytest.mark.django_db

SIGN_UP = "/en/account/signup/"
CONFIRM = "/en/account/confirm-email/"
NEW = {"email": "mei@example.org", "password1": PASSWORD}


def read(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_a_code_from_the_mail_opens_the_account(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    answer = client.post(SIGN_UP, NEW)
    asked = read(client, CONFIRM)

    arrived = client.post(CONFIRM, {"code": code_in(mailoutbox)})

    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert "We sent a code to mei@example.org." in asked
    assert (arrived.status_code, arrived["Location"]) == (302, "/en/")
    user = User.objects.get()
    assert (user.email, user.check_password(PASSWORD)) == ("mei@example.org", True)
    assert EmailAddress.objects.get().verified
    assert client.get("/en/account/").status_code == 200


def test_what_was_asked_for_before_signing_up_is_reached_after_the_code(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post(SIGN_UP, {**NEW, "next": "/en/trips/"})

    arrived = client.post(CONFIRM, {"code": code_in(mailoutbox)})

    assert arrived["Location"] == "/en/trips/"


def test_without_the_code_nobody_is_in(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGN_UP, NEW)

    client.post(CONFIRM, {"code": "000-000-000"})

    assert client.get("/en/account/").status_code == 302
    assert not EmailAddress.objects.get().verified


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post(SIGN_UP, NEW)
    for _ in range(3):
        client.post(CONFIRM, {"code": "000-000-000"})

    late = client.post(CONFIRM, {"code": code_in(mailoutbox)})

    assert (late.status_code, late["Location"]) == (302, "/en/account/login/")
    assert not EmailAddress.objects.get().verified


def test_the_code_may_be_typed_without_its_dashes(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post(SIGN_UP, NEW)

    client.post(CONFIRM, {"code": code_in(mailoutbox).replace("-", " ")})

    assert EmailAddress.objects.get().verified


def test_who_signed_up_but_never_confirmed_is_asked_for_a_code_when_signing_in(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account(is_confirmed=False)

    answer = client.post("/en/account/login/", {"login": "li@example.org", "password": PASSWORD})
    client.post(CONFIRM, {"code": code_in(mailoutbox)})

    assert answer["Location"] == CONFIRM
    assert client.get("/en/account/").status_code == 200


def test_an_address_with_an_account_gets_the_same_answer_and_page_as_one_without(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account("li@example.org")
    stranger = Client()

    answers = [
        each.post(SIGN_UP, {"email": email, "password1": PASSWORD})
        for each, email in ((client, "li@example.org"), (stranger, "no@example.org"))
    ]
    pages = [
        without_token(read(each, CONFIRM)).replace(email, "ADDRESS")
        for each, email in ((client, "li@example.org"), (stranger, "no@example.org"))
    ]
    wrong = [
        without_token(each.post(CONFIRM, {"code": "1"}).content.decode()).replace(email, "ADDRESS")
        for each, email in ((client, "li@example.org"), (stranger, "no@example.org"))
    ]

    assert [(each.status_code, each["Location"]) for each in answers] == [(302, CONFIRM)] * 2
    assert pages[0] == pages[1]
    assert wrong[0] == wrong[1]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["li@example.org"], "You have an account"),
        (["no@example.org"], "Confirm your address"),
    ]
    assert User.objects.get(email="li@example.org").check_password(PASSWORD)


def test_an_address_that_somebody_takes_in_the_same_moment_gets_that_answer_too(
    rf: RequestFactory, mailoutbox: list[EmailMessage]
) -> None:
    request = rf.post(SIGN_UP, NEW)
    request.session = SessionStore()
    with request_context(request):
        form = SignUpForm(data=NEW)
        assert form.is_valid(), form.errors
        make_account("mei@example.org")

        user, response = form.try_save(request)

    assert user is None
    assert response is not None
    assert response["Location"] == CONFIRM
    assert User.objects.count() == 1
    assert mailoutbox[-1].subject == "You have an account"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("k9$w2", "Too short: take at least 8 characters."),
        ("iloveyou", "Too easy to guess: many people use it."),
        ("8402915537", "Too easy to guess: digits alone are not enough."),
        ("mei@example.or", "Too easy to guess: it is like your e-mail address."),
    ],
)
def test_a_weak_password_is_refused_in_our_words_and_the_address_stays_typed(
    client: Client, password: str, sentence: str
) -> None:
    page = client.post(SIGN_UP, {**NEW, "password1": password}).content.decode()

    assert sentence in page
    assert 'value="mei@example.org"' in page
    assert password not in page.replace("mei@example.org", "")
    assert not User.objects.exists()


def test_an_address_that_no_mail_can_reach_is_refused(client: Client) -> None:
    page = client.post(SIGN_UP, {**NEW, "email": "office@demo.invalid"}).content.decode()

    assert "No mail can reach this address." in page
    assert not User.objects.exists()


def test_signing_up_sets_nothing_but_address_and_password(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    subject = "00000000-0000-4000-8000-000000000001"
    more = {
        "is_staff": "1",
        "is_superuser": "1",
        "is_active": "0",
        "subject": subject,
        "name": "Boss",
        "user_permissions": "1",
        "groups": "1",
        "id": "99",
        "verified": "1",
    }

    client.post(SIGN_UP, {**NEW, **more})

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert (str(user.subject) == subject, user.name, user.pk == 99) == (False, "", False)
    assert not EmailAddress.objects.get().verified


def test_mails_to_an_account_are_in_the_language_in_which_it_was_made(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post("/zh-hans/account/signup/", NEW)

    assert User.objects.get().language == "zh-Hans"


def test_a_second_code_is_sent_on_demand_but_not_at_once(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post(SIGN_UP, NEW)

    answer = client.post(CONFIRM, {"action": "resend"})

    assert (answer.status_code, len(mailoutbox)) == (429, 1)
    assert "We sent a code to mei@example.org." in read(client, CONFIRM)


def test_a_mail_is_plain_text_and_signed_with_the_site(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post(SIGN_UP, NEW)

    (mail,) = mailoutbox
    assert str(mail.body).splitlines()[-2:] == ["Landsea", "testserver"]
    assert mail.content_subtype == "plain"
    assert getattr(mail, "alternatives", []) == []
