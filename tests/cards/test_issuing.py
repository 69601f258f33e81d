from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from landsea.cards.errors import AlreadyPaid, SeasonOver
from landsea.cards.models import Card, CardProduct, Posting, PostingKind
from landsea.cards.queries import get_card, list_cards
from landsea.cards.services.issuing import take_card, take_payment
from landsea.foundation.actor import Actor, Role
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.periods import Period
from tests.factories.cards import make_card, make_programme
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_actor

pytestmark = pytest.mark.django_db


def test_an_annual_card_is_valid_for_twelve_months_from_the_programmes_today() -> None:
    programme = make_programme()
    # 20:00 UTC on the 24th is the 25th in Chongqing.
    evening = datetime(2026, 11, 24, 20, tzinfo=UTC)

    card = make_card(programme, now=evening)

    assert (card.valid_from, card.ends_on) == (date(2026, 11, 25), date(2027, 11, 25))


def test_a_seasonal_card_is_valid_in_its_season() -> None:
    winter = Period(date(2026, 12, 1), date(2027, 3, 1))

    card = make_card(make_programme(season=winter))

    assert Period(card.valid_from, card.ends_on) == winter


def test_a_card_of_a_season_that_is_over_is_not_given() -> None:
    programme = make_programme(season=Period(date(2026, 6, 1), date(2026, 9, 1)))

    with pytest.raises(SeasonOver) as error:
        take_card(programme.product_id, holder=uuid4(), by=make_actor(), now=NOW)

    assert "2026-08-31" in str(error.value)
    assert not Card.objects.exists()


def test_a_product_that_is_not_on_sale_is_not_given() -> None:
    programme = make_programme()
    CardProduct.objects.update(is_on_sale=False)

    with pytest.raises(NotFound):
        take_card(programme.product_id, holder=uuid4(), by=make_actor(), now=NOW)


def test_an_unknown_product_is_not_found() -> None:
    with pytest.raises(NotFound):
        take_card(uuid4(), holder=uuid4(), by=make_actor(), now=NOW)


def test_the_price_taken_at_a_counter_is_owed_by_the_member_to_the_programme() -> None:
    programme = make_programme()

    make_card(programme)

    posting = Posting.objects.get()
    assert (posting.kind, posting.amount_minor) == (PostingKind.SALE, 19800)
    assert posting.debit.organisation_id == programme.venue.owner_id
    assert posting.credit.organisation_id is None


def test_a_card_is_paid_once() -> None:
    programme = make_programme()
    card = make_card(programme)

    with pytest.raises(AlreadyPaid):
        take_payment(
            card.public_id,
            organisation_id=programme.venue.owner_id,
            by=programme.staff,
            now=NOW + timedelta(minutes=1),
        )

    assert Posting.objects.count() == 1


def test_money_is_taken_by_the_members_own_staff_only() -> None:
    programme = make_programme()
    card = make_card(programme, is_paid=False)
    stranger = make_actor(Role.GATE, organisation_id=make_owner("other-owner").id)

    for actor in (stranger, make_actor(), Actor()):
        with pytest.raises(NotAllowed):
            take_payment(
                card.public_id, organisation_id=programme.venue.owner_id, by=actor, now=NOW
            )

    assert not Posting.objects.exists()


def test_a_card_is_seen_by_its_holder_only() -> None:
    programme = make_programme()
    holder, other = make_actor(), make_actor()
    card = make_card(programme, holder=holder.subject)

    assert [each.public_id for each in list_cards(holder, now=NOW)] == [card.public_id]
    assert list_cards(other, now=NOW) == []
    assert list_cards(Actor(), now=NOW) == []
    with pytest.raises(NotFound):
        get_card(card.public_id, actor=other, now=NOW)
