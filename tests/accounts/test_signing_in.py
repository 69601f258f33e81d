"""Somebody signs in by password, and out again."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from landsea.foundation.models import CacheEntry
from tests.factories.accounts import PASSWORD, make_account, sign_in_by_password

pytestmark = pytest.mark.django_db

SIGN_IN = "/en/account/login/"
MISMATCH = "E-mail address and password do not belong together. Check both and try again."
THROTTLED = "Too many attempts. Wait five minutes and try again."


def attempt(client: Client, email: str = "li@example.org", **headers: str) -> str:
    """Signs in with a wrong password and returns the page."""
    data = {"login": email, "password": "wrong"}
    return client.post(SIGN_IN, data, headers=headers).content.decode()


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_the_old_addresses_lead_to_the_new_ones_with_what_was_asked_for(client: Client) -> None:
    signing_in = client.get("/de/sign-in/?next=/de/trips/")
    signing_up = client.get("/de/sign-up/")

    assert signing_in["Location"] == "/de/account/login/?next=/de/trips/"
    assert signing_up["Location"] == "/de/account/signup/"


def test_address_and_password_open_the_account_in_any_case_of_letters(client: Client) -> None:
    make_account()

    answer = client.post(SIGN_IN, {"login": "Li@Example.org", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/en/")
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client: Client) -> None:
    make_account("li@example.org")

    known, unknown = attempt(client, "li@example.org"), attempt(client, "no@example.org")

    strip = re.compile(r'value="[^"]*"')
    assert MISMATCH in known
    assert 'value="li@example.org"' in known
    assert strip.sub("", known) == strip.sub("", unknown)


def test_a_closed_account_stays_closed_and_says_so_to_its_owner_only(client: Client) -> None:
    user = make_account()
    user.is_active = False
    user.save()

    guessed = attempt(client)
    owner = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD}, follow=True)

    assert MISMATCH in guessed
    assert "This account is closed." in owner.content.decode()
    assert not is_in(client)


def test_a_form_without_its_key_signs_nobody_in() -> None:
    make_account()
    client = Client(enforce_csrf_checks=True)

    answer = client.post(SIGN_IN, {"login": "li@example.org", "password": PASSWORD})

    assert answer.status_code == 403
    assert not is_in(client)


def test_a_session_id_from_before_is_worth_nothing_after(client: Client) -> None:
    make_account()
    session = client.session  # what an attacker would have planted
    session["planted"] = "yes"
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted

    sign_in_by_password(client)

    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()
    assert (is_in(client), is_in(attacker)) == (True, False)


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "https://testserver@evil.example/",
        "https://testserver.evil.example/",
    ],
)
@pytest.mark.parametrize("path", ["login", "signup", "logout"])
def test_no_page_leads_to_another_host(client: Client, asked: str, path: str) -> None:
    make_account()
    if path == "logout":
        sign_in_by_password(client)
    data = {"login": "li@example.org", "password": PASSWORD, "next": asked}

    answers = [
        client.post(f"/en/account/{path}/?next={asked}", data),
        client.get(f"/en/account/{path}/", {"next": asked}),
    ]

    targets = [each["Location"] for each in answers if each.status_code == 302]
    assert all(re.fullmatch(r"/en/[\w/-]*", target) for target in targets), targets


def test_what_was_asked_for_is_reached_after_signing_in(client: Client) -> None:
    make_account()
    data = {"login": "li@example.org", "password": PASSWORD, "next": "/en/trips/"}

    assert client.post(SIGN_IN, data)["Location"] == "/en/trips/"


def test_five_wrong_passwords_close_the_door_to_an_account_for_a_while(client: Client) -> None:
    make_account()
    pages = [attempt(client) for _ in range(6)]

    right = Client().post(SIGN_IN, {"login": "li@example.org", "password": PASSWORD})

    assert [THROTTLED in page for page in pages] == [False] * 5 + [True]
    assert THROTTLED in right.content.decode()


def test_a_client_that_tries_many_accounts_is_stopped_whatever_address_it_claims(
    client: Client,
) -> None:
    pages = [
        attempt(client, f"p{number}@example.org", **{"x-forwarded-for": f"203.0.113.{number}"})
        for number in range(11)
    ]

    assert [THROTTLED in page for page in pages] == [False] * 10 + [True]


def test_behind_a_proxy_the_address_that_it_adds_counts_and_not_what_the_client_says(
    client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    same = [
        attempt(
            client, f"p{number}@example.org", **{"x-forwarded-for": f"10.0.0.{number}, 203.0.113.7"}
        )
        for number in range(11)
    ]
    other = attempt(client, "q@example.org", **{"x-forwarded-for": "203.0.113.8"})

    assert [THROTTLED in page for page in same] == [False] * 10 + [True]
    assert THROTTLED not in other


def test_too_many_sign_ups_from_one_client_get_a_page_that_says_so(client: Client) -> None:
    answers = [client.post("/en/account/signup/", {}) for _ in range(21)]

    assert [each.status_code for each in answers] == [200] * 20 + [429]
    assert "Too many attempts." in answers[-1].content.decode()
    assert client.get("/en/account/signup/").status_code == 200


def test_limits_are_kept_where_all_processes_see_them_and_name_nobody(client: Client) -> None:
    attempt(client, "li@example.org")

    rows = list(CacheEntry.objects.values_list("cache_key", "value"))

    assert len(rows) >= 2
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key, _value in rows)
    assert not any("example" in value or "127.0.0.1" in value for _key, value in rows)


def test_what_the_cache_holds_is_found_again_until_it_is_over() -> None:
    cache.set("kept", [1.5], timeout=60)
    cache.set("over", [1.5], timeout=0)

    assert (cache.get("kept"), cache.get("over")) == ([1.5], None)
    assert (cache.add("kept", 2), cache.add("new", 2)) == (False, True)


def test_signing_out_is_asked_for_by_a_form_and_ends_the_session(client: Client) -> None:
    make_account()
    sign_in_by_password(client)

    looked_at = client.get("/en/account/logout/")
    still_in = is_in(client)
    answer = client.post("/en/sign-out/")

    assert (looked_at.status_code, still_in) == (200, True)
    assert (answer.status_code, answer["Location"]) == (302, "/en/")
    assert not is_in(client)


def test_who_is_in_already_is_not_asked_again(client: Client) -> None:
    make_account()
    sign_in_by_password(client)

    assert client.get(SIGN_IN)["Location"] == "/en/"
