"""The world of the table of routes: each side has rows of everything, with marks of its own."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from landsea.cards.models import Card, CardProduct, Redemption
from landsea.cards.services.programmes import enrol_gate
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change, TaskRun, TaskState
from landsea.library.models import Event, Resource
from landsea.library.services.imports import import_places
from landsea.market.models import Listing, Project
from landsea.members.models import ApiToken, Invitation, Membership, RoleAssignment
from landsea.trips.models import Trip
from tests.access.makers import MAKERS, Mark, trips
from tests.access.world import Side, World, make_world
from tests.factories.insight import load, make_arrivals_row
from tests.factories.library import make_owner, make_row
from tests.factories.market import import_rows, make_open, make_register_row
from tests.factories.members import make_actor, make_person, membership_of

Found = TypeVar("Found", bound=Model)


def mark_of(side: Side, sort: str) -> str:
    """Returns the mark of a side's rows: `own`, `alliances`, or the `traveller`'s."""
    return f"zq-{side.slug.partition('-')[0]}-{sort}"


@dataclass(frozen=True, slots=True)
class Furnished:
    """The world, and what stands in the table's addresses and forms."""

    world: World
    #: By the words in braces.
    values: dict[str, str]
    device: str
    sibling_device: str


def furnish() -> Furnished:
    """Makes rows of every table on every side, and names those that the table speaks of."""
    world = make_world()
    rows = {side.slug: _furnish(side) for side in (world.own, world.sibling, world.stranger)}
    load([make_arrivals_row(period=f"2025-0{month}") for month in range(1, 5)])
    staff = make_actor(Role.GATE, organisation_id=world.own.organisation.id)
    device = enrol_gate(world.own.venue.public_id, "East gate", by=staff, now=timezone.now())
    other = make_actor(Role.GATE, organisation_id=world.sibling.organisation.id)
    sibling = enrol_gate(world.sibling.venue.public_id, "West", by=other, now=timezone.now())
    return Furnished(world, _values(world, rows[world.own.slug]), device, sibling)


def _furnish(side: Side) -> list[Model]:
    made: list[Model] = []
    for maker in {each.make: each for each in MAKERS.values()}.values():
        sort = "alliances" if maker.is_alliances else "own"
        sort = "traveller" if maker.make is trips else sort
        made += maker.make(side, Mark(mark_of(side, sort), 7_654_321))
    return made


def _values(world: World, rows: Iterable[Model]) -> dict[str, str]:
    own = world.own
    rows = list(rows)
    cards = [row for row in rows if isinstance(row, Card)]
    scans = [row for row in rows if isinstance(row, Redemption)]
    first, second = _import(own)
    values: dict[str, object] = {
        "organisation": own.organisation.public_id,
        "alliance": own.alliance.slug,
        "alliance id": own.alliance.public_id,
        "programme": own.programme.public_id,
        "venue": own.venue.public_id,
        "place": _one(rows, Resource).public_id,
        "event": _one(rows, Event).public_id,
        "imported": Resource.objects.get(source_key="imported").public_id,
        "listing": _one(rows, Listing).public_id,
        "open listing": make_open(owner=own.slug, alliance=own.alliance.slug).public_id,
        "project": _project(own.alliance.slug),
        "trip": _one(rows, Trip).public_id,
        "unpaid card": next(card for card in cards if card.paid_at is None).public_id,
        "card": next(card for card in cards if card.paid_at is not None).public_id,
        # Its scan was taken back, so it opens the venue once more today.
        "free number": scans[-1].entitlement.card.number,
        "admission": next(scan for scan in scans if scan.voided_at is None).public_id,
        "product": own.programme.product_id,
        "hidden product": _one(rows, CardProduct).public_id,
        "membership": membership_of(own.organisation.id, own.alliance.slug).public_id,
        "application": _one(rows, Membership).public_id,
        "key": _one(rows, ApiToken).public_id,
        "assignment": _grant(own).public_id,
        "invitation": _one(rows, Invitation).public_id,
        "batch": _one(rows, Change).batch,
        "first import": first,
        "second import": second,
        "batch of the alliance": Change.objects.filter(
            row_label="cards.cardproduct", row_key=str(_one(rows, CardProduct).public_id)
        )[0].batch,
        "nothing": "00000000-0000-7000-8000-000000000000",
        "secret": _invite(make_owner("host-hotel").id),
    }
    return {name: str(value) for name, value in values.items()}


def _project(alliance: str) -> UUID:
    import_rows(make_register_row(), alliance=alliance)
    return Project.objects.get().public_id


def _import(side: Side) -> tuple[UUID, UUID]:
    """Imports a place twice and returns both batches."""
    batches = []
    for name in ("Before", "After"):
        row = make_row(id="imported", name_en=name)
        import_places([row], owner=side.organisation, by=Actor.system(), now=timezone.now())
        batches.append(Change.objects.filter(row_label="library.resource").latest("id").batch)
    return batches[0], batches[1]


def _grant(side: Side) -> RoleAssignment:
    person = make_person(
        "somebody@example.org",
        "Some Body",
        role=Role.AMBASSADOR,
        organisation_id=side.organisation.id,
    )
    return RoleAssignment.objects.get(person_id=person)


def _invite(organisation_id: int) -> str:
    """Invites somebody to an organisation and returns the secret of the link."""
    now = timezone.now()
    Invitation.objects.create(
        email="invited@example.org",
        role=Role.MARKET_AGENT.value,
        organisation_id=organisation_id,
        secret_sha256=hashlib.sha256(b"of-the-link").hexdigest(),
        invited_at=now,
        ends_at=now + timedelta(days=3),
    )
    return "of-the-link"


def _one(rows: Iterable[Model], model: type[Found]) -> Found:
    return next(row for row in rows if isinstance(row, model))


def task_of(subject: UUID, path: str) -> str:
    """Makes a piece of background work that somebody asked for and returns its id."""
    row = TaskRun.objects.create(
        task_path=path,
        arguments={"args": [], "kwargs": {}},
        queue="default",
        state=TaskState.READY.value,
        run_after=timezone.now(),
        max_attempts=1,
        created_by=subject,
        created_at=timezone.now(),
    )
    return str(row.public_id)
