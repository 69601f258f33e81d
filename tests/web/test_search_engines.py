"""What search engines are told of the pages."""

import json
import re
from typing import cast
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django import DjangoAssertNumQueries, Settings

from landsea.kernel.texts import LANGUAGES
from landsea.library.engine.vocabulary import ResourceState
from landsea.web.search_engines import LISTED, PAGES, SECTIONS
from tests.access.asking import list_routes
from tests.factories.library import make_event, make_owner, make_place
from tests.factories.members import make_alliance

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"

#: Public pages that search engines are not told of, and why.
NOT_LISTED = {
    "trips:list": "one's own",
    "market:listing": "is there for weeks",
    "privacy-export": "one's own",
    "privacy-erase": "one's own",
}


def addresses_in(client: Client, path: str) -> list[str]:
    """Lists the addresses of a file of the sitemap."""
    return [str(each.text) for each in read_xml(client, path).iter(LOC)]


def read_xml(client: Client, path: str) -> ET.Element:
    return ET.fromstring(client.get(path).content)  # noqa: S314 -- our own answer


def described_in(page: str) -> dict[str, object]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found: dict[str, object] = json.loads(text)
    return found


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert text == f"User-agent: *\nDisallow: /api/v1/\n\nSitemap: {SITE}/sitemap.xml\n"


def test_every_public_page_is_listed_in_each_language(client: Client) -> None:
    place = make_place("dazu", owner=make_owner("own"))
    alliance = make_alliance()

    found = [
        address
        for part in addresses_in(client, "/sitemap.xml")
        for address in addresses_in(client, part.removeprefix(SITE))
    ]

    assert len(found) == len(set(found))
    bare = {address.removeprefix(f"{SITE}/en") for address in found if "/en/" in address}
    assert {"/", f"/places/{place.public_id}/", f"/alliances/{alliance.slug}/"} <= bare
    assert len(found) == len(bare) * len(LANGUAGES)
    for address in found:
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


def test_no_public_page_is_forgotten(client: Client) -> None:
    paths = [route.fill({}) for route in list_routes() if not route.parameters]
    answers = {path: client.get(path) for path in paths if path.startswith("/en/")}

    public = {
        resolve(path).view_name
        for path, answer in answers.items()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    }
    others = {name for name in public if not name.startswith(("account_", "mfa_"))}
    assert others - LISTED - NOT_LISTED.keys() == set()


def test_a_file_of_the_sitemap_names_each_page_in_all_languages(client: Client) -> None:
    root = read_xml(client, "/sitemap-pages-1.xml")

    links = [
        {link.attrib["hreflang"]: link.attrib["href"] for link in entry.iter(LINK)}
        for entry in root
    ]
    assert len(links) == len(PAGES) * len(LANGUAGES)
    assert links[0] == {
        **{tag: f"{SITE}/{tag.lower()}/" for tag in LANGUAGES},
        "x-default": f"{SITE}/",
    }


def test_a_draft_is_not_listed(client: Client) -> None:
    make_place("draft", owner=make_owner("own"), state=ResourceState.DRAFT)

    assert "places" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("name", ["places-1", "places-0", "pages-2", "nothing-1"])
def test_a_file_that_is_not_there_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    owner = make_owner("own")
    for number in range(count):
        make_place(f"place-{number}", owner=owner)

    with django_assert_num_queries(len(SECTIONS) + 1):
        client.get("/sitemap-places-1.xml")


def test_a_page_names_its_address_without_what_was_searched_for(client: Client) -> None:
    page = client.get("/de/places/?q=Dazu").content.decode()

    assert f'<link rel="canonical" href="{SITE}/de/places/">' in page
    assert dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page)) == {
        **{tag: f"{SITE}/{tag.lower()}/places/" for tag in LANGUAGES},
        "x-default": f"{SITE}/places/",
    }
    assert "noindex" not in page


@pytest.mark.parametrize("path", ["account/login/", "trips/", "no-such-page/"])
def test_a_page_that_is_not_for_search_engines_says_so(client: Client, path: str) -> None:
    page = client.get(f"/en/{path}").content.decode()

    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


def test_an_installation_can_keep_away_from_search_engines(
    client: Client, settings: Settings
) -> None:
    settings.LANDSEA_INDEX = False

    page = client.get("/en/places/").content.decode()

    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page
    assert "Sitemap" not in client.get("/robots.txt").content.decode()


def test_a_place_describes_itself_to_machines(client: Client) -> None:
    place = make_place("dazu", names={"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻"})

    described = described_in(client.get(f"/en/places/{place.public_id}/").content.decode())

    assert described["name"] == "Dazu Rock Carvings"
    assert described["alternateName"] == ["大足石刻"]
    assert described["url"] == f"{SITE}/en/places/{place.public_id}/"


def test_an_event_describes_its_next_times_to_machines(client: Client) -> None:
    event = make_event(names={"en": "Songkran"})

    described = described_in(client.get(f"/en/calendar/{event.public_id}/").content.decode())

    assert (described["@type"], described["name"]) == ("EventSeries", "Songkran")
    times = cast(list[dict[str, str]], described["subEvent"])
    assert times[0]["startDate"].endswith("-04-13")
    assert times[0]["endDate"].endswith("-04-15")


def test_a_name_cannot_end_the_description_that_it_stands_in(client: Client) -> None:
    place = make_place("sly", names={"en": "</script><script src=//x>&"})

    page = client.get(f"/en/places/{place.public_id}/").content.decode()

    assert described_in(page)["name"] == "</script><script src=//x>&"
    assert "<script src=//x>" not in page


def test_an_organisation_describes_itself_to_machines(client: Client) -> None:
    owner = make_owner("own")

    page = client.get(f"/en/organisations/{owner.public_id}/").content.decode()

    assert described_in(page)["@id"] == f"{SITE}/en/organisations/{owner.public_id}/"
