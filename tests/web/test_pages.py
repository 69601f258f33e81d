"""What holds for every page, and the pages that belong to no one module."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea import __version__
from landsea.foundation import outbox
from landsea.foundation.actor import Role
from landsea.kernel.texts import canonical_tag
from tests.factories.cards import make_card, make_programme, scan_card
from tests.factories.insight import count_visit, load, make_arrivals_row
from tests.factories.library import make_place
from tests.factories.members import NOW, make_actor, make_alliance
from tests.factories.sessions import sign_in
from tests.factories.trips import make_trip, make_wishes

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "zh-hans", "de", "fr", "th", "vi")
#: Pages that anybody may open.
PUBLIC = (
    "",
    "about/",
    "account/login/",
    "places/",
    "places/map/",
    "trips/",
    "trips/new/",
    "cards/",
    "figures/",
)
#: Pages that are refused to a traveller, and one that is none: they keep the same rules.
REFUSED = ("statements/", "gate/", "trace/", "figures/load/", "nothing/")


def read(client: Client, address: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def policy_of(header: str) -> dict[str, list[str]]:
    parts = (part.split() for part in header.split(";") if part.strip())
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("page", [*PUBLIC, *REFUSED])
def test_every_page_is_under_a_policy_that_allows_nothing_by_default(
    client: Client, page: str
) -> None:
    response = client.get(f"/en/{page}")

    policy = policy_of(response["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert {value for values in policy.values() for value in values} == {
        "'none'",
        "'self'",
        "data:",
    }
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page", [*PUBLIC, *REFUSED])
def test_no_page_has_what_the_policy_would_block_or_asks_off_the_machine(
    client: Client, page: str
) -> None:
    make_programme()
    load([make_arrivals_row()])

    text = client.get(f"/en/{page}").content.decode()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", text) == []
    data = '<script type="application/ld+json">'
    scripts = [each for each in re.findall(r"<script[^>]*>", text) if each != data]
    assert [each for each in scripts if " src=" not in each] == []
    sources = re.findall(r'(?:src|action|srcset)="([^"]+)"', text)
    # A page's own addresses are named in full; nothing is loaded from them.
    links = re.findall(r'<link (?!rel="(?:canonical|alternate)")[^>]*href="([^"]+)"', text)
    assert [each for each in sources + links if not re.match(r"/(?!/)|#", each)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PUBLIC)
def test_a_page_says_which_language_it_is_in(client: Client, page: str, language: str) -> None:
    text = read(client, f"/{language}/{page}")

    assert f'<html lang="{canonical_tag(language)}">' in text
    assert client.get(f"/{language}/{page}")["Content-Language"] == language


def language_links(page: str) -> Iterator[tuple[str, str]]:
    (menu,) = re.findall(r'<nav id="languages".*?</nav>', page)
    for link in re.findall(r"<a [^>]*>", menu):
        (tag,), (address,) = (
            re.findall(r'hreflang="([^"]+)"', link),
            re.findall(r' href="([^"]+)"', link),
        )
        yield tag, address


def test_each_page_leads_to_itself_in_the_other_languages(client: Client) -> None:
    page = read(client, "/de/places/?q=Dazu&kind=museum")

    assert dict(language_links(page)) == {
        canonical_tag(language): f"/{language}/places/?q=Dazu&amp;kind=museum"
        for language in LANGUAGES
    }


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("zh-CN,zh;q=0.9", "zh-hans"), ("de-AT", "de"), ("ja", "en"), ("", "en")],
)
def test_the_bare_address_leads_to_the_readers_language(
    client: Client, accepted: str, language: str
) -> None:
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")


def test_the_front_page_counts_what_there_is(client: Client) -> None:
    make_place("other", names={"en": "A park"})
    count_visit(make_programme())

    page = read(client, "/en/")

    assert re.findall(r'class="bignum"[^>]*>(\d+)<', page) == ["2", "1", "1"]
    assert "A park" in page


def test_the_front_page_of_an_empty_installation_says_how_it_is_filled(client: Client) -> None:
    assert "The library is empty." in read(client, "/en/")


def test_sources_and_licences_are_named_with_how_much_is_from_each(client: Client) -> None:
    make_place()
    load([make_arrivals_row(), make_arrivals_row(period="2025-04")])

    page = read(client, "/en/about/")

    assert '<td>the national list</td><td>none stated</td><td class="n">1</td>' in page
    assert '<td>the tourism board</td><td>as stated</td><td class="n">2</td>' in page


def test_a_supervisor_learns_that_the_process_serves_and_which_version_it_is(
    client: Client,
) -> None:
    response = client.get("/healthz")

    assert json.loads(response.content) == {"status": "ok", "version": __version__}
    assert client.post("/healthz").status_code == 405


def test_a_form_without_its_key_is_refused_on_a_page_of_ours() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/en/trips/new/", {})

    page = response.content.decode()
    assert response.status_code == 403
    assert '<html lang="en">' in page
    assert "Nothing was changed. Go back, reload the page and send the form again" in page


def sign_in_office(client: Client) -> None:
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)


def test_the_trace_leads_from_the_planned_stop_to_the_figure(client: Client) -> None:
    programme = make_programme()
    traveller = make_actor()
    trip = make_trip(make_wishes(must_see=(programme.venue.public_id,)), actor=traveller)
    card = make_card(programme, holder=traveller.subject, trip=trip)
    result = scan_card(card, programme)
    sign_in_office(client)
    address = f"/en/trace/{result.scan_id}/"

    before = read(client, address)
    outbox.deliver(now=NOW)
    after = read(client, address)

    assert "Not counted yet" in before
    parts = dict(re.findall(r'<li id="trace-(\w+)">(.*?)</li>', after))
    assert list(parts) == ["stop", "card", "scan", "posting", "fact", "figure"]
    assert str(trip) in parts["stop"]
    assert "Annual card" in parts["card"]
    assert "Dazu Rock Carvings" in parts["scan"]
    assert "CN¥52.00" in parts["posting"]
    assert '<span class="num">1</span>' in parts["fact"]
    assert "Chongqing · November 2026" in parts["figure"]
    assert '<span class="num">1</span> card admissions' in parts["figure"]


def test_the_trace_of_a_card_without_a_trip_says_so(client: Client) -> None:
    programme = make_programme()
    result = scan_card(make_card(programme), programme)
    sign_in_office(client)

    page = read(client, f"/en/trace/{result.scan_id}/")

    assert "The card was not taken for a trip to this place." in page


@pytest.mark.parametrize("role", [None, Role.GATE, Role.STATISTICIAN])
def test_only_the_office_traces(client: Client, role: Role | None) -> None:
    programme = make_programme()
    result = scan_card(make_card(programme), programme)
    if role is Role.GATE:
        sign_in(client, role, organisation_id=programme.venue.owner_id)
    elif role:
        sign_in(client, role, alliance_id=make_alliance().id)

    assert client.get("/en/trace/").status_code == 403
    # Its own gate knows of the admission; nobody else is told that there is one.
    expected = 403 if role is Role.GATE else 404
    assert client.get(f"/en/trace/{result.scan_id}/").status_code == expected


def test_an_office_of_another_alliance_traces_nothing(client: Client) -> None:
    programme = make_programme()
    result = scan_card(make_card(programme), programme)
    sign_in(client, Role.OFFICE, alliance_id=make_alliance("elsewhere").id)

    assert client.get(f"/en/trace/{result.scan_id}/").status_code == 404
    assert str(result.scan_id) not in read(client, "/en/trace/")


def test_an_admission_that_never_was_has_no_trace(client: Client) -> None:
    sign_in_office(client)

    assert client.get("/en/trace/00000000-0000-7000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_traces_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    programme = make_programme()
    for _ in range(count):
        scan_card(make_card(programme), programme)
    sign_in_office(client)

    # Session, account and roles; the admissions, and their venues.
    with django_assert_num_queries(5):
        page = read(client, "/en/trace/")

    assert len(re.findall(r'href="/en/trace/[0-9a-f-]{36}/"', page)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_asks_the_database_as_often_whatever_it_shows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_place(str(number))

    # The counts of places, venues and admissions; which are featured, these; and what is on.
    with django_assert_num_queries(6):
        page = read(client, "/en/")

    assert page.count("Dazu Rock Carvings") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_sources_asks_the_database_as_often_whatever_it_lists(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_place()
    load([make_arrivals_row(source=f"office {number}") for number in range(count)])

    # How many there are of each sort; the sources of places, events, holidays and figures.
    with django_assert_num_queries(9):
        page = read(client, "/en/about/")

    assert page.count("<td>office ") == count
