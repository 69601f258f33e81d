"""A second factor: set up, asked for, lost, turned off."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from landsea.foundation import keys
from landsea.foundation.models import Change, User
from tests.factories.accounts import (
    PASSWORD,
    add_second_factor,
    code_of_app,
    confirm_password,
    list_recovery_codes,
    make_account,
    sign_in_by_password,
)

SET_UP = "/en/account/2fa/totp/activate/"
ASK = "/en/account/2fa/authenticate/"


@pytest.fixture
def person(db: None) -> User:
    return make_account()


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def secret_on(page: str) -> str:
    """Returns what the page says to type into the app."""
    (secret,) = re.findall(r'<span class="token num">([A-Z2-7]{32})</span>', page)
    return str(secret)


# A whole transaction: what follows from setting up happens after its commit.
@pytest.mark.django_db(transaction=True)
def test_an_apps_code_turns_the_second_factor_on_and_is_asked_for_from_then_on(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    user = make_account()
    sign_in_by_password(client)
    confirm_password(client)
    secret = secret_on(client.get(SET_UP).content.decode())

    answer = client.post(SET_UP, {"code": code_of_app(secret)})
    codes = client.get(answer["Location"]).content.decode()
    client.post("/en/sign-out/")
    asked = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    before = is_in(client)
    client.post(ASK, {"code": code_of_app(secret)})

    assert answer["Location"] == "/en/account/2fa/recovery-codes/"
    assert len(re.findall(r"<li>\d{8}</li>", codes)) == 10
    assert (asked["Location"], before, is_in(client)) == (ASK, False, True)
    assert [mail.subject for mail in mailoutbox] == ["The second factor is on."]
    assert list(Change.objects.values_list("action", "patch")) == [("add-second-factor", {})]


def test_a_wrong_code_does_not_turn_it_on_and_the_secret_stays_the_same(
    client: Client, person: User
) -> None:
    sign_in_by_password(client)
    confirm_password(client)
    secret = secret_on(client.get(SET_UP).content.decode())

    page = client.post(SET_UP, {"code": "000000"}).content.decode()

    assert "This code is not right. Look at the newest one." in page
    assert secret_on(page) == secret
    assert not Authenticator.objects.exists()


def test_the_picture_for_the_app_comes_with_the_page(client: Client, person: User) -> None:
    sign_in_by_password(client)
    confirm_password(client)

    response = client.get(SET_UP)

    page = response.content.decode()
    assert re.search(r'<img src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]+"', page)
    assert "data:" in response["Content-Security-Policy"].split("img-src")[1].split(";")[0]
    assert "issuer=Landsea" in page


def test_a_code_counts_once(client: Client, person: User) -> None:
    code = code_of_app(add_second_factor(person))
    sign_in_by_password(client)
    client.post(ASK, {"code": code})
    other = Client()
    sign_in_by_password(other)

    page = other.post(ASK, {"code": code}).content.decode()

    assert "This code is not right." in page
    assert (is_in(client), is_in(other)) == (True, False)


def test_a_code_counts_once_for_as_long_as_it_would_be_right(client: Client, person: User) -> None:
    code = code_of_app(add_second_factor(person))
    sign_in_by_password(client)
    client.post(ASK, {"code": code})
    # What django-allauth itself notes is over after one step of the clock.
    forgotten = cache.delete(f"allauth.mfa.totp.used?user={person.pk}&code={code}")
    other = Client()
    sign_in_by_password(other)

    other.post(ASK, {"code": code})

    assert forgotten
    assert not is_in(other)


def test_a_code_of_the_step_before_counts_but_not_an_older_one(
    client: Client, person: User
) -> None:
    secret = add_second_factor(person)
    sign_in_by_password(client)

    client.post(ASK, {"code": code_of_app(secret, steps_ago=3)})
    too_old = is_in(client)
    client.post(ASK, {"code": code_of_app(secret, steps_ago=1)})

    assert (too_old, is_in(client)) == (False, True)


def test_a_recovery_code_opens_once(client: Client, person: User) -> None:
    add_second_factor(person)
    code = list_recovery_codes(person)[0]
    sign_in_by_password(client)
    client.post(ASK, {"code": code})
    other = Client()
    sign_in_by_password(other)

    other.post(ASK, {"code": code})

    assert (is_in(client), is_in(other)) == (True, False)
    assert len(list_recovery_codes(person)) == 9
    assert code not in list_recovery_codes(person)


def test_after_five_wrong_codes_the_right_one_has_to_wait(client: Client, person: User) -> None:
    secret = add_second_factor(person)
    sign_in_by_password(client)
    for _ in range(5):
        client.post(ASK, {"code": "000000"})

    page = client.post(ASK, {"code": code_of_app(secret)}).content.decode()

    assert "Too many attempts. Wait five minutes and try again." in page
    assert not is_in(client)


def test_the_password_alone_leads_nowhere_else(client: Client, person: User) -> None:
    add_second_factor(person)
    sign_in_by_password(client)

    pages = ["account/", "account/2fa/", "account/email/", "account/2fa/recovery-codes/download/"]
    answers = [client.get(f"/en/{page}") for page in pages]

    assert [each.status_code for each in answers] == [302] * len(pages)


def test_recovery_codes_are_shown_and_saved_by_their_owner_only(
    client: Client, person: User
) -> None:
    add_second_factor(person)
    other = Client()
    make_account("wang@example.org")
    sign_in_by_password(other, "wang@example.org")
    sign_in_by_password(client)
    client.post(ASK, {"code": list_recovery_codes(person)[0]})
    for browser in (client, other):
        confirm_password(browser)

    saved = client.get("/en/account/2fa/recovery-codes/download/")

    assert saved.content.decode().split() == list_recovery_codes(person)
    assert other.get("/en/account/2fa/recovery-codes/").status_code == 404
    assert other.get("/en/account/2fa/recovery-codes/download/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_take_the_old_ones_place(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    person = make_account()
    secret = add_second_factor(person)
    old = list_recovery_codes(person)
    sign_in_by_password(client)
    client.post(ASK, {"code": code_of_app(secret)})
    confirm_password(client)

    client.post("/en/account/2fa/recovery-codes/generate/")

    assert not set(old) & set(list_recovery_codes(person))
    assert [mail.subject for mail in mailoutbox] == ["New recovery codes"]


def test_who_turns_it_off_signs_in_by_password_again(
    client: Client, person: User, mailoutbox: list[EmailMessage]
) -> None:
    secret = add_second_factor(person)
    sign_in_by_password(client)
    client.post(ASK, {"code": code_of_app(secret)})
    confirm_password(client)

    client.post("/en/account/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert [mail.subject for mail in mailoutbox] == ["The second factor is off."]


def test_secrets_can_not_be_read_in_the_table_and_follow_a_change_of_the_installations_secret(
    person: User, settings: Settings
) -> None:
    secret = add_second_factor(person)
    codes = list_recovery_codes(person)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    settings.LANDSEA_SECRETS = ["a new one", *settings.LANDSEA_SECRETS]
    resealed = keys.reseal_all()
    settings.LANDSEA_SECRETS = ["a new one"]

    assert secret not in kept
    assert resealed == 2
    assert list_recovery_codes(person) == codes


def test_the_forms_set_nothing_on_another_account(client: Client, person: User) -> None:
    other = make_account("wang@example.org")
    sign_in_by_password(client)
    confirm_password(client)
    secret = secret_on(client.get(SET_UP).content.decode())

    client.post(SET_UP, {"code": code_of_app(secret), "user": other.pk, "type": "webauthn"})

    assert not Authenticator.objects.filter(user=other).exists()
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
