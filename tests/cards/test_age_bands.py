"""Children: a band of ages on a guardian's card, and nothing else."""

import re
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from landsea.cards.models import AgeBand, Card, Redemption
from landsea.cards.phrases import words_for
from landsea.cards.services.issuing import take_card, take_payment
from landsea.foundation.actor import Role
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.members import NOW, make_actor
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

SHOP = "/en/cards/"


def make_card_for(programme: Programme, band: AgeBand, *, now: datetime = NOW) -> Card:
    """Returns a paid card for somebody of that age."""
    card_id = take_card(
        programme.product_id, holder=uuid4(), age_band=band, by=make_actor(), now=now
    )
    take_payment(card_id, organisation_id=programme.venue.owner_id, by=programme.staff, now=now)
    return Card.objects.get(public_id=card_id)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_shop_asks_for_whom_a_card_is_and_nothing_more_of_that_person(client: Client) -> None:
    programme = make_programme()

    page = read(client, SHOP)

    (form,) = re.findall(rf"<form[^>]*take/{programme.product_id}/.*?</form>", page)
    assert re.findall(r'<option value="([^"]+)">([^<]+)', form) == [
        ("adult", "adult"),
        ("youth", "youth, 12 to 17 years"),
        ("child", "child, 4 to 11 years"),
        ("infant", "infant, up to 3 years"),
    ]
    assert set(re.findall(r' name="([^"]+)"', form)) == {"csrfmiddlewaretoken", "band"}


def test_a_childs_card_is_held_by_its_guardian_and_says_for_whom_it_is(client: Client) -> None:
    programme = make_programme()
    mine = client.post(f"{SHOP}take/{programme.product_id}/")["Location"]

    childs = client.post(f"{SHOP}take/{programme.product_id}/", {"band": "child"})["Location"]

    assert Card.objects.values("holder_subject").distinct().count() == 1
    assert "Card for: child, 4 to 11 years." in read(client, childs)
    assert "Card for:" not in read(client, mine)
    assert "child, 4 to 11 years <span" in read(client, SHOP)


@pytest.mark.parametrize("band", ["toddler", "ADULT", "2019-05-01"])
def test_an_age_that_is_no_band_makes_no_card(client: Client, band: str) -> None:
    programme = make_programme()

    response = client.post(f"{SHOP}take/{programme.product_id}/", {"band": band})

    assert (response.status_code, Card.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("band", "reason"),
    [
        (AgeBand.ADULT, "Free entry with this card."),
        (AgeBand.YOUTH, "Free entry with this card. Card for: youth, 12 to 17 years."),
        (
            AgeBand.CHILD,
            "Free entry with this card. Card for: child, 4 to 11 years. Look for a guardian.",
        ),
        (
            AgeBand.INFANT,
            "Free entry with this card. Card for: infant, up to 3 years. Look for a guardian.",
        ),
    ],
)
def test_the_gate_is_told_whom_to_look_for(band: AgeBand, reason: str) -> None:
    programme = make_programme()

    result = scan_card(make_card_for(programme, band), programme)

    assert words_for(result.verdict, result.age_band).reason == reason


def test_a_scan_sent_again_says_for_whom_the_card_is_too() -> None:
    programme = make_programme()
    card, scan_id = make_card_for(programme, AgeBand.CHILD), uuid4()
    scan_card(card, programme, scan_id=scan_id)

    again = scan_card(card, programme, scan_id=scan_id)

    assert (again.is_replay, again.age_band, Redemption.objects.count()) == (
        True,
        AgeBand.CHILD,
        1,
    )


def test_the_gate_page_shows_the_band_beside_the_verdict(client: Client) -> None:
    programme = make_programme()
    card = make_card_for(programme, AgeBand.CHILD, now=timezone.now())
    sign_in(client, Role.GATE, organisation_id=programme.venue.owner_id)

    response = client.post(
        "/en/gate/",
        {"code": card.number, "venue": str(programme.venue.public_id), "scan_id": str(uuid4())},
    )

    assert "Card for: child, 4 to 11 years. Look for a guardian." in response.content.decode()


def test_a_refusal_does_not_tell_whose_card_it_is() -> None:
    programme = make_programme()
    unpaid = make_card(programme, is_paid=False)
    Card.objects.filter(pk=unpaid.pk).update(age_band=AgeBand.CHILD)

    result = scan_card(unpaid, programme)

    assert "child" not in words_for(result.verdict, result.age_band).reason
