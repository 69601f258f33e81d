"""What the map of a trip is drawn from."""

import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from landsea.kernel.geo import Position
from landsea.trips.towns import find_town
from tests.factories.library import make_place

pytestmark = pytest.mark.django_db

CENTRE = Position(29.56, 106.55)


def features_of(page: str) -> list[dict[str, Any]]:
    [found] = re.findall(r'data-features="([^"]*)"', page)
    features: list[dict[str, Any]] = json.loads(html.unescape(found))["features"]
    return features


def open_trip(client: Client, *, town_key: str = "chongqing", days: int = 1) -> str:
    """Designs a trip with the browser's own traveller, and returns its page."""
    form = {
        "town": town_key,
        "starts_on": (timezone.localdate() + timedelta(days=7)).isoformat(),
        "days": str(days),
        "pace": "steady",
        "leaves": "08:30",
        "back": "19:00",
    }
    made = client.post("/en/trips/new/", form)
    assert made.status_code == 302, made.content.decode()
    return client.get(made["Location"]).content.decode()


def test_a_trips_map_has_its_start_its_stops_and_the_way_of_each_day(client: Client) -> None:
    make_place("1", position=CENTRE)
    town = find_town("chongqing")
    assert town is not None

    way, stop, start = features_of(open_trip(client))

    home = [town.position.longitude, town.position.latitude]
    place = [CENTRE.longitude, CENTRE.latitude]
    assert way["geometry"]["coordinates"] == [[home, place], [place, home]]
    assert way["properties"] == {"day": 1}
    assert stop["geometry"]["coordinates"] == place
    assert (stop["properties"]["number"], stop["properties"]["name"]) == ("1", "Dazu Rock Carvings")
    assert start["properties"] == {"name": "Chongqing"}


def test_stops_are_numbered_through_all_days_on_the_map_as_in_the_list(client: Client) -> None:
    for number in range(6):
        make_place(str(number), position=Position(29.56 + number / 100, 106.55))

    page = open_trip(client, days=2)

    on_the_map = [
        each["properties"]["number"] for each in features_of(page) if "number" in each["properties"]
    ]
    assert on_the_map == re.findall(r'class="ball" aria-hidden="true">(\d+)<', page)
    assert on_the_map == [str(number) for number in range(1, len(on_the_map) + 1)]
    assert len(on_the_map) > 3
