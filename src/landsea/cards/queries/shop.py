"""What is sold: programmes, products and benefits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.models import Benefit, CardProduct, CardProgramme
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library
from landsea.members import queries as members

_ON_SALE = "what is on sale is for everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitValue:
    """Free entry at a venue, as the shop shows it."""

    venue: library.PlaceSummary
    uses: int
    per: QuotaPeriod
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductValue:
    """A card that can be taken."""

    public_id: UUID
    names: LocalisedText
    season: Period | None
    price: Money
    benefits: tuple[BenefitValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeValue:
    """A programme with the products that it sells."""

    public_id: UUID
    names: LocalisedText
    is_demo: bool
    products: tuple[ProductValue, ...]


def list_programmes(*, now: datetime) -> list[ProgrammeValue]:
    """Lists programmes that sell something, with their products and benefits, by slug.

    A venue is offered while its owner is an active member: what is shown is what a card gets.
    """
    programmes = list(CardProgramme.objects.order_by("slug"))
    on_sale = CardProduct.objects.unscoped(_ON_SALE).filter(is_on_sale=True)
    products = list(on_sale.order_by("programme_id", "price_minor", "id"))
    benefits = list(_benefits_on_sale().order_by("product_id", "id"))
    places = library.list_published_by_pks({benefit.venue_id for benefit in benefits})
    owners = _active_owners(programmes, now)
    programme_of = {product.pk: product.programme_id for product in products}
    with_benefits = {benefit.product_id for benefit in benefits}
    of_product: dict[int, list[BenefitValue]] = defaultdict(list)
    for benefit in benefits:
        place = places.get(benefit.venue_id)  # none when withdrawn from the library
        sellers = owners.get(programme_of.get(benefit.product_id, 0), frozenset())
        if place is None or place.owner_id not in sellers:
            continue
        of_product[benefit.product_id].append(
            BenefitValue(
                venue=place,
                uses=benefit.uses,
                per=QuotaPeriod(benefit.per),
                is_sample=benefit.is_sample,
            )
        )
    sold: dict[int, list[ProductValue]] = defaultdict(list)
    for product in products:
        # One whose venues have all gone for now opens nothing.
        if of_product[product.pk] or product.pk not in with_benefits:
            sold[product.programme_id].append(_product(product, of_product[product.pk]))
    return [
        ProgrammeValue(
            public_id=programme.public_id,
            names=programme.names,
            is_demo=programme.is_demo,
            products=tuple(sold[programme.pk]),
        )
        for programme in programmes
        if programme.pk in sold
    ]


def count_venues() -> int:
    """Returns how many venues the cards on sale open."""
    venue_ids = set(_benefits_on_sale().order_by().values_list("venue_id", flat=True))
    return len(library.list_published_by_pks(venue_ids))


def _benefits_on_sale() -> QuerySet[Benefit]:
    # What an admission is paid stays out of the values.
    return Benefit.objects.unscoped(_ON_SALE).filter(product__is_on_sale=True)


def benefits_on_offer(product: CardProduct, *, on: date) -> list[Benefit]:
    """Lists the benefits that a card taken on a day gets: those at active members' venues."""
    sellers = members.list_active_member_ids(product.programme.alliance_id, on)
    benefits = Benefit.objects.unscoped("whoever takes a card is told what it opens")
    rows = list(benefits.filter(product=product, venue__owner_id__in=sellers).order_by("id"))
    published = library.list_published_by_pks({row.venue_id for row in rows})
    return [row for row in rows if row.venue_id in published]


def _active_owners(programmes: Iterable[CardProgramme], now: datetime) -> dict[int, frozenset[int]]:
    """Returns by programme the organisations whose venues are sold today, where it is sold."""
    today = {each.pk: now.astimezone(ZoneInfo(each.time_zone)).date() for each in programmes}
    active = {
        day: members.list_active_members({each.alliance_id for each in programmes}, day)
        for day in sorted(set(today.values()))
    }
    return {each.pk: active[today[each.pk]][each.alliance_id] for each in programmes}


def _product(row: CardProduct, benefits: Iterable[BenefitValue]) -> ProductValue:
    season = None
    if row.season_starts_on and row.season_ends_on:
        season = Period(row.season_starts_on, row.season_ends_on)
    return ProductValue(
        public_id=row.public_id,
        names=row.names,
        season=season,
        price=Money(row.price_minor, row.currency),
        benefits=tuple(benefits),
    )
