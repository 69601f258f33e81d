"""Travellers take cards; members' counters take the money."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from landsea.cards import policies
from landsea.cards.engine import clearing
from landsea.cards.engine.number import make_card_number
from landsea.cards.errors import AlreadyPaid, NotOnSale, SeasonOver
from landsea.cards.models import AgeBand, Card, CardProduct, Entitlement, PostingKind
from landsea.cards.ports import PaymentState, payments
from landsea.cards.queries.cards import shown_at
from landsea.cards.queries.shop import benefits_on_offer
from landsea.cards.services import ledger
from landsea.cards.services.programmes import validity_of
from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.money import Money
from landsea.members import queries as members


def take_card(
    product_id: UUID,
    *,
    holder: UUID,
    age_band: AgeBand = AgeBand.ADULT,
    trip: UUID | None = None,
    sold_by_id: int | None = None,
    by: Actor,
    now: datetime,
) -> UUID:
    """Makes a card of a product and returns its public id; a child's is held by its guardian."""
    products = CardProduct.objects.visible_to(by).select_related("programme__alliance")
    product = products.filter(public_id=product_id).first()
    if product is None:
        raise NotFound
    if not product.is_on_sale:
        raise NotOnSale
    today = now.astimezone(ZoneInfo(product.programme.time_zone)).date()
    validity = validity_of(product, taken_on=today)
    if validity.ends_on <= today:
        raise SeasonOver(last_day=validity.last_day)
    benefits = benefits_on_offer(product, on=today)
    if not benefits and product.benefits.unscoped("whether there is one").exists():
        raise NotOnSale  # all its venues belong to members who are suspended or have left
    with transaction.atomic():
        card = Card.objects.create(
            number=make_card_number(),
            product=product,
            holder_subject=holder,
            age_band=age_band.value,
            trip=trip,
            sold_by_id=sold_by_id,
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
            for benefit in benefits
        )
        step = payments().request(
            card_id=card.public_id, amount=Money(card.price_minor, card.currency)
        )
        if step.state is PaymentState.PAID:
            card.paid_at = now
            card.save(update_fields=["paid_at"])
        changelog.record(
            card,
            action="take",
            by=by,
            now=now,
            alliance=product.programme.alliance.public_id,
            patch={"product": [None, product.public_id], "age_band": [None, age_band.value]},
        )
    return card.public_id


def take_payment(card_id: UUID, *, organisation_id: int, by: Actor, now: datetime) -> None:
    """Records that a member's counter has taken a card's price."""
    if not policies.can_take_payment(by, organisation_id):
        raise NotAllowed
    with transaction.atomic():
        cards = shown_at(organisation_id).select_for_update(of=("self",))
        card = cards.filter(public_id=card_id).first()
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
        counter = members.list_organisations_by_ids([organisation_id])[organisation_id]
        changelog.record(
            card,
            action="pay",
            by=by,
            now=now,
            organisation=counter.public_id,
            alliance=programme.alliance.public_id,
            patch={"paid_at": [None, now]},
        )


def _local_date(now: datetime, time_zone: str) -> date:
    return now.astimezone(ZoneInfo(time_zone)).date()
