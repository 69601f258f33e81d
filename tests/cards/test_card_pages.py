import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.cards import qr
from landsea.cards.models import Card, CardProduct
from landsea.cards.services.issuing import take_card
from landsea.cards.services.tokens import token_of
from landsea.foundation import formats
from landsea.foundation.actor import Actor
from landsea.foundation.outbox import count_waiting
from landsea.kernel.periods import Period
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Resource
from tests.factories.cards import make_programme
from tests.factories.library import make_place
from tests.factories.pictures import picture_of_svg

pytestmark = pytest.mark.django_db

SHOP = "/en/cards/"


def read(client: Client, address: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def take(client: Client, product_id: UUID, **fields: str) -> str:
    """Takes a card through the shop and returns the card's address."""
    response = client.post(f"{SHOP}take/{product_id}/", fields)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def test_the_shop_shows_each_card_with_its_price_and_the_doors_that_it_opens(
    client: Client,
) -> None:
    programme = make_programme()

    page = read(client, SHOP)

    assert "Annual card" in page
    assert '<span class="price">CN¥198.00</span>' in page
    assert "1 venue" in page
    assert f'href="/en/places/{programme.venue.public_id}/">Dazu Rock Carvings</a>' in page
    assert "free entry, once a day" in page


def test_the_shop_speaks_the_readers_language(client: Client) -> None:
    make_programme()

    page = read(client, "/zh-hans/cards/")

    assert '<html lang="zh-Hans">' in page
    assert "年卡" in page
    assert "¥198.00" in page
    assert "大足石刻景区" in page


def test_an_installation_without_programmes_says_when_cards_come(client: Client) -> None:
    assert "No card is on sale." in read(client, SHOP)


def test_a_product_that_is_not_on_sale_is_not_in_the_shop(client: Client) -> None:
    make_programme()
    CardProduct.objects.update(is_on_sale=False)

    assert "Annual card" not in read(client, SHOP)


def test_a_venue_withdrawn_from_the_library_leaves_the_shop_readable(client: Client) -> None:
    make_programme()
    Resource.objects.update(state=ResourceState.DRAFT)

    assert "No card is on sale." in read(client, SHOP)


def test_a_card_that_is_taken_shows_its_code_its_number_and_what_is_to_pay(
    client: Client,
) -> None:
    programme = make_programme()

    address = take(client, programme.product_id)

    # As it was sent: two spaces in the token are two.
    page = client.get(address).content.decode()
    card = Card.objects.get()
    number = f"{card.number[:4]}-{card.number[4:8]}-{card.number[8:]}"
    assert f'id="card-number">{number}</span>' in page
    assert f'id="card-token">{token_of(card.public_id, now=timezone.now())}</p>' in page
    assert "CN¥198.00 to pay at a counter" in page
    assert "The card is yours. Pay for it at a counter, then it opens gates." in page
    assert address == f"{SHOP}{card.public_id}/"


def test_the_code_that_is_drawn_is_read_back_as_the_cards_token(client: Client) -> None:
    programme = make_programme()

    page = client.get(take(client, programme.product_id)).content.decode()

    (svg,) = re.findall(r'(<svg [^>]*class="qr">.*?</svg>)', page, re.DOTALL)
    card = Card.objects.get()
    assert qr.read(BytesIO(picture_of_svg(svg))) == token_of(card.public_id, now=timezone.now())


def test_the_code_is_drawn_without_a_style_that_the_policy_would_block(client: Client) -> None:
    programme = make_programme()

    page = client.get(take(client, programme.product_id)).content.decode()

    assert re.findall(r"\sstyle=|<style|\son\w+=|<script(?! type=\"module\" src=)", page) == []


def test_a_card_is_listed_and_shown_to_its_holder_only(client: Client) -> None:
    programme = make_programme()
    address = take(client, programme.product_id)
    other = Client()

    assert "Your cards" in read(client, SHOP)
    assert "Your cards" not in read(other, SHOP)
    assert other.get(address).status_code == 404


def test_a_card_remembers_the_trip_it_was_taken_for(client: Client) -> None:
    programme = make_programme()
    trip = uuid4()

    page = read(client, f"{SHOP}?trip={trip}")
    take(client, programme.product_id, trip=str(trip))
    take(client, programme.product_id, trip="none")

    assert f'name="trip" value="{trip}"' in page
    assert list(Card.objects.order_by("id").values_list("trip", flat=True)) == [trip, None]


def test_a_card_is_not_taken_by_following_a_link(client: Client) -> None:
    programme = make_programme()

    assert client.get(f"{SHOP}take/{programme.product_id}/").status_code == 405
    assert not Card.objects.exists()


def test_a_season_that_is_over_is_told_on_a_page_of_its_own(client: Client) -> None:
    today = timezone.localdate()
    over = Period(today - timedelta(days=90), today - timedelta(days=10))
    programme = make_programme(season=over)

    response = client.post(f"{SHOP}take/{programme.product_id}/")

    page = response.content.decode()
    assert response.status_code == 409
    assert f"The season of this card ended on {formats.day_long(over.last_day, 'en')}." in page
    assert "Take another card." in page
    assert not Card.objects.exists()
    assert count_waiting() == 0


def test_an_unknown_card_and_an_unknown_product_are_not_found(client: Client) -> None:
    assert client.get(f"{SHOP}{uuid4()}/").status_code == 404
    assert client.post(f"{SHOP}take/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_shop_asks_the_database_as_often_whatever_it_sells(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_programme(f"card-{number}", venue=make_place(str(number)))

    with django_assert_num_queries(5):
        page = read(client, SHOP)

    assert page.count('<article class="product">') == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_shop_asks_the_database_as_often_however_many_cards_one_has(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    programme = make_programme()
    take(client, programme.product_id)
    holder = UUID(client.session["subject"])
    for _ in range(count - 1):
        take_card(programme.product_id, holder=holder, by=Actor(subject=holder), now=timezone.now())

    # The session, the shop's five, then cards, their entitlements, venues and uses.
    with django_assert_num_queries(10):
        page = read(client, SHOP)

    assert len(re.findall(rf'href="{SHOP}[0-9a-f-]{{36}}/"', page)) == count
