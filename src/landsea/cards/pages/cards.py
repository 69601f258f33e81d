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

from landsea.cards import phrases, qr, queries
from landsea.cards.models import AgeBand
from landsea.cards.services.issuing import take_card
from landsea.cards.services.tokens import token_of
from landsea.foundation.requests import Request, ensure_visitor_subject
from landsea.kernel.errors import InvalidInput


def read_uuid(text: str) -> UUID | None:
    """Returns the UUID that a form field or an address holds, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
def shop(request: Request) -> HttpResponse:
    """Shows the cards that can be taken and, on top, the visitor's own."""
    now = timezone.now()
    return render(
        request,
        "cards/shop.html",
        {
            "programmes": queries.list_programmes(now=now),
            "cards": queries.list_cards(request.actor, now=now),
            "trip": read_uuid(request.GET.get("trip", "")),
            "bands": list(phrases.BANDS),
        },
    )


@require_POST
def take(request: Request, product_id: UUID) -> HttpResponse:
    """Takes a card and shows it."""
    card_id = take_card(
        product_id,
        holder=ensure_visitor_subject(request),
        age_band=_read_band(request.POST.get("band") or AgeBand.ADULT),
        trip=read_uuid(request.POST.get("trip", "")),
        by=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("The card is yours. Pay for it at a counter, then it opens gates."))
    return redirect("cards:card", card_id=card_id)


def _read_band(text: str) -> AgeBand:
    try:
        return AgeBand(text)
    except ValueError as error:
        raise InvalidInput(field="band", value=text[:20]) from error


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
            "qr": mark_safe(qr.draw(text)),  # noqa: S308 -- drawn by us, from base45 text
            "token": text,
        },
    )
