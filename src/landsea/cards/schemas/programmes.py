"""What is sold; what an admission pays stays between the venue and the programme."""

from uuid import UUID

from pydantic import BaseModel, Field

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.queries import BenefitValue, ProductValue, ProgrammeValue
from landsea.foundation.api import examples
from landsea.foundation.api.listing import Page
from landsea.foundation.api.schemas import MoneyOut, PeriodOut, Texts, like, texts

_BENEFIT = {
    "venue": str(examples.PLACE),
    "venue_names": {"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"},
    "uses": 1,
    "per": "day",
    "is_sample": True,
}
_PRODUCT = {
    "id": str(examples.PRODUCT),
    "names": {"en": "Annual card", "zh-Hans": "年卡"},
    "season": None,
    "price": {"minor": 19800, "currency": "CNY"},
    "benefits": [_BENEFIT],
}
_PROGRAMME = {
    "id": str(examples.PROGRAMME),
    "names": {"en": "Land-Sea Card (sample)"},
    "is_demo": True,
    "products": [_PRODUCT],
}


class BenefitOut(BaseModel):
    """Free entry at a venue, so many times in a window."""

    model_config = like(_BENEFIT)

    venue: UUID = Field(description="The place's id.")
    venue_names: Texts
    uses: int
    per: QuotaPeriod
    is_sample: bool = Field(description="Shown to try the software; the venue offers nothing.")

    @classmethod
    def of(cls, value: BenefitValue) -> "BenefitOut":
        return cls(
            venue=value.venue.public_id,
            venue_names=texts(value.venue.names),
            uses=value.uses,
            per=value.per,
            is_sample=value.is_sample,
        )


class ProductOut(BaseModel):
    """A card that can be taken, at a price, for a time."""

    model_config = like(_PRODUCT)

    id: UUID
    names: Texts
    season: PeriodOut | None = Field(description="Null: twelve months from the day it is taken.")
    price: MoneyOut
    benefits: list[BenefitOut]

    @classmethod
    def of(cls, value: ProductValue) -> "ProductOut":
        return cls(
            id=value.public_id,
            names=texts(value.names),
            season=PeriodOut.of(value.season) if value.season else None,
            price=MoneyOut.of(value.price),
            benefits=[BenefitOut.of(each) for each in value.benefits],
        )


class ProgrammeOut(BaseModel):
    """A programme with the products that it sells now."""

    model_config = like(_PROGRAMME)

    id: UUID
    names: Texts
    is_demo: bool = Field(description="Invented for a demonstration.")
    products: list[ProductOut]

    @classmethod
    def of(cls, value: ProgrammeValue) -> "ProgrammeOut":
        return cls(
            id=value.public_id,
            names=texts(value.names),
            is_demo=value.is_demo,
            products=[ProductOut.of(each) for each in value.products],
        )


class ProgrammeList(Page[ProgrammeOut]):
    """All programmes that sell something; there is no second page."""

    model_config = like({"items": [_PROGRAMME], "next": None})
