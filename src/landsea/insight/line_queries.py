"""Published lines for pages and files: single figures that offices stated."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from landsea.insight.engine.arrivals import ObservationStatus
from landsea.insight.engine.figures import DataKind
from landsea.insight.engine.lines import VISITOR_TIMES, Measure
from landsea.insight.models import PublishedLine
from landsea.kernel.money import Money
from landsea.kernel.periods import Period, add_months
from landsea.kernel.texts import LocalisedText


@dataclass(frozen=True, slots=True, kw_only=True)
class LineValue:
    """A figure as an office stated it."""

    area: str
    area_names: LocalisedText
    period_text: str
    period: Period
    measure: Measure
    value: Decimal
    currency: str
    change_percent: Decimal | None
    published_on: date
    status: ObservationStatus
    source: str
    address: str
    licence: str
    note: str
    kind: DataKind = DataKind.PUBLISHED

    @property
    def money(self) -> Money | None:
        return Money.of(self.value, self.currency) if self.currency else None

    @property
    def unit(self) -> str:
        return self.currency or VISITOR_TIMES

    @property
    def is_unverified(self) -> bool:
        return self.status is ObservationStatus.UNVALIDATED

    @property
    def is_provisional(self) -> bool:
        return self.status is ObservationStatus.PROVISIONAL

    @property
    def is_of_a_quarter(self) -> bool:
        first = self.period.starts_on
        return (first.day, first.month % 3) == (1, 1) and self.period.ends_on == add_months(
            first, 3
        )


def list_lines() -> list[LineValue]:
    """Lists the published lines that readers see, the latest period first, then by area."""
    rows = PublishedLine.objects.filter(
        vintage__completed_at__isnull=False, vintage__superseded_at__isnull=True
    ).order_by("-ends_on", "-starts_on", "area", "row")
    return [_value(row) for row in rows]


def list_lines_of_latest_quarter(lines: list[LineValue]) -> list[LineValue]:
    """Returns of some lines those of the latest quarter and of the first area that has one."""
    quarters = [line for line in lines if line.is_of_a_quarter and not line.is_unverified]
    return [
        line
        for line in quarters
        if (line.period, line.area) == (quarters[0].period, quarters[0].area)
    ]


def _value(row: PublishedLine) -> LineValue:
    return LineValue(
        area=row.area,
        area_names=row.area_names,
        period_text=row.period,
        period=Period(row.starts_on, row.ends_on),
        measure=Measure(row.measure),
        value=row.value,
        currency=row.currency,
        change_percent=row.change_percent,
        published_on=row.published_on,
        status=ObservationStatus(row.status),
        source=row.source,
        address=row.address,
        licence=row.licence,
        note=row.note,
    )
