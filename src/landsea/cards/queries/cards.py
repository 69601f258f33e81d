"""Cards in travellers' hands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from landsea.cards import policies
from landsea.cards.engine.number import grouped
from landsea.cards.engine.rules import QuotaPeriod, quota_window
from landsea.cards.models import AgeBand, Benefit, Card, Entitlement, Redemption
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library

_OF_SEEN_CARDS = "parts of cards that the reader sees"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementValue:
    """What a card opens, and how often it did."""

    venue: library.PlaceSummary
    uses: int
    per: QuotaPeriod
    is_sample: bool
    #: Uses in the window that counts now, by the venue's date; None at a venue of another member,
    #: for a counter: whom that one has admitted is its own business.
    used: int | None


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
    age_band: AgeBand
    trip: UUID | None
    entitlements: tuple[EntitlementValue, ...]


def list_cards(actor: Actor, *, now: datetime) -> list[CardValue]:
    """Lists the cards that the actor holds, newest first."""
    rows = _held_by(actor).order_by("-id")
    return card_values(list(rows), now)


def get_card(public_id: UUID, *, actor: Actor, now: datetime) -> CardValue:
    """Returns one of the cards that the actor holds."""
    row = _held_by(actor).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return card_values([row], now)[0]


def get_card_at_counter(
    public_id: UUID, *, organisation_id: int, actor: Actor, now: datetime
) -> CardValue:
    """Returns a card that was shown at an organisation's counter, to staff who take payments."""
    row = None
    if policies.can_take_payment(actor, organisation_id):
        row = shown_at(organisation_id).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return card_values([row], now, counter_of=organisation_id)[0]


def shown_at(organisation_id: int) -> QuerySet[Card]:
    """Returns the cards that an organisation sold, or of programmes in which it has a venue.

    A card's id reaches a counter only by the card itself.
    """
    venues = Benefit.objects.unscoped("whether there is a venue, not what it is paid").filter(
        venue__owner_id=organisation_id, product__programme=OuterRef("product__programme")
    )
    cards = Card.objects.unscoped("a card is shown by whoever holds it")
    shown = Exists(venues) | Q(sold_by_id=organisation_id)
    return cards.filter(shown).select_related("product__programme__alliance")


def _held_by(actor: Actor) -> QuerySet[Card]:
    """Returns the actor's own cards: those that an officer sees are not in the officer's hand."""
    rows = Card.objects.visible_to(actor).select_related("product__programme")
    return rows.filter(holder_subject=actor.subject) if actor.subject else rows.none()


def card_values(
    rows: list[Card], now: datetime, *, counter_of: int | None = None
) -> list[CardValue]:
    """Returns cards as values, for whoever sees them or for the counter of an organisation."""
    entitlements = _entitlements(rows, now, counter_of)
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
            age_band=AgeBand(row.age_band),
            trip=row.trip,
            entitlements=tuple(entitlements[row.pk]),
        )
        for row in rows
    ]


def _entitlements(
    rows: list[Card], now: datetime, counter_of: int | None
) -> dict[int, list[EntitlementValue]]:
    of_cards = Entitlement.objects.unscoped(_OF_SEEN_CARDS).filter(card__in=rows)
    found = list(of_cards.select_related("benefit").order_by("id"))
    places = library.list_places_by_pks({row.venue_id for row in found})
    used: dict[tuple[int, str], int] = defaultdict(int)
    spent = Redemption.objects.unscoped(_OF_SEEN_CARDS).filter(
        entitlement__card__in=rows, voided_at__isnull=True
    )
    for key in spent.order_by("id").values_list("entitlement_id", "quota_window"):
        used[key] += 1
    values: dict[int, list[EntitlementValue]] = defaultdict(list)
    for row in found:
        if row.venue_id not in places:  # withdrawn from the library
            continue
        is_told = counter_of in {None, places[row.venue_id].owner_id}
        today = now.astimezone(ZoneInfo(places[row.venue_id].time_zone)).date()
        window = quota_window(QuotaPeriod(row.per), today)
        values[row.card_id].append(
            EntitlementValue(
                venue=places[row.venue_id],
                uses=row.uses,
                per=QuotaPeriod(row.per),
                is_sample=row.benefit.is_sample,
                used=used[row.pk, window] if is_told else None,
            )
        )
    return values
