"""Cards are sold, paid, blocked and freed."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from landsea.cards.queries.api import get_card_for
from landsea.cards.schemas.cards import CardOut, ReasonIn, SaleIn, SoldCardOut
from landsea.cards.services.issuing import take_payment
from landsea.cards.services.selling import block_card, sell_card, unblock_card
from landsea.cards.services.tokens import token_of
from landsea.foundation.api import creating
from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.api.described import makes
from landsea.foundation.ids import uuid7
from landsea.members.api_keys import ApiKey
from landsea.members.engine.scopes import Scope

router = Router(tags=["cards"])


@router.post(
    "",
    response={201: SoldCardOut},
    auth=ApiKey(Scope.CARDS_SELL),
    operation_id="sellCard",
    openapi_extra=makes(404, 409),
)
def sell(request: KeyRequest, body: SaleIn) -> HttpResponse:
    """Issues a card of a product for a customer; it opens nothing before it is paid."""

    def act() -> SoldCardOut:
        now = timezone.now()
        holder = body.holder or uuid7()
        card_id = sell_card(
            body.product,
            organisation_id=request.auth.owner_id,
            holder=holder,
            age_band=body.age_band,
            by=request.actor,
            now=now,
        )
        return SoldCardOut(
            id=card_id,
            holder=holder,
            token=token_of(card_id, now=now),
            card=_card(request, card_id),
        )

    return creating.once(request, act, route="sellCard", location="/api/v1/cards/{id}")


@router.get(
    "/{card_id}",
    response=CardOut,
    auth=ApiKey(Scope.CARDS_SELL, Scope.GATE_SCAN, Scope.ALLIANCE_RUN),
    operation_id="getCard",
)
def get_card(request: KeyRequest, card_id: UUID) -> CardOut:
    """Returns a card that the organisation sold or was shown, or of the alliance that it runs."""
    return _card(request, card_id)


@router.post(
    "/{card_id}/payments",
    response={201: CardOut},
    auth=ApiKey(Scope.CARDS_SELL),
    operation_id="payCard",
    openapi_extra=makes(409),
)
def pay(request: KeyRequest, card_id: UUID) -> HttpResponse:
    """Records that the organisation took the card's price for the programme."""

    def act() -> CardOut:
        take_payment(
            card_id,
            organisation_id=request.auth.owner_id,
            by=request.actor,
            now=timezone.now(),
        )
        return _card(request, card_id)

    return creating.once(request, act, route="payCard")


@router.post(
    "/{card_id}/block",
    response={201: CardOut},
    auth=ApiKey(Scope.ALLIANCE_RUN),
    operation_id="blockCard",
    openapi_extra=makes(409),
)
def block(request: KeyRequest, card_id: UUID, body: ReasonIn) -> HttpResponse:
    """Lets a card open nothing until it is freed; by the alliance's office."""

    def act() -> CardOut:
        block_card(card_id, reason=body.reason, by=request.actor, now=timezone.now())
        return _card(request, card_id)

    return creating.once(request, act, route="blockCard")


@router.post(
    "/{card_id}/unblock",
    response={201: CardOut},
    auth=ApiKey(Scope.ALLIANCE_RUN),
    operation_id="unblockCard",
    openapi_extra=makes(409),
)
def unblock(request: KeyRequest, card_id: UUID) -> HttpResponse:
    """Frees a blocked card; by the alliance's office."""

    def act() -> CardOut:
        unblock_card(card_id, by=request.actor, now=timezone.now())
        return _card(request, card_id)

    return creating.once(request, act, route="unblockCard")


def _card(request: KeyRequest, card_id: UUID) -> CardOut:
    found = get_card_for(
        card_id,
        organisation_id=request.auth.owner_id,
        actor=request.actor,
        now=timezone.now(),
    )
    return CardOut.of(found)
