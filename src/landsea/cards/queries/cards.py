"""Cards in travellers' hands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from landsea.cards.engine.number import grouped
from landsea.cards.engine.rules import QuotaPeriod, quota_window
from landsea.cards.models import Card, Entitlement, Redemption
from landsea.foundation.actor import Actor, Role
from landsea.kernel.errors import NotFound
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementValue:
    """What a card opens, and how often it did."""

    venue: library.PlaceSummary
    uses: int
    per: QuotaPeriod
    is_sample: bool
    #: Uses in the window that counts now, by the venue's date.
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardValue:
    """A card as its holder or a counter sees it."""

    public_id: UUID
    number: str
    product_names: LocalisedText
    programme_names: LocalisedText
    validity: Period
    price: Money
    taken_at: datetime
    is_paid: bool
    is_blocked: bool
    trip: UUID | None
    entitlements: tuple[EntitlementValue, ...]


def cards_visible_to(actor: Actor) -> QuerySet[Card]:
    """Returns the cards that an actor may see: the holder's own."""
    if actor.subject is None:
        return Card.objects.none()
    return Card.objects.filter(holder_subject=actor.subject)


def list_cards(actor: Actor, *, now: datetime) -> list[CardValue]:
    """Lists the actor's cards, newest first."""
    rows = cards_visible_to(actor).select_related("product__programme").order_by("-id")
    return _cards(list(rows), now)


def get_card(public_id: UUID, *, actor: Actor, now: datetime) -> CardValue:
    """Returns one of the actor's cards."""
    rows = cards_visible_to(actor).select_related("product__programme")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return _cards([row], now)[0]


def get_card_at_counter(public_id: UUID, *, actor: Actor, now: datetime) -> CardValue:
    """Returns a card that somebody showed at a counter, to staff who take payments."""
    row = (
        Card.objects.select_related("product__programme").filter(public_id=public_id).first()
        if actor.has_role(Role.GATE) or actor.has_role(Role.OFFICE)
        else None
    )
    if row is None:
        raise NotFound
    return _cards([row], now)[0]


def _cards(rows: list[Card], now: datetime) -> list[CardValue]:
    entitlements = _entitlements(rows, now)
    return [
        CardValue(
            public_id=row.public_id,
            number=grouped(row.number),
            product_names=row.product.names,
            programme_names=row.product.programme.names,
            validity=Period(row.valid_from, row.ends_on),
            price=Money(row.price_minor, row.currency),
            taken_at=row.taken_at,
            is_paid=row.paid_at is not None,
            is_blocked=row.blocked_at is not None,
            trip=row.trip,
            entitlements=tuple(entitlements[row.pk]),
        )
        for row in rows
    ]


def _entitlements(rows: list[Card], now: datetime) -> dict[int, list[EntitlementValue]]:
    found = list(Entitlement.objects.filter(card__in=rows).select_related("benefit").order_by("id"))
    places = library.list_places_by_pks({row.venue_id for row in found})
    used: dict[tuple[int, str], int] = defaultdict(int)
    spent = Redemption.objects.filter(entitlement__card__in=rows, voided_at__isnull=True)
    for key in spent.order_by("id").values_list("entitlement_id", "quota_window"):
        used[key] += 1
    values: dict[int, list[EntitlementValue]] = defaultdict(list)
    for row in found:
        if row.venue_id not in places:  # withdrawn from the library
            continue
        today = now.astimezone(ZoneInfo(places[row.venue_id].time_zone)).date()
        window = quota_window(QuotaPeriod(row.per), today)
        values[row.card_id].append(
            EntitlementValue(
                venue=places[row.venue_id],
                uses=row.uses,
                per=QuotaPeriod(row.per),
                is_sample=row.benefit.is_sample,
                used=used[row.pk, window],
            )
        )
    return values
