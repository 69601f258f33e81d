"""Admissions and statements of an organisation."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from landsea.cards.models import PostingKind, ScanMethod
from landsea.cards.queries.api import AdmittedValue, Balance, LineValue
from landsea.foundation.api import examples
from landsea.foundation.api.listing import Page
from landsea.foundation.api.schemas import MoneyOut, Texts, like, texts

_ADMISSION = {
    "id": str(examples.ADMISSION),
    "venue": str(examples.PLACE),
    "venue_names": {"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"},
    "card_number": "7K3F-9Q2M-XTC",
    "product": str(examples.PRODUCT),
    "method": "device",
    "admitted_at": "2026-11-24T02:00:00Z",
    "time_zone": "Asia/Shanghai",
    "local_date": "2026-11-24",
    "voided_at": None,
    "void_reason": "",
}
_AMOUNT = {"minor": 5200, "currency": "CNY"}
_BALANCE = {
    "programme": str(examples.PROGRAMME),
    "programme_names": {"en": "Land-Sea Card (sample)"},
    "amount": _AMOUNT,
}
_LINE = {
    "id": str(examples.POSTING),
    "programme": str(examples.PROGRAMME),
    "kind": "admission",
    "accounted_on": "2026-11-24",
    "posted_at": "2026-11-24T02:00:00Z",
    "amount": _AMOUNT,
    "card_number": "7K3F-9Q2M-XTC",
    "admission": str(examples.ADMISSION),
    "rule_version": 1,
}


class AdmissionOut(BaseModel):
    """One admission at a venue of the organisation."""

    model_config = like(_ADMISSION)

    id: UUID
    venue: UUID = Field(description="The place's id.")
    venue_names: Texts
    card_number: str
    product: UUID
    method: ScanMethod
    admitted_at: datetime
    time_zone: str
    local_date: date = Field(description="The venue's date, on which “once a day” is counted.")
    voided_at: datetime | None = Field(description="When it was taken back; null: it stands.")
    void_reason: str

    @classmethod
    def of(cls, value: AdmittedValue) -> "AdmissionOut":
        return cls(
            id=value.public_id,
            venue=value.venue,
            venue_names=texts(value.venue_names),
            card_number=value.card_number,
            product=value.product,
            method=ScanMethod(value.method),
            admitted_at=value.admitted_at,
            time_zone=value.time_zone,
            local_date=value.local_date,
            voided_at=value.voided_at,
            void_reason=value.void_reason,
        )


class AdmissionList(Page[AdmissionOut]):
    """A page of admissions."""

    model_config = like({"items": [_ADMISSION], "next": None})


class AdmissionQuery(BaseModel):
    """What a list of admissions is narrowed to."""

    venue: UUID | None = Field(None, description="A place's id.", examples=[str(examples.PLACE)])


class BalanceOut(BaseModel):
    """What stands between an organisation and a programme."""

    model_config = like(_BALANCE)

    programme: UUID
    programme_names: Texts
    amount: MoneyOut = Field(description="Positive: owed to the member. Negative: owed by it.")

    @classmethod
    def of(cls, value: Balance) -> "BalanceOut":
        return cls(
            programme=value.programme,
            programme_names=texts(value.programme_names),
            amount=MoneyOut.of(value.amount),
        )


class StatementOut(BaseModel):
    """An organisation's balances; the lines behind them are a list of their own."""

    model_config = like({"organisation": str(examples.ORGANISATION), "balances": [_BALANCE]})

    organisation: UUID
    balances: list[BalanceOut]


class LineOut(BaseModel):
    """One posting as a member sees it."""

    model_config = like(_LINE)

    id: UUID
    programme: UUID
    kind: PostingKind
    accounted_on: date
    posted_at: datetime
    amount: MoneyOut = Field(description="Positive: owed to the member. Negative: owed by it.")
    card_number: str
    admission: UUID | None
    rule_version: int | None

    @classmethod
    def of(cls, value: LineValue) -> "LineOut":
        return cls(
            id=value.public_id,
            programme=value.programme,
            kind=value.kind,
            accounted_on=value.accounted_on,
            posted_at=value.posted_at,
            amount=MoneyOut.of(value.amount),
            card_number=value.card_number,
            admission=value.admission,
            rule_version=value.rule_version,
        )


class LineList(Page[LineOut]):
    """A page of statement lines."""

    model_config = like({"items": [_LINE], "next": None})


class LineQuery(BaseModel):
    """What statement lines are narrowed to."""

    programme: UUID | None = Field(
        None, description="A programme's id.", examples=[str(examples.PROGRAMME)]
    )
