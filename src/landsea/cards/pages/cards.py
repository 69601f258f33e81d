"""The shop, and a card in its holder's hand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from landsea.cards import qr, queries
from landsea.cards.services.issuing import take_card
from landsea.cards.services.tokens import token_of
from landsea.foundation.requests import Request, ensure_visitor_subject


def read_uuid(text: str) -> UUID | None:
    """Returns the UUID that a form field or an address holds, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
def shop(request: Request) -> HttpResponse:
    """Shows the cards that can be taken and, on top, the visitor's own."""
    return render(
        request,
        "cards/shop.html",
        {
            "programmes": queries.list_programmes(),
            "cards": queries.list_cards(request.actor, now=timezone.now()),
            "trip": read_uuid(request.GET.get("trip", "")),
        },
    )


@require_POST
def take(request: Request, product_id: UUID) -> HttpResponse:
    """Takes a card and shows it."""
    card_id = take_card(
        product_id,
        holder=ensure_visitor_subject(request),
        trip=read_uuid(request.POST.get("trip", "")),
        by=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("The card is yours. Pay for it at a counter, then it opens gates."))
    return redirect("cards:card", card_id=card_id)


@never_cache
@require_GET
def card(request: Request, card_id: UUID) -> HttpResponse:
    """Shows a card with its QR code to its holder."""
    now = timezone.now()
    value = queries.get_card(card_id, actor=request.actor, now=now)
    text = token_of(card_id, now=now)
    return render(
        request,
        "cards/card.html",
        {
            "card": value,
            # Made by us from base45 text: nothing in it comes from a person.
            "qr": mark_safe(qr.draw(text)),  # noqa: S308
            "token": text,
        },
    )
