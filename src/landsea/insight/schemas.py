"""Figures as the JSON interface writes them; each says of which kind it is."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from landsea.foundation.api.listing import Page
from landsea.foundation.api.schemas import Text, Texts, like, texts
from landsea.insight.api_queries import PublishedValue
from landsea.insight.engine.arrivals import CounterpartKind, ObservationStatus
from landsea.insight.engine.figures import DataKind
from landsea.insight.queries import CityMonth

_PUBLISHED = {
    "kind": "published",
    "value": 1200,
    "reference_area": "SG",
    "counterpart_area": "ALL",
    "counterpart_kind": "total",
    "counterpart_iso2": "",
    "period": "2025-03",
    "starts_on": "2025-03-01",
    "ends_on": "2025-04-01",
    "frequency": "M",
    "measure": "visitor arrivals",
    "status": "A",
    "source": "the tourism board",
    "licence": "as stated",
    "note": "",
}
_COUNTED = {
    "kind": "counted",
    "value": 17,
    "city": "Chongqing",
    "city_names": {"en": "Chongqing", "zh-Hans": "重庆"},
    "market": "CN",
    "month": "2026-11",
}
_LOADED = "2026-11-24T02:00:00Z"


class PublishedOut(BaseModel):
    """A figure as an office published it, with the definition that it has there."""

    model_config = like(_PUBLISHED)

    kind: DataKind = Field(description="Figures of different kinds are never added.")
    value: int
    reference_area: str = Field(description="The destination.")
    counterpart_area: str = Field(description="Where visitors live; ALL for the total.")
    counterpart_kind: CounterpartKind
    counterpart_iso2: str
    period: str
    starts_on: date
    ends_on: date = Field(description="The day after the last one.")
    frequency: str = Field(description="M: a month. A: a year.")
    measure: str
    status: ObservationStatus = Field(description="SDMX's CL_OBS_STATUS.")
    source: str
    licence: str
    note: str

    @classmethod
    def of(cls, value: PublishedValue) -> "PublishedOut":
        return cls(
            kind=value.figure.kind,
            value=value.figure.value,
            reference_area=value.reference_area,
            counterpart_area=value.counterpart_area,
            counterpart_kind=value.counterpart_kind,
            counterpart_iso2=value.counterpart_iso2,
            period=value.period,
            starts_on=value.starts_on,
            ends_on=value.ends_on,
            frequency=value.frequency,
            measure=value.measure,
            status=value.status,
            source=value.source,
            licence=value.licence,
            note=value.note,
        )


class PublishedList(Page[PublishedOut]):
    """A page of published figures, all of one state of the collection."""

    model_config = like({"items": [_PUBLISHED], "next": None, "loaded_at": _LOADED})

    loaded_at: datetime | None = Field(
        description="When this state became what readers see; null when nothing is loaded."
    )


class PublishedQuery(BaseModel):
    """What published figures are narrowed to."""

    reference_area: Text = Field("", max_length=40, description="The destination.")
    counterpart_area: Text = Field("", max_length=80, description="Where visitors live.")
    frequency: Literal["", "A", "M"] = Field("", description="A: by year. M: by month.")
    measure: Text = Field("", max_length=100, description="What was counted.")


class CountedQuery(BaseModel):
    """Which admissions are asked for."""

    kind: Literal[DataKind.COUNTED, DataKind.GENERATED] = Field(
        DataKind.COUNTED, description="counted: admitted at gates. generated: made up for a demo."
    )


class CountedOut(BaseModel):
    """Card admissions in a city in a month, all counted or all made up."""

    model_config = like(_COUNTED)

    kind: DataKind = Field(description="Figures of different kinds are never added.")
    value: int
    city: str
    city_names: Texts
    market: str = Field(description="ISO 3166-1.")
    month: str = Field(description="YYYY-MM, by the venue's date.")

    @classmethod
    def of(cls, value: CityMonth) -> "CountedOut":
        return cls(
            kind=value.figure.kind,
            value=value.figure.value,
            city=value.city,
            city_names=texts(value.city_names),
            market=value.market,
            month=value.month.isoformat()[:7],
        )


class CountedList(Page[CountedOut]):
    """A page of counted figures."""

    model_config = like({"items": [_COUNTED], "next": None})
