"""Cards in customers' hands."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.models import AgeBand
from landsea.cards.queries import CardValue, EntitlementValue
from landsea.foundation.api import examples
from landsea.foundation.api.schemas import Body, MoneyOut, PeriodOut, Text, Texts, like, texts

_ENTITLEMENT = {
    "venue": str(examples.PLACE),
    "venue_names": {"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"},
    "uses": 1,
    "per": "day",
    "used": 0,
    "is_sample": True,
}
_CARD = {
    "id": str(examples.CARD),
    "number": "7K3F-9Q2M-XTC",
    "product_names": {"en": "Annual card", "zh-Hans": "年卡"},
    "programme_names": {"en": "Land-Sea Card (sample)"},
    "age_band": "adult",
    "validity": {"starts_on": "2026-11-24", "ends_on": "2027-11-24"},
    "price": {"minor": 19800, "currency": "CNY"},
    "taken_at": "2026-11-24T02:00:00Z",
    "is_paid": False,
    "is_blocked": False,
    "entitlements": [_ENTITLEMENT],
}
_SOLD = {"id": str(examples.CARD), "holder": str(examples.HOLDER), "token": "LS1:…", "card": _CARD}


class EntitlementOut(BaseModel):
    """What a card opens, and how often it did in the window that counts now."""

    model_config = like(_ENTITLEMENT)

    venue: UUID = Field(description="The place's id.")
    venue_names: Texts
    uses: int
    per: QuotaPeriod
    used: int | None = Field(description="Null at a venue of another member.")
    is_sample: bool = Field(description="Shown to try the software; the venue offers nothing.")

    @classmethod
    def of(cls, value: EntitlementValue) -> "EntitlementOut":
        return cls(
            venue=value.venue.public_id,
            venue_names=texts(value.venue.names),
            uses=value.uses,
            per=value.per,
            used=value.used,
            is_sample=value.is_sample,
        )


class CardOut(BaseModel):
    """A card as a counter sees it: it names nobody."""

    model_config = like(_CARD)

    id: UUID
    number: str
    product_names: Texts
    programme_names: Texts
    age_band: AgeBand = Field(description="For whom it is; a child's is held by its guardian.")
    validity: PeriodOut
    price: MoneyOut
    taken_at: datetime
    is_paid: bool
    is_blocked: bool
    entitlements: list[EntitlementOut]

    @classmethod
    def of(cls, value: CardValue) -> "CardOut":
        return cls(
            id=value.public_id,
            number=value.number,
            product_names=texts(value.product_names),
            programme_names=texts(value.programme_names),
            age_band=value.age_band,
            validity=PeriodOut.of(value.validity),
            price=MoneyOut.of(value.price),
            taken_at=value.taken_at,
            is_paid=value.is_paid,
            is_blocked=value.is_blocked,
            entitlements=[EntitlementOut.of(each) for each in value.entitlements],
        )


class SoldCardOut(BaseModel):
    """A card that was just issued, with the text of its QR code."""

    model_config = like(_SOLD)

    id: UUID
    holder: UUID = Field(description="Stands for the customer; send it for a further card.")
    token: str = Field(description="The QR code's text: whoever shows it has the card.")
    card: CardOut


class SaleIn(Body):
    """Which card is sold to whom."""

    model_config = like({"product": str(examples.PRODUCT), "age_band": "adult"})

    product: UUID
    age_band: AgeBand = AgeBand.ADULT
    holder: UUID | None = Field(None, description="Of an earlier sale; none: a new customer.")


class ReasonIn(Body):
    """Why something is done."""

    model_config = like({"reason": "reported as lost"})

    reason: Text = Field(min_length=1, max_length=200, description="In a few words.")
