"""A world in which the examples of the interface's description are true."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from landsea.cards.models import Card, CardProduct, CardProgramme, Redemption
from landsea.cards.services.programmes import enrol_gate
from landsea.cards.services.selling import block_card
from landsea.foundation.actor import Actor
from landsea.foundation.api import examples
from landsea.library.models import Resource
from landsea.market.engine.listings import Act
from landsea.market.models import Listing, Project
from landsea.market.services.steps import take_step
from landsea.members.engine.scopes import Scope
from landsea.members.models import Alliance, Membership, Organisation
from landsea.members.services.admission import apply_for_membership
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.insight import load, make_arrivals_row
from tests.factories.keys import make_token
from tests.factories.library import make_owner, make_place
from tests.factories.market import import_rows, make_open, make_register_row, make_sum_row
from tests.factories.members import make_alliance, make_member


@dataclass(frozen=True, slots=True)
class World:
    """Keys of those who ask, by what they are."""

    device: str
    gate: str
    editor: str
    office: str
    applicant: str


def make_world() -> World:
    """Makes every record that an example names, and keys of each role."""
    place = make_place()
    owner = make_member()
    alliance = make_alliance()
    Organisation.objects.filter(pk=owner).update(public_id=examples.ORGANISATION)
    Alliance.objects.filter(pk=alliance.id).update(public_id=examples.ALLIANCE)
    Resource.objects.unscoped("test").update(public_id=examples.PLACE)
    place.refresh_from_db()
    programme = make_programme(venue=place)
    CardProgramme.objects.update(public_id=examples.PROGRAMME)
    CardProduct.objects.unscoped("test").update(public_id=examples.PRODUCT)
    _make_cards(programme)
    applicant = make_owner("bridge-museum")
    load([make_arrivals_row(period=f"2025-0{month}") for month in range(1, 5)])
    _make_market()
    key = enrol_gate(examples.PLACE, "East gate", by=programme.staff, now=timezone.now())
    return World(
        device=key,
        gate=make_token(owner, Scope.GATE_SCAN, Scope.CARDS_SELL).secret,
        editor=make_token(
            owner,
            Scope.LIBRARY_WRITE,
            Scope.STATEMENTS_READ,
            Scope.CHANGES_READ,
            Scope.MARKET_WRITE,
        ).secret,
        office=make_token(owner, Scope.ALLIANCE_RUN, alliance_id=alliance.id).secret,
        applicant=make_token(applicant.id, Scope.MEMBERS_WRITE).secret,
    )


def _make_cards(programme: Programme) -> None:
    """Makes the card of the examples, not paid, and the admission, of another card."""
    now = timezone.now()
    product = CardProduct.objects.unscoped("test").get()
    sold = Programme(
        public_id=examples.PROGRAMME,
        product_id=product.public_id,
        venue=programme.venue,
        staff=programme.staff,
    )
    card = make_card(sold, is_paid=False, now=now)
    Card.objects.unscoped("test").filter(pk=card.pk).update(public_id=examples.CARD)
    scan_card(make_card(sold, now=now), sold, now=now, scan_id=examples.ADMISSION)
    assert Redemption.objects.unscoped("test").get().public_id == examples.ADMISSION


def _make_market() -> None:
    """Makes the listing of the examples, closed so that it can be published, and the project."""
    now = timezone.now()
    row = make_open()
    take_step(row.public_id, Act.CLOSE, by=Actor.system(), now=now)
    Listing.objects.unscoped("test").update(public_id=examples.LISTING)
    import_rows(make_register_row(), make_sum_row())
    Project.objects.update(public_id=examples.PROJECT)


def prepare(operation_id: str) -> None:
    """Brings the world into the state in which an act's example can be done."""
    system = Actor.system()
    if operation_id == "unblockCard":
        block_card(examples.CARD, reason="lost", by=system, now=timezone.now())
    if operation_id == "decideMembership":
        applicant = Organisation.objects.get(slug="bridge-museum")
        alliance = Alliance.objects.get(public_id=examples.ALLIANCE)
        row: UUID = apply_for_membership(applicant.pk, alliance.pk, by=system, now=timezone.now())
        memberships = Membership.objects.unscoped("test")
        memberships.filter(public_id=row).update(public_id=examples.MEMBERSHIP)
