"""Cards change hands when a traveller signs in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from landsea.cards.models import Card
from landsea.foundation import changelog
from landsea.foundation.actor import Actor


def take_over_cards(before: UUID, after: UUID, *, by: Actor, now: datetime) -> None:
    """Gives the cards of one holder to another, who was found to be the same person."""
    with transaction.atomic():
        cards = list(
            Card.objects.unscoped("they were taken in the browser that signed in")
            .select_for_update()
            .filter(holder_subject=before)
            .order_by("id")
        )
        for card in cards:
            card.holder_subject = after
        Card.objects.bulk_update(cards, ["holder_subject"])
        # The log names no subject that the person does not act under.
        changelog.record_many(
            [changelog.build(card, action="take-over", by=by, now=now, patch={}) for card in cards]
        )
