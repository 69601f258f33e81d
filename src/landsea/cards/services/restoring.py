"""Which changes of cards are taken back, and why money and admissions are not."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from landsea.cards.models import CardProduct, CardProgramme
from landsea.cards.services.selling import block_card, unblock_card
from landsea.foundation import undo
from landsea.foundation.actor import Actor
from landsea.foundation.undo import Names, Restorer, Reversal
from landsea.kernel.texts import N_

_NEW_TERMS = N_("Cards were sold with it: change it, cards sold before keep what they have.")


def register() -> None:
    """Tells what can be put back; called when the app is ready."""
    undo.register(
        "cards.card",
        Restorer(
            actions=frozenset({"block", "unblock"}),
            apply=put_back,
            reasons={"": N_("A card that was taken or paid stays: block it.")},
        ),
    )
    undo.register(
        "cards.redemption",
        Restorer(
            reasons={
                "admit": N_(
                    "The visitor is inside. A scan is taken back at the gate, with a reason."
                ),
                "void": N_("A scan that was taken back stays so: scan the card again."),
            }
        ),
    )
    undo.register(
        "cards.cardprogramme",
        Restorer(describe=_describe_programmes, reasons={"": _NEW_TERMS}),
    )
    undo.register(
        "cards.cardproduct", Restorer(describe=_describe_products, reasons={"": _NEW_TERMS})
    )
    undo.register("cards.benefit", Restorer(reasons={"": _NEW_TERMS}))
    undo.register(
        "cards.gate", Restorer(reasons={"": N_("A device with a key is revoked, not forgotten.")})
    )


def put_back(reversals: Sequence[Reversal], by: Actor, now: datetime) -> None:
    """Blocks cards that were freed, and frees cards that were blocked."""
    for reversal in reversals:
        card_id = UUID(reversal.row_key)
        if reversal.target.get("blocked_at") is None:
            unblock_card(card_id, by=by, now=now)
        else:
            block_card(card_id, reason=_("Freeing it was taken back."), by=by, now=now)


def _describe_programmes(public_ids: Collection[UUID], actor: Actor) -> Names:
    rows = CardProgramme.objects.filter(public_id__in=public_ids).order_by("id")
    return {row.public_id: row.names for row in rows}


def _describe_products(public_ids: Collection[UUID], actor: Actor) -> Names:
    rows = CardProduct.objects.visible_to(actor).filter(public_id__in=public_ids)
    return {row.public_id: row.names for row in rows.order_by("id")}
