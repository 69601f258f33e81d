"""The alliance's office makes programmes, products, benefits and gates."""

import hashlib
import secrets
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from landsea.cards import policies
from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.errors import NoSuchVenueHere
from landsea.cards.models import Benefit, CardProduct, CardProgramme, Gate, ProductKind
from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library
from landsea.members import queries as members
from landsea.members.errors import NotAnActiveMember


def create_programme(
    slug: str,
    names: LocalisedText,
    *,
    alliance_id: int,
    currency: str,
    time_zone: str,
    is_demo: bool = False,
    by: Actor,
    now: datetime,
) -> UUID:
    """Makes a programme and returns its public id."""
    if not policies.can_write_programmes(by, alliance_id):
        raise NotAllowed
    with transaction.atomic():
        row = CardProgramme.objects.create(
            slug=slug,
            names=names,
            alliance_id=alliance_id,
            currency=currency,
            time_zone=time_zone,
            is_demo=is_demo,
            created_at=now,
        )
        changelog.record(
            row,
            action="create",
            by=by,
            now=now,
            alliance=row.alliance.public_id,
            patch={"slug": [None, slug], "names": [None, names]},
        )
    return row.public_id


def create_product(
    programme_id: UUID,
    slug: str,
    names: LocalisedText,
    *,
    price: Money,
    season: Period | None = None,
    by: Actor,
    now: datetime,
) -> UUID:
    """Makes an annual product, or a seasonal one when a season is given."""
    programme = _programme(programme_id)
    if not policies.can_write_programmes(by, programme.alliance_id):
        raise NotAllowed
    with transaction.atomic():
        row = CardProduct.objects.create(
            programme=programme,
            slug=slug,
            names=names,
            kind=ProductKind.SEASONAL if season else ProductKind.ANNUAL,
            season_starts_on=season.starts_on if season else None,
            season_ends_on=season.ends_on if season else None,
            price_minor=price.amount_minor,
            currency=price.currency,
        )
        changelog.record(
            row,
            action="create",
            by=by,
            now=now,
            alliance=programme.alliance.public_id,
            patch={
                "slug": [None, slug],
                "names": [None, names],
                "price": [None, f"{price.decimal} {price.currency}"],
            },
        )
    return row.public_id


def add_benefit(
    product_id: UUID,
    venue_id: UUID,
    *,
    uses: int,
    per: QuotaPeriod,
    rate: Money,
    is_sample: bool = False,
    by: Actor,
    now: datetime,
) -> UUID:
    """Adds free entry at a venue to a product; cards taken from then on carry it."""
    products = CardProduct.objects.visible_to(by).select_related("programme__alliance")
    product = products.filter(public_id=product_id).first()
    if product is None:
        raise NotFound
    if not policies.can_write_programmes(by, product.programme.alliance_id):
        raise NotAllowed
    venue = library.get_place(venue_id).place
    today = now.astimezone(ZoneInfo(product.programme.time_zone)).date()
    if venue.owner_id not in members.list_active_member_ids(product.programme.alliance_id, today):
        raise NotAnActiveMember
    with transaction.atomic():
        row = Benefit.objects.create(
            product=product,
            venue_id=venue.pk,
            uses=uses,
            per=per,
            rate_minor=rate.amount_minor,
            currency=rate.currency,
            is_sample=is_sample,
        )
        changelog.record(
            row,
            action="create",
            by=by,
            now=now,
            organisation=row.venue.owner.public_id,
            alliance=product.programme.alliance.public_id,
            patch={
                "venue": [None, venue_id],
                "uses": [None, uses],
                "per": [None, per.value],
                "rate": [None, f"{rate.decimal} {rate.currency}"],
            },
        )
    return row.public_id


def enrol_gate(venue_id: UUID, name: str, *, by: Actor, now: datetime) -> str:
    """Enrols a device at a venue and returns its key, which is shown this once."""
    venue = library.get_place(venue_id).place
    if not (by.is_system or policies.can_work_gate(by, venue.owner_id)):
        raise NoSuchVenueHere
    members.require_may_write(venue.owner_id, by=by)
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = Gate.objects.create(
            venue_id=venue.pk,
            name=name,
            key_sha256=hashlib.sha256(key.encode()).hexdigest(),
            created_at=now,
        )
        changelog.record(
            row,
            action="enrol",
            by=by,
            now=now,
            organisation=row.venue.owner.public_id,
            patch={"name": [None, name], "venue": [None, venue_id]},
        )
    return key


def season_of(product: CardProduct) -> Period | None:
    """Returns a seasonal product's season."""
    if product.season_starts_on is None or product.season_ends_on is None:
        return None
    return Period(product.season_starts_on, product.season_ends_on)


def validity_of(product: CardProduct, *, taken_on: date) -> Period:
    """Returns the days on which a card taken on a day is valid."""
    season = season_of(product)
    return season or Period.months(taken_on, 12)


def _programme(public_id: UUID) -> CardProgramme:
    row = CardProgramme.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row
