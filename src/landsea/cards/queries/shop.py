"""What is sold: programmes, products and benefits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.models import Benefit, CardProduct, CardProgramme
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library


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


def list_programmes() -> list[ProgrammeValue]:
    """Lists programmes with their products on sale and the benefits of each, by slug."""
    programmes = list(CardProgramme.objects.order_by("slug"))
    products = list(
        CardProduct.objects.filter(is_on_sale=True).order_by("programme_id", "price_minor", "id")
    )
    benefits = list(Benefit.objects.order_by("product_id", "id"))
    places = library.list_places_by_pks({benefit.venue_id for benefit in benefits})
    of_product: dict[int, list[BenefitValue]] = defaultdict(list)
    for benefit in benefits:
        if benefit.venue_id not in places:  # withdrawn from the library
            continue
        of_product[benefit.product_id].append(
            BenefitValue(
                venue=places[benefit.venue_id],
                uses=benefit.uses,
                per=QuotaPeriod(benefit.per),
                is_sample=benefit.is_sample,
            )
        )
    return [
        ProgrammeValue(
            public_id=programme.public_id,
            names=programme.names,
            is_demo=programme.is_demo,
            products=tuple(
                _product(product, of_product[product.pk])
                for product in products
                if product.programme_id == programme.pk
            ),
        )
        for programme in programmes
    ]


def count_venues() -> int:
    """Returns how many venues have a benefit in some programme."""
    return Benefit.objects.values("venue_id").distinct().count()


def is_venue(resource_id: int) -> bool:
    """Says whether a card opens this place."""
    return Benefit.objects.filter(venue_id=resource_id).exists()


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
