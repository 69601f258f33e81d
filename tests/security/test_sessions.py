"""A session that somebody else knows opens nothing."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories.cards import make_programme
from tests.privacy.people import PASSWORD, make_account, sign_in_as

pytestmark = pytest.mark.django_db


def key_of(browser: Client) -> str:
    cookie = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


def with_session(key: str) -> Client:
    """Returns the browser of somebody who knows the key of a session."""
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    return thief


def test_a_session_from_before_the_log_in_is_not_the_persons(client: Client) -> None:
    programme = make_programme()
    client.post(f"/en/cards/take/{programme.product_id}/")
    before, user = key_of(client), make_account()

    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert before
    assert key_of(client) != before
    assert not Session.objects.filter(pk=before).exists()
    assert with_session(before).get("/en/account/").status_code == 302
    assert client.get("/en/account/").status_code == 200


def test_a_key_that_somebody_made_up_never_becomes_a_session(client: Client) -> None:
    planted, user = "a" * 32, make_account()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert key_of(client) != planted
    assert with_session(planted).get("/en/account/").status_code == 302


def test_nothing_is_left_of_a_session_after_the_log_out() -> None:
    browser = sign_in_as(make_account())
    before = key_of(browser)

    browser.post("/en/sign-out/")

    assert not Session.objects.filter(pk=before).exists()
    assert with_session(before).get("/en/account/").status_code == 302


def test_a_log_out_can_not_be_made_by_a_link() -> None:
    browser = sign_in_as(make_account())

    browser.get("/en/sign-out/")

    assert browser.get("/en/account/").status_code == 200


def test_a_new_password_ends_all_other_sessions() -> None:
    user = make_account()
    here, elsewhere = sign_in_as(user), sign_in_as(user)

    here.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "a new roof over walls", "password2": "x"},
    )

    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302


def test_an_account_that_is_closed_is_signed_out_at_once() -> None:
    user = make_account()
    browser = sign_in_as(user)

    type(user).objects.unscoped("test").filter(pk=user.pk).update(is_active=False)

    assert browser.get("/en/account/").status_code == 302
