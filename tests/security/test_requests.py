"""Requests that somebody else made up: each is refused."""

import re
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from landsea.cards.models import Card
from landsea.foundation.actor import Role
from landsea.foundation.models import User
from landsea.members.queries import list_alliances
from landsea.trips.models import Trip
from tests.factories.cards import make_card, make_programme
from tests.factories.library import make_place
from tests.factories.sessions import sign_in
from tests.factories.trips import QUICK_SECONDS
from tests.privacy.people import PASSWORD, make_account
from tests.security.routes import Route, list_pages, list_routes

pytestmark = pytest.mark.django_db

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    " https://evil.example",
    "\thttps://evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
)


def ids(route: Route) -> str:
    return route.path


# Forged forms (CSRF).


@pytest.mark.parametrize("route", list_pages(), ids=ids)
def test_a_form_without_the_pages_token_is_refused_at_every_address(route: Route) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_account())

    response = browser.post(route.path)

    assert not route.is_exempt
    assert (response.status_code, response.templates[0].name) == (403, "403_csrf.html")


def test_the_addresses_without_a_token_are_the_programs_alone() -> None:
    exempt = {route.path for route in list_routes() if route.is_exempt}

    assert {path for path in exempt if not path.startswith("/api/")} == set()


@pytest.mark.parametrize("route", [each for each in list_routes() if each.is_api], ids=ids)
def test_the_interface_for_programs_takes_no_session(route: Route) -> None:
    anonymous, signed_in = Client(), Client()
    user = sign_in(signed_in, Role.OFFICE, alliance_id=_alliance_of_a_programme())

    for method in ("get", "post", "delete", "patch", "put"):
        bare = getattr(anonymous, method)(route.path)
        with_session = getattr(signed_in, method)(route.path)

        assert with_session.status_code == bare.status_code, (method, user.email)
        assert not with_session.cookies


def _alliance_of_a_programme() -> int:
    make_programme()
    return list_alliances()[0].id


# Names that are not ours (Host).


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "", "x:99999"])
@pytest.mark.parametrize("path", ["/en/", "/healthz", "/api/v1/openapi.json", "/"])
def test_a_request_under_a_foreign_name_is_refused(client: Client, host: str, path: str) -> None:
    response = client.get(path, headers={"host": host})

    if host == "":
        # As a browser never sends it: the server's own name is taken.
        assert "evil" not in str(response.headers)
    else:
        assert response.status_code == 400, response.status_code


@pytest.mark.parametrize("header", ["x-forwarded-host", "x-host", "forwarded", "x-original-url"])
def test_what_a_client_says_of_a_proxy_is_not_believed(client: Client, header: str) -> None:
    values = {"forwarded": "host=evil.example;proto=https"}

    pages = [
        client.get(path, headers={header: values.get(header, "evil.example")})
        for path in ("/", "/en/", "/en/account/login/", "/en/account/my-data/")
    ]

    assert not any("evil.example" in page.content.decode() for page in pages)
    assert not any("evil.example" in str(page.headers) for page in pages)


# Ways out of the site (open redirect).


def leads_away(location: str) -> bool:
    return not re.match(r"/(?![/\\])", location)


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(client: Client, there: str) -> None:
    user = make_account()

    asked = client.get("/en/sign-in/", {"next": there}, follow=True)
    signed_in = client.post(
        "/en/account/login/", {"login": user.email, "password": PASSWORD, "next": there}
    )

    assert not any(leads_away(address) for address, _status in asked.redirect_chain)
    assert signed_in.status_code == 302
    assert not leads_away(signed_in["Location"])


@pytest.mark.parametrize("route", list_pages(), ids=ids)
def test_no_page_leads_to_where_its_address_says(route: Route) -> None:
    browser = Client()
    browser.force_login(make_account())
    # All spellings where people are signed in and out; one is enough elsewhere.
    tried = ELSEWHERE if "account" in route.path else ELSEWHERE[:2]

    away = [
        (method, there, location)
        for there in tried
        for method in ("get", "post")
        if leads_away(location := _leads_to(browser, method, route.path, there))
    ]

    assert away == []


def _leads_to(browser: Client, method: str, path: str, there: str) -> str:
    address = f"{path}?{urlencode({'next': there})}"
    response = getattr(browser, method)(address, {"next": there})
    return str(response.headers.get("Location", "/"))


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/", "/\\evil.example", "/%5Cevil.example", "/%2F/x.y"]
)
def test_an_address_that_looks_like_another_site_stays_here(client: Client, path: str) -> None:
    response = client.get("/en/", headers={"accept-language": "de"}, PATH_INFO=path)
    bare = client.generic("GET", path)

    for each in (response, bare):
        assert not leads_away(each.headers.get("Location", "/"))


def test_the_links_to_other_languages_stay_here(client: Client) -> None:
    page = client.get("/en/places/?next=https://evil.example/&q=//evil.example").content.decode()

    links = re.findall(r'hreflang="[^"]+" href="([^"]+)"', page)

    # In the head, with the page in no language, and at the foot.
    assert len(links) == 2 * len(settings.LANGUAGES) + 1
    assert not any(leads_away(link.removeprefix("http://testserver")) for link in links)


# Fields that no form has (mass assignment).

