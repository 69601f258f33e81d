"""In the demonstration a visitor takes a role by one click, and only there."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.cards import Programme

ROLE = "/en/demo/role/"
RESOLVE = """
import django
django.setup()
from django.urls import Resolver404, resolve
try:
    print(resolve("/en/demo/role/").url_name)
except Resolver404:
    print("no such address")
"""


def pressed(client: Client) -> list[str]:
    """Returns the role that the ribbon shows as taken."""
    page = re.sub(r"\s+", " ", client.get("/en/").content.decode())
    return re.findall(r'value="([\w-]+)"[^>]* aria-pressed="true"', page)


def list_mine(client: Client) -> tuple[list[str], list[str]]:
    """Returns the addresses of the visitor's trips and cards."""
    trips = client.get("/en/trips/").content.decode()
    cards = client.get("/en/cards/").content.decode()
    pattern = r'href="(/en/{}/[0-9a-f-]{{36}}/)"'
    return re.findall(pattern.format("trips"), trips), re.findall(pattern.format("cards"), cards)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "start"),
    [
        ("gate", "/en/gate/"),
        ("editor", "/en/desk/"),
        ("member", "/en/desk/"),
        ("market-agent", "/en/market/"),
        ("office", "/en/office/"),
        ("clearing-officer", "/en/statements/"),
        ("statistician", "/en/figures/"),
    ],
)
def test_a_click_takes_a_role_and_leads_to_its_work(
    client: Client, demonstration: Programme, role: str, start: str
) -> None:
    response = client.post(ROLE, {"role": role})

    assert (response.status_code, response["Location"]) == (302, start)
    assert client.get(start, follow=True).status_code == 200
    assert pressed(client) == [role]


@pytest.mark.django_db
def test_a_traveller_comes_back_to_trips_and_cards(
    client: Client, demonstration: Programme
) -> None:
    client.post(f"/en/cards/take/{demonstration.product_id}/")
    day = timezone.localdate() + timedelta(days=7)
    client.post("/en/trips/new/", {"town": "chongqing", "starts_on": day, "days": "1"})
    mine = list_mine(client)

    for role in (
        "gate",
        "editor",
        "member",
        "market-agent",
        "office",
        "clearing-officer",
        "statistician",
    ):
        client.post(ROLE, {"role": role})
        assert list_mine(client) == ([], [])
    response = client.post(ROLE, {"role": "traveller"})

    assert response["Location"] == "/en/"
    assert pressed(client) == ["traveller"]
    assert [len(each) for each in mine] == [1, 1]
    assert list_mine(client) == mine


@pytest.mark.django_db
def test_a_visitor_who_did_nothing_can_go_there_and_back(
    client: Client, demonstration: Programme
) -> None:
    client.post(ROLE, {"role": "gate"})
    client.post(ROLE, {"role": "traveller"})

    assert pressed(client) == ["traveller"]
    assert client.get("/en/gate/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", "emperor", "gate@demo.invalid"])
def test_a_role_that_is_none_is_not_taken(
    client: Client, demonstration: Programme, role: str
) -> None:
    assert client.post(ROLE, {"role": role}).status_code == 404
    assert pressed(client) == ["traveller"]


@pytest.mark.django_db
def test_a_role_is_not_taken_by_following_a_link(client: Client, demonstration: Programme) -> None:
    assert client.get(ROLE).status_code == 405


@pytest.mark.django_db
def test_every_page_of_the_demonstration_says_what_is_invented(
    client: Client, demonstration: Programme
) -> None:
    page = client.get("/en/places/").content.decode()

    assert "Organisations, cards and benefits are invented" in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.django_db
def test_outside_the_demonstration_no_page_offers_roles(client: Client) -> None:
    page = client.get("/en/places/").content.decode()

    assert "Demonstration." not in page
    assert "/demo/role/" not in page
    assert client.post(ROLE, {"role": "office"}).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flag", "found"), [("", "no such address"), ("0", "no such address"), ("1", "demo-role")]
)
def test_the_address_of_the_switch_exists_in_the_demonstration_only(
    tmp_path: Path, flag: str, found: str
) -> None:
    environment = {
        **os.environ,
        "LANDSEA_DATA": str(tmp_path),
        "LANDSEA_DEMO": flag,
        "DJANGO_SETTINGS_MODULE": "landsea.settings",
    }

    resolved = subprocess.run(
        [sys.executable, "-c", RESOLVE], env=environment, capture_output=True, text=True, check=True
    )

    assert resolved.stdout.strip() == found
