"""The guided tour: a step is done when the thing has happened, and never by a click on a button."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.cards.models import Card, Redemption
from landsea.foundation import outbox
from landsea.members.models import Organisation
from landsea.trips.models import Trip
from tests.factories.cards import Programme
from tests.factories.insight import make_up
from tests.factories.library import make_place

pytestmark = [pytest.mark.django_db]

CHANGE, GO_ON = "/en/demo/tour/change/", "/en/demo/tour/go-on/"


def read(client: Client, address: str = "/en/") -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def step(client: Client, address: str = "/en/") -> str:
    """Returns what the bar of a page says where the visitor is, or nothing without a bar."""
    found = re.search(r'id="tour-now"[^>]*>\s*<span[^>]*>(.*?)</span>', read(client, address))
    return found.group(1).strip() if found else ""


def start(client: Client) -> None:
    assert client.post(CHANGE, {"act": "start"})["Location"] == "/en/places/"


def find_the_place(client: Client, programme: Programme) -> None:
    read(client, f"/en/places/{programme.venue.public_id}/")


def design_a_trip(client: Client, must: UUID) -> None:
    day = timezone.localdate() + timedelta(days=7)
    wishes = {"town": "chongqing", "starts_on": day, "days": "1", "must": str(must)}
    assert client.post("/en/trips/new/", wishes).status_code == 302


def take_a_card(client: Client, programme: Programme) -> str:
    assert client.post(f"/en/cards/take/{programme.product_id}/").status_code == 302
    return str(Card.objects.latest("id").number)


def admit(client: Client, programme: Programme, number: str) -> None:
    venue = str(programme.venue.public_id)
    scan = {"venue": venue, "code": number}
    client.post("/en/gate/", scan)
    client.post(f"/en/gate/pay/{Card.objects.get(number=number).public_id}/", scan)
    client.post("/en/gate/", scan)
    assert Redemption.objects.count() > 0


def owner_of(programme: Programme) -> UUID:
    return Organisation.objects.get(pk=programme.venue.owner_id).public_id


def test_a_whole_tour_is_done_step_by_step(client: Client, demonstration: Programme) -> None:
    make_up(demonstration)
    said = []
    start(client)
    said.append(step(client))
    find_the_place(client, demonstration)
    said.append(step(client))
    design_a_trip(client, demonstration.venue.public_id)
    said.append(step(client))
    number = take_a_card(client, demonstration)
    said.append(step(client))
    gate = client.post(GO_ON)
    admit(client, demonstration, number)
    said.append(step(client))
    statement = client.post(GO_ON)
    read(client, statement["Location"])
    outbox.deliver(now=timezone.now())
    figures = client.post(GO_ON)
    page = read(client, figures["Location"])

    steps = [f"Guided tour, step {number} of 5." for number in range(1, 6)]
    assert said == steps
    assert gate["Location"] == f"/en/gate/?venue={demonstration.venue.public_id}"
    assert statement["Location"] == f"/en/statements/{owner_of(demonstration)}/"
    assert figures["Location"] == "/en/figures/"
    assert "Guided tour, finished." in page
    assert "is owed CN¥52.00." in page
    # Made-up visits of the same city are not among them.
    assert re.search(r"Card admissions counted in Chongqing, \w+ \d{4}: 1\. Yours", page)


def test_looking_at_pages_alone_does_no_step_but_the_first(
    client: Client, demonstration: Programme
) -> None:
    start(client)
    find_the_place(client, demonstration)
    for _time in range(3):
        client.post(GO_ON)
        for address in ("trips/new/", "cards/", "figures/"):
            read(client, f"/en/{address}")

    assert step(client) == "Guided tour, step 2 of 5."


def test_a_place_that_no_card_opens_is_not_the_one(
    client: Client, demonstration: Programme
) -> None:
    start(client)

    read(client, f"/en/places/{make_place('elsewhere').public_id}/")

    assert step(client) == "Guided tour, step 1 of 5."


def test_what_was_done_before_the_tour_does_not_count(
    client: Client, demonstration: Programme
) -> None:
    design_a_trip(client, demonstration.venue.public_id)
    take_a_card(client, demonstration)
    start(client)

    find_the_place(client, demonstration)

    assert step(client) == "Guided tour, step 2 of 5."


def test_a_trip_that_leaves_the_place_out_says_what_to_do(
    client: Client, demonstration: Programme
) -> None:
    start(client)
    find_the_place(client, demonstration)
    design_a_trip(client, make_place("near").public_id)
    Trip.objects.all()[0].days.get().stops.filter(place_id=demonstration.venue.pk).delete()

    page = read(client)

    assert "leaves Dazu Rock Carvings out and says why" in page
    assert step(client) == "Guided tour, step 2 of 5."


def test_an_admission_that_was_taken_back_takes_the_step_back(
    client: Client, demonstration: Programme
) -> None:
    start(client)
    find_the_place(client, demonstration)
    design_a_trip(client, demonstration.venue.public_id)
    number = take_a_card(client, demonstration)
    client.post(GO_ON)
    admit(client, demonstration, number)
    done = step(client)

    client.post(
        f"/en/gate/void/{Redemption.objects.get().public_id}/",
        {"venue": str(demonstration.venue.public_id), "reason": "a slip"},
    )

    assert (done, step(client)) == ("Guided tour, step 5 of 5.", "Guided tour, step 4 of 5.")


def test_the_statement_of_somebody_else_is_not_the_one(
    client: Client, demonstration: Programme
) -> None:
    start(client)
    find_the_place(client, demonstration)
    design_a_trip(client, demonstration.venue.public_id)
    number = take_a_card(client, demonstration)
    client.post(GO_ON)
    admit(client, demonstration, number)
    outbox.deliver(now=timezone.now())
    client.post("/en/demo/role/", {"role": "traveller"})

    refused = client.get(f"/en/statements/{owner_of(demonstration)}/")

    assert refused.status_code == 404
    assert "stands on the statement of" in read(client)


def test_a_tour_is_left_and_goes_on_where_it_was(client: Client, demonstration: Programme) -> None:
    start(client)
    find_the_place(client, demonstration)

    client.post(CHANGE, {"act": "leave"})
    left = step(client)
    offered = "Go on with the tour" in read(client)
    answer = client.post(CHANGE, {"act": "resume"})

    assert (left, offered) == ("", True)
    assert answer["Location"].startswith("/en/trips/new/?must=")
    assert step(client) == "Guided tour, step 2 of 5."


def test_a_left_tour_notes_nothing(client: Client, demonstration: Programme) -> None:
    start(client)
    client.post(CHANGE, {"act": "leave"})

    find_the_place(client, demonstration)
    client.post(CHANGE, {"act": "resume"})

    assert step(client) == "Guided tour, step 1 of 5."


def test_a_tour_goes_on_through_every_change_of_role(
    client: Client, demonstration: Programme
) -> None:
    start(client)
    find_the_place(client, demonstration)

    said = set()
    for role in ("gate", "office", "clearing-officer", "statistician", "traveller"):
        client.post("/en/demo/role/", {"role": role})
        said.add(step(client))

    assert said == {"Guided tour, step 2 of 5."}


@pytest.mark.parametrize("act", ["", "resume", "leave", "finish"])
def test_without_a_tour_there_is_nothing_to_change(
    client: Client, demonstration: Programme, act: str
) -> None:
    assert client.post(CHANGE, {"act": act}).status_code == 404
    assert client.post(GO_ON).status_code == 404
    assert client.get("/en/demo/tour/now/").status_code == 404


def test_a_bar_that_waits_is_told_when_to_stop_asking(
    client: Client, demonstration: Programme
) -> None:
    start(client)
    find_the_place(client, demonstration)
    design_a_trip(client, demonstration.venue.public_id)
    number = take_a_card(client, demonstration)
    client.post(GO_ON)
    admit(client, demonstration, number)
    read(client, client.post(GO_ON)["Location"])

    waiting = client.get("/en/demo/tour/now/")
    outbox.deliver(now=timezone.now())
    counted = client.get("/en/demo/tour/now/")

    assert (waiting.status_code, counted.status_code) == (200, 286)
    assert "is being counted" in waiting.content.decode()
    assert "It is counted: look for Chongqing" in counted.content.decode()


def test_the_home_page_and_the_page_of_the_tour_invite_to_it(
    client: Client, demonstration: Programme
) -> None:
    assert "See it work in three minutes" in read(client)
    page = read(client, "/en/demo/tour/")

    assert re.findall(r"<li>([^<]+)</li>", page)[:5] == [
        "Find a place",
        "Put it into a trip",
        "Take a card",
        "Admit it at the gate",
        "Read what came of it",
    ]
    assert "Begin the tour" in page


def test_who_is_on_no_tour_pays_nothing_for_it(
    client: Client, demonstration: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/en/demo/tour/")


def test_outside_the_demonstration_there_is_no_tour(client: Client) -> None:
    assert client.get("/en/demo/tour/").status_code == 404
    page = client.get("/en/").content.decode()
    assert 'id="tour"' not in page
    assert "demo/tour" not in page
