"""Members sell cards of their alliances; the alliance's office blocks a card and frees it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from landsea.cards import policies
from landsea.cards.errors import AlreadyBlocked, BlockNeedsReason, NotBlocked
from landsea.cards.models import AgeBand, Card, CardProduct
from landsea.cards.services.issuing import take_card
from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members import queries as members

LONGEST_REASON = 200


def sell_card(
    product_id: UUID,
    *,
    organisation_id: int,
    holder: UUID | None = None,
    age_band: AgeBand = AgeBand.ADULT,
    by: Actor,
    now: datetime,
) -> UUID:
    """Makes a card for a customer of a member and returns its public id.

    Without a holder the customer is a new one. Only active members of the alliance sell its cards.
    """
    products = CardProduct.objects.visible_to(by).select_related("programme")
    product = products.filter(public_id=product_id).first()
    if product is None:
        raise NotFound
    belongs_to = members.list_alliance_ids_of([organisation_id])
    if not policies.can_sell(by, organisation_id, product.programme.alliance_id, belongs_to):
        raise NotAllowed
    return take_card(
        product_id,
        holder=holder or uuid4(),
        age_band=age_band,
        sold_by_id=organisation_id,
        by=by,
        now=now,
    )


def block_card(card_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """Lets a card open nothing until it is freed; the reason stands in the change log."""
    # PostgreSQL's texts hold no NUL.
    kept = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    with transaction.atomic():
        card = _lock(card_id, by)
        if card.blocked_at is not None:
            raise AlreadyBlocked
        if not kept:
            raise BlockNeedsReason(field="reason", value="")
        _set_blocked(card, now, reason=kept, by=by, now=now)


def unblock_card(card_id: UUID, *, by: Actor, now: datetime) -> None:
    """Lets a blocked card open again what it opened before."""
    with transaction.atomic():
        card = _lock(card_id, by)
        if card.blocked_at is None:
            raise NotBlocked
        _set_blocked(card, None, reason="", by=by, now=now)


def _lock(card_id: UUID, by: Actor) -> Card:
    cards = Card.objects.visible_to(by).select_related("product__programme__alliance")
    card = cards.select_for_update(of=("self",)).filter(public_id=card_id).first()
    if card is None:
        raise NotFound
    if not policies.can_block(by, card.product.programme.alliance_id):
        raise NotAllowed
    return card


def _set_blocked(
    card: Card, blocked_at: datetime | None, *, reason: str, by: Actor, now: datetime
) -> None:
    patch: dict[str, list[object]] = {"blocked_at": [card.blocked_at, blocked_at]}
    if reason:
        patch["reason"] = [None, reason]
    card.blocked_at = blocked_at
    card.save(update_fields=["blocked_at"])
    changelog.record(
        card,
        action="unblock" if blocked_at is None else "block",
        by=by,
        now=now,
        alliance=card.product.programme.alliance.public_id,
        patch=patch,
    )
