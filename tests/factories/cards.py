"""Programmes and cards for tests."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.models import Card, ScanMethod
from landsea.cards.services.gate import GateVenue, ScanResult, scan
from landsea.cards.services.issuing import take_card, take_payment
from landsea.cards.services.programmes import add_benefit, create_product, create_programme
from landsea.cards.services.tokens import token_of
from landsea.foundation.actor import Actor, Role
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library.models import Resource
from landsea.library.queries import list_places_by_pks
from tests.factories.library import make_place
from tests.factories.members import NOW, ensure_member, make_actor, make_alliance


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme with one product that opens one venue."""

    public_id: UUID
    product_id: UUID
    venue: Resource
    staff: Actor

    @property
    def gate(self) -> GateVenue:
        return GateVenue(place=list_places_by_pks([self.venue.pk])[self.venue.pk])


def make_programme(
    slug: str = "card",
    *,
    venue: Resource | None = None,
    uses: int = 1,
    per: QuotaPeriod = QuotaPeriod.DAY,
    rate: Money | None = None,
    season: Period | None = None,
    alliance: str = "land-sea",
) -> Programme:
    """Returns a programme of an alliance whose venue belongs to a member of it."""
    alliance_id = make_alliance(alliance).id
    venue = venue or make_place()
    ensure_member(venue.owner_id, alliance=alliance)
    system = Actor.system()
    programme_id = create_programme(
        slug,
        LocalisedText.of({"en": slug.title()}),
        alliance_id=alliance_id,
        currency="CNY",
        time_zone="Asia/Shanghai",
        by=system,
        now=NOW,
    )
    product_id = create_product(
        programme_id,
        "year",
        LocalisedText.of({"en": "Annual card", "zh-Hans": "年卡"}),
        price=Money.of(198, "CNY"),
        season=season,
        by=system,
        now=NOW,
    )
    add_benefit(
        product_id,
        venue.public_id,
        uses=uses,
        per=per,
        rate=rate or Money.of(52, "CNY"),
        by=system,
        now=NOW,
    )
    return Programme(
        public_id=programme_id,
        product_id=product_id,
        venue=venue,
        staff=make_actor(Role.GATE, organisation_id=venue.owner_id),
    )


def make_card(
    programme: Programme,
    *,
    is_paid: bool = True,
    holder: UUID | None = None,
    trip: UUID | None = None,
    now: datetime = NOW,
) -> Card:
    """Returns a card of the programme's product, paid at the venue's counter."""
    card_id = take_card(
        programme.product_id, holder=holder or uuid4(), trip=trip, by=make_actor(), now=now
    )
    if is_paid:
        take_payment(card_id, organisation_id=programme.venue.owner_id, by=programme.staff, now=now)
    return Card.objects.get(public_id=card_id)


def scan_card(
    card: Card,
    programme: Programme,
    *,
    now: datetime = NOW,
    scan_id: UUID | None = None,
    code: str | None = None,
) -> ScanResult:
    """Shows a card at the programme's venue."""
    return scan(
        code if code is not None else token_of(card.public_id, now=now),
        at=programme.gate,
        scan_id=scan_id or uuid4(),
        method=ScanMethod.SCANNER,
        by=programme.staff,
        now=now,
    )
