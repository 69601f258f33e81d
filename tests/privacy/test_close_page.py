"""The page on which people leave."""

import re

import pytest
from django.test import Client

from landsea.cards.models import Card
from landsea.foundation.models import Change, User
from tests.factories.cards import make_card, make_programme
from tests.privacy.people import PASSWORD, close_account, make_account, sign_in_as

pytestmark = pytest.mark.django_db

CLOSE = "/en/account/close/"
REAUTHENTICATE = f"/en/account/reauthenticate/?next={CLOSE}"


def read(client: Client) -> str:
    response = client.get(CLOSE)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def has_account(user: User) -> bool:
    return User.objects.unscoped("test").filter(pk=user.pk).exists()


def test_it_says_what_goes_and_what_stays_before_it_asks() -> None:
    user, programme = make_account(), make_programme()
    make_card(programme, holder=user.subject)
    browser = sign_in_as(user)
    browser.post(REAUTHENTICATE, {"password": PASSWORD})

    page = read(browser)

    parts = re.findall(r"<li><span>([^<]+)</span><span class=\"quiet\">([^<]+)</span>", page)
    assert ("Account", "Removed.") in parts
    assert (
        "Cards, and where they were admitted",
        "Stay in the accounts, each by itself and without a link to you.",
    ) in parts
    assert "Trips" not in dict(parts)


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_with_an_account_shows_the_password_first(method: str) -> None:
    user = make_account()
    browser = sign_in_as(user)

    response = getattr(browser, method)(CLOSE, {"sure": "yes"})

    assert response.status_code == 302
    assert response["Location"].startswith("/en/account/reauthenticate/")
    assert has_account(user)


def test_a_wrong_password_opens_nothing() -> None:
    user = make_account()
    browser = sign_in_as(user)
    browser.post(REAUTHENTICATE, {"password": "not this one"})

    response = browser.post(CLOSE, {"sure": "yes"})

    assert response.status_code == 302
    assert has_account(user)


def test_nobody_is_erased_by_a_press_that_was_not_confirmed() -> None:
    user = make_account()
    browser = sign_in_as(user)
    browser.post(REAUTHENTICATE, {"password": PASSWORD})

    response = browser.post(CLOSE)

    assert response.status_code == 422
    assert "Say first that you know it." in response.content.decode()
    assert has_account(user)


def test_whoever_left_is_told_so_and_is_a_stranger_from_then_on() -> None:
    user = make_account()
    browser = sign_in_as(user)

    response = close_account(browser)

    home = browser.get(response["Location"]).content.decode()
    assert "It is done: you are not known here any more." in home
    assert browser.get("/en/account/").status_code == 302
    assert not has_account(user)
    signed_in = browser.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert signed_in.status_code == 200


def test_the_address_is_free_for_a_new_account() -> None:
    user = make_account()
    close_account(sign_in_as(user))

    again = make_account(email=user.email)

    assert (again.email, again.subject == user.subject) == (user.email, False)


def test_a_browser_that_did_nothing_has_nothing_to_remove(client: Client) -> None:
    assert "Nothing is held about you in this browser." in read(client)
    assert client.post(CLOSE, {"sure": "yes"}).status_code == 200
    assert not Change.objects.unscoped("test").exists()


def test_a_traveller_without_an_account_confirms_and_is_forgotten(client: Client) -> None:
    programme = make_programme()
    client.post(f"/en/cards/take/{programme.product_id}/")
    card = Card.objects.unscoped("test").get()

    unsure = client.post(CLOSE)
    client.post(CLOSE, {"sure": "yes"})

    after = Card.objects.unscoped("test").get()
    assert unsure.status_code == 422
    assert after.holder_subject != card.holder_subject
    assert client.get(f"/en/cards/{card.public_id}/").status_code == 404
