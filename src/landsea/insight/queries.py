"""Figures for pages and other readers; each query returns one kind of data only."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import TruncMonth

from landsea.foundation.actor import Actor
from landsea.insight.engine.arrivals import CounterpartKind, ObservationStatus
from landsea.insight.engine.figures import DataKind, Figure
from landsea.insight.engine.growth import Growth, Observed, year_on_year
from landsea.insight.models import PublishedLine, PublishedObservation, VisitFact
from landsea.kernel.periods import add_months
from landsea.kernel.texts import LocalisedText

_IN_SUMS = "over a city and a month facts are public"


@dataclass(frozen=True, slots=True, kw_only=True)
class CityMonth:
    """Card admissions in a city in a month."""

    city: str
    city_names: LocalisedText
    market: str
    month: date
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMonth:
    """A published monthly figure with its change on the year before."""

    period: str
    month: date
    figure: Figure
    growth: Growth
    status: ObservationStatus
    measure: str
    source: str
    licence: str
    note: str
    #: When the vintage that it is from became what readers see.
    loaded_at: datetime | None

    @property
    def is_provisional(self) -> bool:
        return self.status is ObservationStatus.PROVISIONAL

    @property
    def is_incomplete(self) -> bool:
        return self.status is ObservationStatus.INCOMPLETE


@dataclass(frozen=True, slots=True)
class MonthOrGap:
    """A month on the axis of a chart, with its figure if one is published."""

    month: date
    published: PublishedMonth | None


@dataclass(frozen=True, slots=True)
class Series:
    """A destination and a residence for which monthly figures are published."""

    reference_area: str
    counterpart_area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFact:
    """The visit fact of an admission, and the cell of the figure that it is in."""

    place_names: LocalisedText
    local_date: date
    #: What stands of it: 0 when it was taken back.
    visits: int
    city_names: LocalisedText
    month: date
    cell_visits: int


@dataclass(frozen=True, slots=True)
class DatasetValue:
    """A source of published figures."""

    source: str
    licence: str
    count: int


def list_card_admissions() -> list[CityMonth]:
    """Lists card admissions by month, latest first, and city; counted by this installation."""
    rows = (
        VisitFact.objects.unscoped(_IN_SUMS)
        .annotate(month=TruncMonth("local_date"))
        .values("city", "market", "month")
        .annotate(total=Sum("visits"))
        .order_by("-month", "-total", "city")
    )
    names = _city_names()
    return [
        CityMonth(
            city=row["city"],
            city_names=names[row["city"], row["market"]],
            market=row["market"],
            month=row["month"],
            figure=Figure(row["total"], DataKind.COUNTED),
        )
        for row in rows
    ]


def count_card_admissions() -> int:
    """Returns how many card admissions were counted and stand."""
    return VisitFact.objects.unscoped(_IN_SUMS).aggregate(total=Sum("visits"))["total"] or 0


def list_series() -> list[Series]:
    """Lists the monthly series that are published, totals first."""
    rows = (
        _current()
        .filter(frequency="M")
        .exclude(counterpart_kind=CounterpartKind.REGION)
        .values_list("reference_area", "counterpart_area")
        .distinct()
    )
    return [
        Series(reference, counterpart)
        for reference, counterpart in sorted(
            rows, key=lambda row: (row[0], row[1] != "ALL", row[1])
        )
    ]


def list_published_months(series: Series, *, limit: int = 24) -> list[PublishedMonth]:
    """Lists the figures of a series' latest months, the latest first, with the change on the year.

    Of several measures, say arrivals and nights, the one with the latest month: one table never
    mixes two. Of several sources of a month the first by name, against its own year before.
    """
    of_series = _current().filter(
        frequency="M",
        reference_area=series.reference_area,
        counterpart_area=series.counterpart_area,
    )
    latest = of_series.aggregate(latest=Max("starts_on"))["latest"]
    if latest is None:
        return []
    # Each month is told beside the one of the year before.
    first = add_months(latest, -limit - 12)
    found = list(
        of_series.filter(starts_on__gt=first)
        .select_related("vintage")
        .order_by("-starts_on", "measure", "source")
    )
    rows = [row for row in found if row.measure == found[0].measure]
    by_month: dict[tuple[date, str], PublishedObservation] = {
        (row.starts_on, row.source): row for row in reversed(rows)
    }
    by_start = {row.starts_on: row for row in reversed(rows)}
    months = sorted(by_start, reverse=True)
    return [
        _month(by_start[month], by_month, by_start)
        for month in months
        if month > add_months(months[0], -limit)
    ]


def with_gaps(months: list[PublishedMonth]) -> list[MonthOrGap]:
    """Returns every month from the oldest to the latest, also those without a figure."""
    by_month = {each.month: each for each in months}
    if not by_month:
        return []
    first, last = min(by_month), max(by_month)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    every = [add_months(first, number) for number in range(count)]
    return [MonthOrGap(month, by_month.get(month)) for month in every]


def find_fact_of_admission(admission_id: UUID, *, actor: Actor) -> CountedFact | None:
    """Returns how an admission was counted, once it was, to whoever may see the fact."""
    rows = VisitFact.objects.visible_to(actor).filter(admission_id=admission_id)
    facts = list(rows.order_by("id"))
    if not facts:
        return None
    fact = facts[0]
    month = fact.local_date.replace(day=1)
    cell = (
        VisitFact.objects.unscoped(_IN_SUMS)
        .filter(
            city=fact.city,
            market=fact.market,
            local_date__year=month.year,
            local_date__month=month.month,
        )
        .aggregate(total=Sum("visits"))
    )
    return CountedFact(
        place_names=fact.place_names,
        local_date=fact.local_date,
        visits=sum(each.visits for each in facts),
        city_names=fact.city_names,
        month=month,
        cell_visits=cell["total"] or 0,
    )


def list_datasets() -> list[DatasetValue]:
    """Lists the sources of the published figures, series and lines, the largest first."""
    found = [
        DatasetValue(source, licence, count)
        for rows in (_current(), _current_lines())
        for source, licence, count in rows.order_by("source", "licence")
        .values_list("source", "licence")
        .annotate(count=Count("id"))
    ]
    return sorted(found, key=lambda each: (-each.count, each.source, each.licence))


def count_observations() -> int:
    """Returns how many published figures are current."""
    return _current().count()


def _current() -> QuerySet[PublishedObservation]:
    return PublishedObservation.objects.filter(
        vintage__completed_at__isnull=False, vintage__superseded_at__isnull=True
    )


def _current_lines() -> QuerySet[PublishedLine]:
    return PublishedLine.objects.filter(
        vintage__completed_at__isnull=False, vintage__superseded_at__isnull=True
    )


def _city_names() -> dict[tuple[str, str], LocalisedText]:
    rows = VisitFact.objects.unscoped(_IN_SUMS).order_by("city", "market")
    return {
        (city, market): names
        for city, market, names in rows.values_list("city", "market", "city_names").distinct()
    }


def _month(
    row: PublishedObservation,
    by_month: dict[tuple[date, str], PublishedObservation],
    by_start: dict[date, PublishedObservation],
) -> PublishedMonth:
    before = row.starts_on.replace(year=row.starts_on.year - 1)
    base = by_month.get((before, row.source)) or by_start.get(before)
    return PublishedMonth(
        period=row.period,
        month=row.starts_on,
        figure=Figure(row.value, DataKind.PUBLISHED),
        growth=year_on_year(_observed(row), _observed(base) if base else None),
        status=ObservationStatus(row.status),
        measure=row.measure,
        source=row.source,
        licence=row.licence,
        note=row.note,
        loaded_at=row.vintage.completed_at,
    )


def _observed(row: PublishedObservation) -> Observed:
    return Observed(
        value=row.value,
        measure=row.measure,
        source=row.source,
        is_complete=row.status != ObservationStatus.INCOMPLETE,
    )
