"""The page with the library's map, and the places that it is drawn from."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Role
from landsea.kernel.geo import Position, Precision
from landsea.library.engine.vocabulary import ResourceKind, ResourceState
from landsea.library.models import Resource
from tests.factories.library import NOW, make_element, make_owner, make_place
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

MAP = "/en/places/map/"
POINTS = "/en/places/map/points.json"
IN_THE_DISTRICT = Position(29.7005, 105.7153, Precision.DISTRICT, 26.0)


def read(client: Client, address: str, **headers: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def names_on(client: Client, address: str = POINTS) -> list[str]:
    """Returns the names of what is drawn, the areas by theirs."""
    features: list[dict[str, Any]] = json.loads(client.get(address).content)["features"]
    told = [feature["properties"] for feature in features]
    return [each.get("name") or each["area"] for each in told]


def test_the_map_draws_what_has_a_position_and_leaves_out_what_has_none(client: Client) -> None:
    make_place("1")
    make_place("2", names={"en": "Nowhere"}, position=None)
    make_place("3", names={"en": "Somewhere"}, position=IN_THE_DISTRICT)

    assert names_on(client) == ["Dazu Rock Carvings", "Dazu District"]


@pytest.mark.parametrize(
    "query", ["q=zoo", "kind=zoo", "market=SG", "city=Singapore", "q=动物园&kind=zoo&market=SG"]
)
def test_a_filter_of_the_list_narrows_the_map_alike(client: Client, query: str) -> None:
    make_place("1")
    make_place(
        "2",
        names={"en": "A zoo", "zh-Hans": "动物园"},
        kind=ResourceKind.ZOO,
        market="SG",
        city="Singapore",
    )

    page = read(client, f"{MAP}?{query}")

    assert names_on(client, f"{POINTS}?{query}") == ["A zoo"]
    assert re.findall(r"<li><span><a [^>]*>(.*?)</a>", page) == ["A zoo"]


def test_a_kind_that_is_none_is_refused_for_the_map_too(client: Client) -> None:
    assert client.get(f"{POINTS}?kind=pagoda").status_code == 422


def test_a_draft_is_drawn_for_its_owners_people_alone(client: Client) -> None:
    owner = make_owner("academy")
    make_place("1", state=ResourceState.DRAFT, owner=owner)
    stranger = Client()
    sign_in(client, Role.EDITOR, organisation_id=owner.id)
    sign_in(stranger, Role.EDITOR, organisation_id=make_owner("stranger").id)

    own = json.loads(client.get(POINTS).content)["features"]

    assert [each["properties"]["draft"] for each in own] == [True]
    assert names_on(stranger) == names_on(Client()) == []


def test_a_tradition_that_nobody_agreed_to_show_is_on_no_map(client: Client) -> None:
    element = make_element()
    point = {"latitude": 13.75, "longitude": 100.5, "position_precision": "exact"}
    Resource.objects.filter(pk=element.pk).update(**point, position_error_km=0)

    assert names_on(client) == []


def test_points_that_have_not_changed_are_not_sent_again(client: Client) -> None:
    make_place()
    first = client.get(POINTS)

    again = client.get(POINTS, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first["Cache-Control"]


@pytest.mark.parametrize("change", ["moved", "added", "withdrawn"])
def test_points_are_sent_again_after_a_change(client: Client, change: str) -> None:
    place = make_place("1")
    tag = client.get(POINTS)["ETag"]
    rows = Resource.objects.filter(pk=place.pk)

    if change == "moved":
        rows.update(latitude=1.5, updated_at=NOW + timedelta(hours=1))
    elif change == "added":
        make_place("2")
    else:
        rows.update(state=ResourceState.DRAFT)

    assert client.get(POINTS, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("other", ["/zh-hans/places/map/points.json", f"{POINTS}?kind=zoo"])
def test_another_language_or_filter_is_another_answer(client: Client, other: str) -> None:
    make_place()
    tag = client.get(POINTS)["ETag"]

    assert client.get(other, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_points_of_a_search_cost_two_queries_however_many_there_are(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_place(str(number))

    # Whether anything changed, and the places.
    with django_assert_num_queries(2):
        client.get(f"{POINTS}?q=dazu")


@pytest.mark.parametrize("count", [1, 3])
def test_the_points_of_all_places_are_read_once_for_all_readers(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_place(str(number))
    first = client.get(POINTS)

    # Whether anything changed, and what was kept.
    with django_assert_num_queries(2):
        second = Client().get(POINTS)

    assert second.content == first.content


def test_what_an_editor_is_shown_is_kept_for_nobody_else(client: Client) -> None:
    owner = make_owner("academy")
    make_place("1", state=ResourceState.DRAFT, owner=owner)
    sign_in(client, Role.EDITOR, organisation_id=owner.id)

    drawn = names_on(client)

    assert (drawn, names_on(Client())) == (["Dazu Rock Carvings"], [])


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_costs_the_same_queries_however_many_places_are_on_it(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_place(str(number))

    # The places of the list, how many there are, and three filters.
    with django_assert_num_queries(5):
        read(client, f"{MAP}?q=dazu")


def test_list_and_map_lead_to_each_other_with_their_filters(client: Client) -> None:
    make_place()

    on_the_list = read(client, "/en/places/?q=dazu&kind=&from=0")
    on_the_map = read(client, f"{MAP}?q=dazu")

    assert f'href="{MAP}?q=dazu"' in on_the_list
    assert 'href="/en/places/?q=dazu"' in on_the_map
    assert f'data-points="{POINTS}?q=dazu"' in on_the_map


def test_without_scripts_the_map_is_a_list_that_says_what_a_map_needs(client: Client) -> None:
    make_place("1", position=IN_THE_DISTRICT)
    make_place("2", position=Position(29.55, 106.4, Precision.ROUNDED, 8.0))
    make_place("3", position=None)

    page = read(client, MAP)

    assert "The map needs a browser with scripts and WebGL." in page
    assert re.findall(r"<small>(.*?)</small>", page) == [
        "Heritage site · Somewhere in Dazu District",
        "Heritage site · Chongqing · known to about 8 km",
        "Heritage site · Position not known",
    ]
    assert "Coasts: Natural Earth, in the public domain" in page


def test_htmx_gets_the_list_with_where_its_points_are(client: Client) -> None:
    make_place()

    part = read(client, f"{MAP}?q=dazu", **{"HX-Request": "true"})

    assert part.strip().startswith(f'<div id="results" data-points="{POINTS}?q=dazu">')
    assert "<html" not in part
    assert 'id="filters" data-hx-swap-oob="true"' in part


def test_a_place_without_a_position_has_no_map(client: Client) -> None:
    nowhere = make_place("1", position=None)
    somewhere = make_place("2", position=IN_THE_DISTRICT)

    assert "data-map=" not in read(client, f"/en/places/{nowhere.public_id}/")
    assert 'data-map="place"' in read(client, f"/en/places/{somewhere.public_id}/")
