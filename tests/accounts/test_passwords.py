"""A password is forgotten, changed, or set for the first time."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from landsea.foundation.models import Change, User
from tests.factories.accounts import (
    PASSWORD,
    add_second_factor,
    code_in,
    make_account,
    sign_in_by_password,
)

pytestmark = pytest.mark.django_db

RESET = "/en/account/password/reset/"
CODE = "/en/account/password/reset/confirm/"
NEW_PASSWORD = "/en/account/password/reset/complete/"
OTHER = "wide blue harbour"


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_a_forgotten_password_is_replaced_with_a_code_from_the_mail(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account()

    client.post(RESET, {"email": "li@example.org"})
    client.post(CODE, {"code": code_in(mailoutbox)})
    client.post(NEW_PASSWORD, {"password1": OTHER})

    assert User.objects.get().check_password(OTHER)
    assert not is_in(client)
    assert [mail.subject for mail in mailoutbox] == ["Set a new password", "New password"]


def test_a_new_password_needs_the_code_first(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account()
    client.post(RESET, {"email": "li@example.org"})

    skipped = client.post(NEW_PASSWORD, {"password1": OTHER})
    for _ in range(3):
        client.post(CODE, {"code": "000-000-000"})
    late = client.post(CODE, {"code": code_in(mailoutbox)})

    assert (skipped.status_code, skipped["Location"]) == (302, CODE)
    assert late.status_code == 302
    assert User.objects.get().check_password(PASSWORD)


def test_a_known_and_an_unknown_address_get_the_same_answer_and_pages(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account("li@example.org")
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')

    seen = []
    for email in ("li@example.org", "no@example.org"):
        visitor = Client()
        answer = visitor.post(RESET, {"email": email})
        pages = [visitor.get(CODE), visitor.post(CODE, {"code": "1"})]
        texts = [token.sub("", page.content.decode()).replace(email, "") for page in pages]
        seen.append((answer.status_code, answer["Location"], texts))

    assert seen[0] == seen[1]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["li@example.org"], "Set a new password"),
        (["no@example.org"], "No account with this address"),
    ]


def test_a_code_for_one_account_opens_no_other(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account("li@example.org")
    make_account("wang@example.org")
    client.post(RESET, {"email": "li@example.org"})

    client.post(CODE, {"code": code_in(mailoutbox), "email": "wang@example.org", "user": "2"})
    client.post(NEW_PASSWORD, {"password1": OTHER, "email": "wang@example.org", "user_id": "2"})

    assert User.objects.get(email="wang@example.org").check_password(PASSWORD)
    assert User.objects.get(email="li@example.org").check_password(OTHER)


def test_a_new_password_does_not_get_round_the_second_factor(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    user = make_account()
    add_second_factor(user)
    client.post(RESET, {"email": user.email})
    client.post(CODE, {"code": code_in(mailoutbox)})
    client.post(NEW_PASSWORD, {"password1": OTHER})

    answer = client.post("/en/account/login/", {"login": user.email, "password": OTHER})

    assert answer["Location"] == "/en/account/2fa/authenticate/"
    assert not is_in(client)


def test_who_signed_up_with_an_address_of_somebody_else_is_out_once_its_owner_resets(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account(is_confirmed=False)
    client.post(RESET, {"email": "li@example.org"})
    client.post(CODE, {"code": code_in(mailoutbox)})

    client.post(NEW_PASSWORD, {"password1": OTHER})

    user = User.objects.get()
    assert (user.check_password(PASSWORD), user.check_password(OTHER)) == (False, True)
    assert EmailAddress.objects.get().verified


def test_one_address_gets_five_codes_in_a_quarter_of_an_hour_at_most(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account()

    answers = [client.post(RESET, {"email": "li@example.org"}) for _ in range(6)]

    assert [each.status_code for each in answers] == [302] * 5 + [429]
    assert len(mailoutbox) == 5


def test_a_mail_about_an_account_is_in_the_accounts_language_not_in_that_of_who_asks(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account(language="de")

    client.post(RESET, {"email": "li@example.org"})
    client.post(CODE, {"code": code_in(mailoutbox)})
    client.post(NEW_PASSWORD, {"password1": OTHER})

    assert "http://testserver/de/account/password/reset/" in str(mailoutbox[-1].body)


def test_a_changed_password_ends_every_other_session(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    user = make_account()
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in_by_password(browser)

    answer = client.post(
        "/en/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/en/account/")
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([user.email], "New password")]
    (line,) = Change.objects.filter(action="change-password")
    assert (line.actor_subject, line.patch) == (user.subject, {})


def test_the_present_password_is_asked_for_and_its_fault_stands_beside_it(client: Client) -> None:
    make_account()
    sign_in_by_password(client)

    page = client.post(
        "/en/account/password/change/", {"oldpassword": "wrong", "password1": OTHER}
    ).content.decode()

    assert "This is not your present password." in page
    assert User.objects.get().check_password(PASSWORD)


def test_changing_a_password_changes_nothing_else_and_nobody_elses(client: Client) -> None:
    user, other = make_account(), make_account("wang@example.org")
    sign_in_by_password(client)
    more = {"user": other.pk, "email": other.email, "is_superuser": "1", "is_staff": "1"}

    client.post(
        "/en/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, **more}
    )

    user.refresh_from_db()
    other.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.email) == (False, False, "li@example.org")
    assert (user.check_password(OTHER), other.check_password(PASSWORD)) == (True, True)


def test_an_account_made_without_a_password_sets_its_first_one(client: Client) -> None:
    user = make_account()
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    client.post("/en/account/password/set/", {"password1": OTHER, "is_staff": "1"})

    user.refresh_from_db()
    assert (user.check_password(OTHER), user.is_staff) == (True, False)