EXTRA = {
    "id": "1",
    "pk": "1",
    "public_id": str(uuid4()),
    "user": "1",
    "user_id": "1",
    "owner": "1",
    "owner_id": "1",
    "organisation": "1",
    "holder": str(uuid4()),
    "holder_subject": str(uuid4()),
    "traveller": str(uuid4()),
    "subject": str(uuid4()),
    "price": "1",
    "price_minor": "1",
    "currency": "XXX",
    "paid_at": "2020-01-01T00:00:00Z",
    "taken_at": "2020-01-01T00:00:00Z",
    "ends_on": "2099-01-01",
    "valid_from": "2000-01-01",
    "is_staff": "1",
    "is_superuser": "1",
    "is_active": "0",
    "is_demo": "1",
    "is_admin": "1",
    "role": "office",
    "roles": "office",
    "groups": "1",
    "verified": "1",
    "joined_at": "2000-01-01",
}


def test_a_card_takes_nothing_from_a_form_but_for_whom_it_is(client: Client) -> None:
    programme = make_programme()

    client.post(f"/en/cards/take/{programme.product_id}/", EXTRA)

    card = Card.objects.unscoped("test").get()
    assert (card.price_minor, card.currency, card.paid_at) == (19800, "CNY", None)
    assert str(card.holder_subject) not in EXTRA.values()
    assert str(card.public_id) != EXTRA["public_id"]
    assert (card.ends_on.year, card.taken_at.year) != (2099, 2020)


def test_a_trip_takes_nothing_from_a_form_but_the_wishes(
    client: Client, settings: Settings
) -> None:
    make_place()
    settings.LANDSEA_DESIGN_SECONDS = QUICK_SECONDS
    tomorrow = (timezone.now() + timedelta(days=2)).date().isoformat()

    client.post(
        "/en/trips/new/", {"town": "chongqing", "days": "1", "starts_on": tomorrow, **EXTRA}
    )

    assert Trip.objects.unscoped("test").count() == 1
    assert not Trip.objects.unscoped("test").filter(traveller=EXTRA["traveller"]).exists()
    assert not Trip.objects.unscoped("test").filter(public_id=EXTRA["public_id"]).exists()


def test_nobody_signs_up_as_more_than_a_person(client: Client) -> None:
    asked = {"email": "new@people.example", "password1": PASSWORD, **EXTRA}

    response = client.post("/en/account/signup/", asked)

    user = User.objects.unscoped("test").get(email="new@people.example")
    assert response.status_code == 302
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert str(user.subject) != EXTRA["subject"]
    assert not user.roles.exists()
    assert not user.emailaddress_set.filter(verified=True).exists()


def test_an_account_changes_nothing_of_itself_but_name_and_language() -> None:
    browser, user = Client(), make_account("Before")
    browser.force_login(user)
    before = dict(User.objects.unscoped("test").values().get(pk=user.pk))

    browser.post(
        "/en/account/", {"name": "After", "language": "fr", "email": "x@people.example", **EXTRA}
    )

    after = dict(User.objects.unscoped("test").values().get(pk=user.pk))
    assert {key for key, value in after.items() if value != before[key]} == {"name", "language"}


def test_money_is_taken_at_the_price_that_the_card_has(client: Client) -> None:
    programme = make_programme()
    card = make_card(programme, is_paid=False)
    sign_in(client, Role.GATE, organisation_id=programme.venue.owner_id)

    client.post(
        f"/en/gate/pay/{card.public_id}/", {"venue": str(programme.venue.public_id), **EXTRA}
    )

    paid = Card.objects.unscoped("test").get(pk=card.pk)
    assert paid.paid_at is not None
    assert paid.paid_at.year != 2020
    assert [posting.amount_minor for posting in paid.postings.all()] == [19800]


# Too much at once.


@pytest.mark.parametrize("path", ["/en/gate/", "/en/figures/load/", "/en/", "/en/account/login/"])
def test_a_body_larger_than_any_file_is_refused_before_it_is_read(
    client: Client, path: str
) -> None:
    response = client.post(
        path,
        b"x",
        content_type="application/octet-stream",
        CONTENT_LENGTH=str(settings.LANDSEA_MAX_UPLOAD + 200_000),
    )

    assert response.status_code == 413
    assert "This is larger than the 20 MB that are taken." in response.content.decode()


def test_a_program_that_sends_too_much_is_told_so_in_its_own_words(client: Client) -> None:
    response = client.post(
        "/api/v1/gate/scans", b"x", content_type="application/json", CONTENT_LENGTH="50000000"
    )

    assert response.status_code == 413
    assert response["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("length", ["-1", "many", "1e9"])
def test_a_body_of_a_length_that_is_none_is_refused(client: Client, length: str) -> None:
    response = client.post("/en/gate/", b"x", content_type="text/plain", CONTENT_LENGTH=length)

    assert response.status_code == 413


def test_fields_that_hold_a_book_are_refused(client: Client) -> None:
    programme = make_programme()

    response = client.post(
        f"/en/cards/take/{programme.product_id}/",
        {"trip": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)},
    )

    assert response.status_code == 413
    assert "This is larger than the 1 MB that are taken." in response.content.decode()


def test_a_form_of_thousands_of_fields_is_refused(client: Client) -> None:
    programme = make_programme()

    response = client.post(
        f"/en/cards/take/{programme.product_id}/", {f"field{number}": "1" for number in range(1001)}
    )

    assert response.status_code == 400
