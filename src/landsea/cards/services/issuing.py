"""Travellers take cards; members' counters take the money."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from landsea.cards import policies
from landsea.cards.engine import clearing
from landsea.cards.engine.number import make_card_number
from landsea.cards.errors import AlreadyPaid, NotOnSale, SeasonOver
from landsea.cards.models import Card, CardProduct, Entitlement, PostingKind
from landsea.cards.ports import PaymentState, payments
from landsea.cards.services import ledger
from landsea.cards.services.programmes import validity_of
from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.money import Money


def take_card(
    product_id: UUID, *, holder: UUID, trip: UUID | None = None, by: Actor, now: datetime
) -> UUID:
    """Makes a card of a product for a traveller and returns its public id."""
    product = CardProduct.objects.select_related("programme").filter(public_id=product_id).first()
    if product is None:
        raise NotFound
    if not product.is_on_sale:
        raise NotOnSale
    today = now.astimezone(ZoneInfo(product.programme.time_zone)).date()
    validity = validity_of(product, taken_on=today)
    if validity.ends_on <= today:
        raise SeasonOver(last_day=validity.last_day)
    with transaction.atomic():
        card = Card.objects.create(
            number=make_card_number(),
            product=product,
            holder_subject=holder,
            trip=trip,
            valid_from=validity.starts_on,
            ends_on=validity.ends_on,
            price_minor=product.price_minor,
            currency=product.currency,
            taken_at=now,
        )
        Entitlement.objects.bulk_create(
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
            for benefit in product.benefits.order_by("id")
        )
        step = payments().request(
            card_id=card.public_id, amount=Money(card.price_minor, card.currency)
        )
        if step.state is PaymentState.PAID:
            card.paid_at = now
            card.save(update_fields=["paid_at"])
        changelog.record(
            card, action="take", by=by, now=now, patch={"product": [None, product.public_id]}
        )
    return card.public_id


def take_payment(card_id: UUID, *, organisation_id: int, by: Actor, now: datetime) -> None:
    """Records that a member's counter has taken a card's price."""
    if not policies.can_take_payment(by, organisation_id):
        raise NotAllowed
    with transaction.atomic():
        card = (
            Card.objects.select_for_update(of=("self",))
            .select_related("product__programme")
            .filter(public_id=card_id)
            .first()
        )
        if card is None:
            raise NotFound
        if card.paid_at is not None:
            raise AlreadyPaid
        card.paid_at = now
        card.save(update_fields=["paid_at"])
        programme = card.product.programme
        ledger.post(
            clearing.sale_at_counter(
                Money(card.price_minor, card.currency), taken_by=organisation_id
            ),
            kind=PostingKind.SALE,
            programme_id=programme.pk,
            accounted_on=_local_date(now, programme.time_zone),
            now=now,
            card=card,
        )
        changelog.record(card, action="pay", by=by, now=now, patch={"paid_at": [None, now]})


def _local_date(now: datetime, time_zone: str) -> date:
    return now.astimezone(ZoneInfo(time_zone)).date()
