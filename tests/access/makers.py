"""A maker of rows for every table that is not public: with a mark that stands nowhere else."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils import timezone

from landsea.cards.engine.clearing import AccountKind
from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.models import (
    Account,
    Benefit,
    Card,
    CardProduct,
    CardProgramme,
    Entitlement,
    Gate,
    Posting,
    Redemption,
)
from landsea.cards.services.programmes import add_benefit, create_product
from landsea.cards.services.voiding import void_admission
from landsea.foundation import changelog, files, keys
from landsea.foundation.actor import Actor, Role
from landsea.foundation.ids import uuid7
from landsea.foundation.models import (
    CacheEntry,
    Change,
    Erasure,
    IdempotentAnswer,
    KeptMail,
    OutboxEntry,
    RateCount,
    ReceivedEvent,
    SigningKey,
    StoredFile,
    TaskRun,
    TaskState,
    User,
)
from landsea.insight.models import VisitFact
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.names import fold_name
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Event, EventDate, Resource, ResourceName
from landsea.market.models import Listing
from landsea.market.services.listings import write_listing
from landsea.members.models import (
    ApiToken,
    Invitation,
    Membership,
    MembershipChange,
    Organisation,
    RoleAssignment,
)
from landsea.members.services.admission import apply_for_membership
from landsea.trips.models import Trip, TripDay, TripOmission, TripRest, TripStop
from tests.access.world import Side
from tests.factories.cards import Programme, make_card, scan_card
from tests.factories.library import make_event, make_place
from tests.factories.market import make_input
from tests.factories.members import make_alliance, make_person

Rows = Iterator[Model]
SYSTEM = Actor.system()


@dataclass(frozen=True, slots=True)
class Mark:
    """What is written into the rows of one side, and found in those of nobody else."""

    text: str
    amount_minor: int

    @property
    def money(self) -> Money:
        return Money(self.amount_minor, "CNY")


@dataclass(frozen=True, slots=True)
class Maker:
    """How rows of a table are made for a side."""

    make: Callable[[Side, Mark], Rows]
    #: They are bound to the side's alliance, whose officers may see them.
    is_alliances: bool = False
    #: What everybody may read as a sum goes up: there the text alone is looked for.
    counts_in_public: bool = False


MAKERS: dict[type[Model], Maker] = {}


def maker(
    *models: type[Model], is_alliances: bool = False, counts_in_public: bool = False
) -> Callable[[Callable[[Side, Mark], Rows]], Callable[[Side, Mark], Rows]]:
    """Registers what makes rows of some tables."""

    def register(make: Callable[[Side, Mark], Rows]) -> Callable[[Side, Mark], Rows]:
        for model in models:
            MAKERS[model] = Maker(make, is_alliances, counts_in_public)
        return make

    return register


# --- foundation


@maker(User, RoleAssignment)
def people(side: Side, mark: Mark) -> Rows:
    person = make_person(
        f"{uuid4().hex}@example.org",
        mark.text,
        role=Role.GATE,
        organisation_id=side.organisation.id,
    )
    yield get_user_model().objects.get(pk=person)
    yield RoleAssignment.objects.get(person_id=person)


@maker(Change)
def changes(side: Side, mark: Mark) -> Rows:
    yield changelog.record(
        Organisation.objects.get(pk=side.organisation.id),
        action="edit",
        by=SYSTEM,
        now=timezone.now(),
        patch={"names": [{"en": "before"}, {"en": mark.text}]},
        organisation=side.organisation.public_id,
    )


@maker(StoredFile)
def stored_files(side: Side, mark: Mark) -> Rows:
    yield files.store_file(
        mark.text.encode(),
        name=mark.text,
        media_type="text/csv",
        owner=side.organisation.public_id,
        by=Actor(subject=uuid4()),
        now=timezone.now(),
        max_bytes=10_000,
    )


@maker(TaskRun)
def task_runs(side: Side, mark: Mark) -> Rows:
    paths = ("landsea.insight.tasks.load_published_file", "landsea.web.tasks.take_back_batch")
    for path in paths:
        yield TaskRun.objects.create(
            task_path=path,
            arguments={"args": [mark.text], "kwargs": {}},
            queue="default",
            state=TaskState.FAILED.value,
            run_after=timezone.now(),
            max_attempts=1,
            progress_note=mark.text,
            error=mark.text,
            owner=side.organisation.public_id,
            created_by=uuid4(),
            created_at=timezone.now(),
            finished_at=timezone.now(),
        )


@maker(
    CacheEntry,
    Erasure,
    IdempotentAnswer,
    KeptMail,
    OutboxEntry,
    RateCount,
    ReceivedEvent,
    SigningKey,
)
def internals(side: Side, mark: Mark) -> Rows:
    now = timezone.now()
    yield CacheEntry.objects.create(
        cache_key=mark.text, value=mark.text, expires=now + timedelta(days=1)
    )
    yield Erasure.objects.create(
        subject_sha256=hashlib.sha256(mark.text.encode()).hexdigest(), erased_at=now
    )
    yield IdempotentAnswer.objects.create(
        scope=side.slug,
        key=mark.text,
        body_sha256="0" * 64,
        status=201,
        answer={"name": mark.text},
        created_at=now,
    )
    yield KeptMail.objects.create(
        recipient="someone@example.org", subject=mark.text, text=mark.text, written_at=now
    )
    yield OutboxEntry.objects.create(
        event_name="somebody.acted", payload={"text": mark.text}, recorded_at=now, due_at=now
    )
    yield RateCount.objects.create(key=mark.text[:120], window_starts_at=now, count=7)
    yield ReceivedEvent.objects.create(event_id=uuid4(), receiver=mark.text[:100], received_at=now)
    pair = keys.ensure_signing_key("hunt", uuid4(), now=now)
    yield SigningKey.objects.get(kid=pair.kid)


# --- members


@maker(Membership, MembershipChange)
def memberships(side: Side, mark: Mark) -> Rows:
    """Applies to an alliance that nobody who looks has a role in."""
    public_id = apply_for_membership(
        side.organisation.id,
        make_alliance("third").id,
        application=mark.text,
        by=SYSTEM,
        now=timezone.now(),
    )
    row = Membership.objects.get(public_id=public_id)
    yield row
    yield row.changes.get()


@maker(Invitation)
def invitations(side: Side, mark: Mark) -> Rows:
    now = timezone.now()
    yield Invitation.objects.create(
        email=f"{uuid4().hex}@example.org",
        role=Role.EDITOR.value,
        organisation_id=side.organisation.id,
        secret_sha256=hashlib.sha256(mark.text.encode()).hexdigest(),
        invited_at=now,
        ends_at=now + timedelta(days=3),
    )


@maker(ApiToken)
def tokens(side: Side, mark: Mark) -> Rows:
    yield ApiToken.objects.create(
        organisation_id=side.organisation.id,
        name=mark.text[:80],
        prefix="lsk_hunted",
        secret_sha256=hashlib.sha256(mark.text.encode()).hexdigest(),
        scopes=["library:write"],
        created_at=timezone.now(),
    )


# --- library


@maker(Resource, ResourceName)
def drafts(side: Side, mark: Mark) -> Rows:
    row = make_place(
        uuid4().hex,
        names={"en": mark.text},
        former_names={"en": f"{mark.text} of old"},
        price=mark.money,
        city=f"City {mark.text}"[:100],
        state=ResourceState.DRAFT,
        owner=side.organisation,
    )
    yield row
    yield from row.name_rows.order_by("id")
    assert row.name_rows.filter(folded__contains=fold_name(mark.text)).exists()


@maker(Event, EventDate)
def event_drafts(side: Side, mark: Mark) -> Rows:
    row = make_event(
        uuid4().hex,
        names={"en": mark.text},
        city=f"City {mark.text}"[:100],
        note=f"A note of {mark.text}",
        state=ResourceState.DRAFT,
        owner=side.organisation,
    )
    yield row
    yield from row.dates.order_by("id")


# --- market


@maker(Listing)
def listing_drafts(side: Side, mark: Mark) -> Rows:
    today = timezone.now().date()
    given = make_input(
        titles={"en": mark.text},
        texts={"en": mark.text},
        place=mark.text,
        first_day=today.isoformat(),
        last_day=(today + timedelta(days=30)).isoformat(),
    )
    public_id = write_listing(
        given,
        organisation_id=side.organisation.id,
        alliance_id=side.alliance.id,
        by=SYSTEM,
        now=timezone.now(),
    )
    yield Listing.objects.get(public_id=public_id)


# --- trips


@maker(Trip, TripDay, TripStop, TripRest, TripOmission)
def trips(side: Side, mark: Mark) -> Rows:
    now = timezone.now()
    trip = Trip.objects.create(
        traveller=side.traveller,
        town="chongqing",
        starts_on=now.date(),
        day_count=1,
        pace="steady",
        leaves_minute=510,
        back_minute=1140,
        interests=[mark.text],
        time_zone="Asia/Shanghai",
        seed=1,
        iterations=1,
        score=float(mark.amount_minor),
        designed_at=now,
    )
    yield trip
    day = TripDay.objects.create(
        trip=trip,
        on=now.date(),
        leaves_at=now,
        returns_at=now + timedelta(hours=9),
        return_minutes=10,
        return_km=3,
        return_mode="walk",
    )
    yield day
    yield TripStop.objects.create(
        day=day,
        place=side.venue,
        position=1,
        arrives_at=now,
        starts_at=now,
        leaves_at=now + timedelta(hours=1),
        travel_minutes=10,
        travel_km=3,
        travel_mode="walk",
        has_margin=False,
        is_must=True,
        hours_basis="stated",
        opens_at=now,
        closes_at=now + timedelta(hours=8),
    )
    yield TripRest.objects.create(
        day=day, name=mark.text[:20], starts_at=now, leaves_at=now + timedelta(hours=1)
    )
    yield TripOmission.objects.create(
        trip=trip,
        place=side.venue,
        position=1,
        reason="position-unknown",
        params={"displaced": [{"en": mark.text}]},
    )


# --- cards


@maker(CardProduct, Benefit, is_alliances=True)
def hidden_products(side: Side, mark: Mark) -> Rows:
    product_id = create_product(
        side.programme.public_id,
        uuid4().hex,
        LocalisedText.of({"en": mark.text}),
        price=mark.money,
        by=SYSTEM,
        now=timezone.now(),
    )
    add_benefit(
        product_id,
        side.venue.public_id,
        uses=1,
        per=QuotaPeriod.DAY,
        rate=mark.money,
        by=SYSTEM,
        now=timezone.now(),
    )
    CardProduct.objects.filter(public_id=product_id).update(is_on_sale=False)
    product = CardProduct.objects.get(public_id=product_id)
    yield product
    yield product.benefits.get()


@maker(Gate)
def gates(side: Side, mark: Mark) -> Rows:
    yield Gate.objects.create(
        venue=side.venue,
        name=mark.text[:80],
        key_sha256=hashlib.sha256(mark.text.encode()).hexdigest(),
        created_at=timezone.now(),
    )


@maker(Card, Entitlement, Redemption, Account, Posting, is_alliances=True)
def admissions(side: Side, mark: Mark) -> Rows:
    """A card that is not paid, one that was admitted, and one whose scan was taken back."""
    now = timezone.now()
    yield make_card(side.programme, is_paid=False, holder=side.traveller, now=now)
    for is_void in (False, True):
        card, redemption = _admit(side)
        if is_void:
            void_admission(redemption.public_id, reason=mark.text, by=side.staff, now=now)
            redemption.refresh_from_db()
        yield card
        yield from card.entitlements.order_by("id")
        yield redemption
    for posting in Posting.objects.filter(card__holder_subject=side.traveller).order_by("id"):
        yield posting
        yield posting.debit
        yield posting.credit
    programme = CardProgramme.objects.get(public_id=side.programme.public_id)
    marked = Account.objects.get_or_create(
        programme=programme,
        kind=AccountKind.MEMBER_PAYABLE.value,
        organisation_id=side.organisation.id,
        currency="CNY",
    )[0]
    other = Account.objects.exclude(pk=marked.pk).filter(programme=programme, organisation=None)[0]
    card = Card.objects.filter(holder_subject=side.traveller, paid_at__isnull=False)[0]
    yield Posting.objects.create(
        kind="sale",
        debit=other,
        credit=marked,
        amount_minor=mark.amount_minor,
        currency="CNY",
        card=card,
        accounted_on=now.date(),
        posted_at=now,
    )


@maker(VisitFact, is_alliances=True, counts_in_public=True)
def visit_facts(side: Side, mark: Mark) -> Rows:
    now = timezone.now()
    yield VisitFact.objects.create(
        event_id=uuid7(),
        admission_id=uuid7(),
        visits=1,
        venue_id=side.venue.public_id,
        place_names=LocalisedText.of({"en": mark.text}),
        city="Chongqing",
        city_names=LocalisedText.of({"en": "Chongqing"}),
        market="CN",
        programme_id=side.programme.public_id,
        product_id=side.programme.product_id,
        organisation_id=side.organisation.public_id,
        local_date=now.date(),
        admitted_at=now,
        time_zone="Asia/Shanghai",
    )


def _admit(side: Side) -> tuple[Card, Redemption]:
    now = timezone.now()
    card = make_card(side.programme, is_paid=False, holder=side.traveller, now=now)
    # Paid by other means, so that the sale is no posting of the counter's.
    Card.objects.filter(pk=card.pk).update(paid_at=now)
    card.refresh_from_db()
    scan_id = uuid4()
    scan_card(card, _at(side), now=now, scan_id=scan_id)
    return card, Redemption.objects.get(public_id=scan_id)


def _at(side: Side) -> Programme:
    return Programme(
        public_id=side.programme.public_id,
        product_id=side.programme.product_id,
        venue=side.venue,
        staff=side.staff,
    )
