"""Gates and cards that a test's server finds in its database; runs in a process that has Django."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

from landsea.cards.engine.number import make_card_number
from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.models import Benefit, Card, CardProduct, Entitlement
from landsea.cards.services.programmes import enrol_gate
from landsea.foundation.actor import Actor
from landsea.kernel.clock import SystemClock
from landsea.library.models import Resource
from tests.factories.cards import make_programme
from tests.factories.library import make_place
from tests.factories.members import make_member


def print_gates(**card_counts: int) -> None:
    """Makes a gate, a programme with a benefit per named period and its cards; prints them."""
    now = SystemClock().now()
    venue = make_place()
    make_member()
    key = enrol_gate(venue.public_id, "Main entrance", by=Actor.system(), now=now)
    numbers = {
        period: make_cards(QuotaPeriod(period), count, venue=venue, now=now)
        for period, count in card_counts.items()
    }
    print(json.dumps({"key": key, "numbers": numbers}))  # noqa: T201 -- read by the test


def make_cards(per: QuotaPeriod, count: int, *, venue: Resource, now: datetime) -> list[str]:
    """Makes paid cards of a programme of their own, each with one use, and returns their numbers.

    In bulk: taking and paying thousands one by one would last longer than the test.
    """
    programme = make_programme(f"per-{per}", venue=venue, per=per)
    product = CardProduct.objects.get(public_id=programme.product_id)
    benefit = Benefit.objects.get(product=product)
    cards = Card.objects.bulk_create(
        [
            Card(
                number=make_card_number(),
                product=product,
                holder_subject=uuid4(),
                valid_from=now.date() - timedelta(days=1),
                ends_on=now.date() + timedelta(days=30),
                price_minor=product.price_minor,
                currency=product.currency,
                taken_at=now,
                paid_at=now,
            )
            for _ in range(count)
        ],
        batch_size=500,
    )
    Entitlement.objects.bulk_create(
        [
            Entitlement(
                card=card,
                benefit=benefit,
                venue_id=benefit.venue_id,
                uses=benefit.uses,
                per=benefit.per,
                rate_minor=benefit.rate_minor,
                currency=benefit.currency,
                rule_version=benefit.rule_version,
            )
            for card in cards
        ],
        batch_size=500,
    )
    return [card.number for card in cards]
