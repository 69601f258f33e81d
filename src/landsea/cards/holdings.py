"""What cards hold about people, and how long it is kept."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import uuid4

from django.db import models

from landsea.cards.models import Card, Redemption
from landsea.foundation.erasing import forget_acts
from landsea.foundation.personal_data import Person, Row, register_holding
from landsea.foundation.retention import register_retention
from landsea.foundation.rows import list_tables
from landsea.kernel.texts import N_

_WHY = "what is held about the person who asks"


def register() -> None:
    """Declares it; called when the app is ready."""
    register_holding(
        "cards",
        title=N_("Cards, and where they were admitted"),
        fate=N_("Stay in the accounts, each by itself and without a link to you."),
        columns=("cards.Card.holder_subject", "cards.Card.trip"),
        find=_find_cards,
        erase=_unlink_cards,
    )
    register_holding(
        "scans",
        title=N_("Cards you admitted, or took back"),
        fate=N_("Stay in the accounts, without a link to you."),
        columns=("cards.Redemption.scanned_by", "cards.Redemption.voided_by"),
        find=_find_scans,
    )
    register_retention("cards and accounts", tables=list_tables("cards"))


def _cards_of(person: Person) -> "models.QuerySet[Card]":
    rows = Card.objects.unscoped(_WHY)
    return rows.none() if person.subject is None else rows.filter(holder_subject=person.subject)


def _find_cards(person: Person) -> Iterator[Row]:
    cards = list(_cards_of(person).select_related("product").order_by("pk"))
    admissions: dict[int, list[Row]] = defaultdict(list)
    redeemed = Redemption.objects.unscoped(_WHY).filter(entitlement__card__in=cards)
    for row in redeemed.select_related("entitlement__venue").order_by("pk"):
        admissions[row.entitlement.card_id].append(
            {
                "id": row.public_id,
                "venue": row.entitlement.venue.public_id,
                "admitted_at": row.admitted_at,
                "taken_back_at": row.voided_at,
            }
        )
    for card in cards:
        yield {
            "id": card.public_id,
            "number": card.number,
            "product": card.product.public_id,
            "age_band": card.age_band,
            "trip": card.trip,
            "valid_from": card.valid_from,
            "ends_on": card.ends_on,
            "price_minor": card.price_minor,
            "currency": card.currency,
            "taken_at": card.taken_at,
            "paid_at": card.paid_at,
            "admissions": admissions[card.pk],
        }


def _unlink_cards(person: Person) -> int:
    """Gives each card a holder that is nobody: not even that they were one person's is left."""
    cards = list(_cards_of(person).only("public_id").order_by("pk"))
    for card in cards:
        card.holder_subject, card.trip = uuid4(), None
    Card.objects.unscoped("erasure").bulk_update(cards, ["holder_subject", "trip"], batch_size=500)
    forget_acts(person, "cards.card", [str(card.public_id) for card in cards])
    return len(cards)


def _find_scans(person: Person) -> Iterator[Row]:
    if person.subject is None:
        return
    rows = Redemption.objects.unscoped(_WHY).order_by("pk")
    for column, act in (("scanned_by", "admitted"), ("voided_by", "taken back")):
        mine = rows.filter(**{column: person.subject}).select_related("entitlement__venue")
        for row in mine.iterator(chunk_size=500):
            yield {
                "id": row.public_id,
                "act": act,
                "venue": row.entitlement.venue.public_id,
                "at": row.admitted_at if column == "scanned_by" else row.voided_at,
            }
