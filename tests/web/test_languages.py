"""Which language somebody is given: the address's, else the one chosen, else the browser's."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

GERMAN_BROWSER = {"accept-language": "de-AT,de;q=0.9"}


def choose(client: Client, language: str, *, host: str = "testserver") -> None:
    """Follows the link of a language at the foot of an English page."""
    client.get(f"/{language}/places/", headers={"referer": f"http://{host}/en/places/"})


def test_the_address_decides_whatever_the_browser_asks_for(client: Client) -> None:
    response = client.get("/fr/places/", headers=GERMAN_BROWSER)

    assert response["Content-Language"] == "fr"


def test_a_chosen_language_is_kept_for_addresses_that_name_none(client: Client) -> None:
    choose(client, "th")

    response = client.get("/places/", headers=GERMAN_BROWSER)

    assert response["Location"] == "/th/places/"


def test_the_last_choice_counts(client: Client) -> None:
    choose(client, "th")
    client.get("/vi/places/", headers={"referer": "http://testserver/th/places/"})

    assert client.get("/")["Location"] == "/vi/"


def test_a_link_from_elsewhere_is_no_choice(client: Client) -> None:
    choose(client, "th", host="elsewhere.example")
    client.get("/zh-hans/")

    assert client.get("/", headers=GERMAN_BROWSER)["Location"] == "/de/"


def test_a_reader_who_stays_in_a_language_is_given_no_cookie(client: Client) -> None:
    client.get("/de/places/", headers={"referer": "http://testserver/de/"})

    assert "django_language" not in client.cookies


def test_the_cookie_of_a_choice_tells_a_script_nothing(client: Client) -> None:
    choose(client, "th")

    cookie = client.cookies["django_language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("th", True, "Lax")
