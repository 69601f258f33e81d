"""Values as the JSON interface writes and reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("holds a NUL character")
    return text


#: PostgreSQL's texts hold no NUL.
Text = Annotated[str, AfterValidator(_without_nul)]

#: `{BCP 47 tag: text}`, the shape of a IIIF label.
Texts = Annotated[
    dict[str, str],
    Field(
        description="The text by language (BCP 47).",
        examples=[{"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"}],
    ),
]


def like(*examples: Mapping[str, object]) -> ConfigDict:
    """Returns the configuration of a schema that shows examples of itself."""
    return ConfigDict(json_schema_extra=cast(JsonDict, {"examples": list(examples)}))


class Body(BaseModel):
    """What is sent: a field that is not known is refused, so that none is silently lost."""

    model_config = ConfigDict(extra="forbid")


class MoneyOut(BaseModel):
    """An amount of money."""

    model_config = like({"minor": 19800, "currency": "CNY"})

    minor: int = Field(description="Whole minor units, say fen or cents.")
    currency: str = Field(description="ISO 4217.")

    @classmethod
    def of(cls, money: Money) -> "MoneyOut":
        return cls(minor=money.amount_minor, currency=money.currency)


class PeriodOut(BaseModel):
    """Days from the first to the one after the last."""

    model_config = like({"starts_on": "2026-11-24", "ends_on": "2027-11-24"})

    starts_on: date
    ends_on: date = Field(description="The day after the last one.")

    @classmethod
    def of(cls, period: Period) -> "PeriodOut":
        return cls(starts_on=period.starts_on, ends_on=period.ends_on)


def texts(text: LocalisedText) -> dict[str, str]:
    """Returns a text by language."""
    return text.as_dict()
