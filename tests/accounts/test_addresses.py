"""The e-mail address of an account is changed."""

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from landsea.foundation.models import Change, User
from tests.factories.accounts import (
    PASSWORD,
    code_in,
    confirm_password,
    make_account,
    sign_in_by_password,
)

pytestmark = pytest.mark.django_db

CHANGE = "/en/account/email/"
CONFIRM = "/en/account/confirm-email/"
TO_MEI = {"action_add": "", "email": "mei@example.org"}


def test_a_new_address_takes_the_old_ones_place_when_its_code_is_typed(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    user = make_account()
    sign_in_by_password(client)
    confirm_password(client)

    client.post(CHANGE, TO_MEI)
    before = User.objects.get().email
    answer = client.post(CONFIRM, {"code": code_in(mailoutbox)})

    assert (answer.status_code, answer["Location"]) == (302, "/en/account/")
    assert (before, User.objects.get().email) == ("li@example.org", "mei@example.org")
    (address,) = EmailAddress.objects.filter(user=user)
    assert (address.email, address.verified, address.primary) == ("mei@example.org", True, True)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["mei@example.org"], "Confirm your address"),
        (["li@example.org"], "New e-mail address"),
    ]
    (line,) = Change.objects.filter(action="change-email")
    assert "example" not in str(line.patch)


def test_an_address_of_another_account_is_not_taken_and_not_told(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account()
    make_account("mei@example.org")
    sign_in_by_password(client)
    confirm_password(client)

    answer = client.post(CHANGE, TO_MEI)
    refused = client.post(CONFIRM, {"code": code_in(mailoutbox)}).content.decode()

    assert answer["Location"] == CONFIRM
    assert "This address belongs to another account." in refused
    assert set(User.objects.values_list("email", flat=True)) == {
        "li@example.org",
        "mei@example.org",
    }


def test_the_password_is_asked_for_once_more_and_the_address_sent_then(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account()
    sign_in_by_password(client)

    asked = client.post(CHANGE, TO_MEI)
    wrong = client.post(asked["Location"], {"password": "wrong"}).content.decode()
    sent_before = len(mailoutbox)
    client.post(asked["Location"], {"password": PASSWORD})

    assert asked["Location"].startswith("/en/account/reauthenticate/")
    assert "This is not your present password." in wrong
    assert (sent_before, len(mailoutbox)) == (0, 1)


def test_no_form_of_the_page_reaches_another_accounts_address(client: Client) -> None:
    make_account()
    other = make_account("wang@example.org")
    sign_in_by_password(client)
    confirm_password(client)

    for action in ("action_remove", "action_primary", "action_send"):
        client.post(CHANGE, {action: "", "email": "wang@example.org", "user": other.pk})
    client.post(CHANGE, {"action_remove": "", "email": "li@example.org"})

    assert set(EmailAddress.objects.values_list("email", "user__email")) == {
        ("li@example.org", "li@example.org"),
        ("wang@example.org", "wang@example.org"),
    }
