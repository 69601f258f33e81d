"""What browsers are told of every answer, errors too, and how cookies are kept."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from landsea.web import urls
from tests.privacy.people import make_account
from tests.security.routes import Route, list_pages, list_routes

pytestmark = pytest.mark.django_db

CSP_NONE = "default-src 'none'"


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


def grow(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


urlpatterns = [path("en/broken/", break_down), path("en/grown/", grow), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def with_faults() -> Iterator[Client]:
    """A browser of a site on which some addresses break down."""
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def assert_guarded(response: HttpResponse) -> None:
    assert (
        response["Content-Security-Policy"].startswith(CSP_NONE)
        or CSP_NONE in (response["Content-Security-Policy"])
    )
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["X-Request-ID"]


@pytest.mark.parametrize("route", list_pages(), ids=lambda route: route.path)
def test_every_page_is_guarded_for_strangers_and_for_people(route: Route) -> None:
    signed_in = Client()
    signed_in.force_login(make_account())

    for browser in (Client(), signed_in):
        assert_guarded(browser.get(route.path))  # type: ignore[arg-type]  # as Django says


@pytest.mark.parametrize(
    "route", [each for each in list_routes() if each.is_api], ids=lambda route: route.path
)
def test_every_answer_for_programs_is_guarded(client: Client, route: Route) -> None:
    assert_guarded(client.get(route.path))  # type: ignore[arg-type]  # as Django says


@pytest.mark.parametrize(
    ("address", "status"),
    [("/en/broken/", 500), ("/en/grown/", 413), ("/en/nowhere/", 404), ("/api/v1/nowhere", 404)],
)
def test_errors_are_guarded(with_faults: Client, address: str, status: int) -> None:
    response = with_faults.get(address)

    assert response.status_code == status
    assert_guarded(response)  # type: ignore[arg-type]  # as Django says


def test_a_foreign_name_and_a_forged_form_are_refused_under_guard() -> None:
    strict = Client(enforce_csrf_checks=True)

    foreign = strict.get("/en/", headers={"host": "evil.example"})
    forged = strict.post("/en/account/login/")

    assert (foreign.status_code, forged.status_code) == (400, 403)
    assert_guarded(foreign)  # type: ignore[arg-type]  # as Django says
    assert_guarded(forged)  # type: ignore[arg-type]  # as Django says


def test_an_error_page_shows_nothing_of_the_inside(with_faults: Client) -> None:
    page = with_faults.get("/en/broken/").content.decode()

    assert "planted" not in page
    assert "Traceback" not in page
    assert "RuntimeError" not in page


def test_files_of_the_page_are_guarded(client: Client) -> None:
    response = client.get("/static/web/base.css")
    response.close()

    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert CSP_NONE in response["Content-Security-Policy"]
    assert "Set-Cookie" not in response


def test_reading_leaves_no_cookie(client: Client) -> None:
    for address in ("/en/", "/en/places/", "/en/about/", "/healthz", "/api/v1/openapi.json"):
        assert not client.get(address).cookies, address


def test_a_session_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    user = make_account()

    signed_in = client.post(
        "/en/account/login/", {"login": user.email, "password": "four walls and a roof"}
    )

    session = signed_in.cookies[settings.SESSION_COOKIE_NAME]
    token = client.get("/en/account/").cookies.get(settings.CSRF_COOKIE_NAME)
    assert (session["httponly"], session["samesite"], session["domain"]) == (True, "Lax", "")
    assert token is None or (token["samesite"], token["domain"]) == ("Lax", "")


def test_private_pages_are_kept_by_no_cache() -> None:
    browser = Client()
    browser.force_login(make_account())

    for address in ("/en/account/", "/en/account/my-data/"):
        assert "no-store" in browser.get(address)["Cache-Control"], address
