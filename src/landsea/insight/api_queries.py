"""Lists of figures that go on from any place; each query returns one kind of data only."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from landsea.foundation.pagination import Position, Slice, slice_rows
from landsea.insight.engine.arrivals import CounterpartKind, ObservationStatus
from landsea.insight.engine.figures import DataKind, Figure
from landsea.insight.generated_queries import list_generated_months
from landsea.insight.models import PublishedObservation, Vintage
from landsea.insight.queries import CityMonth, list_card_admissions


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedValue:
    """A figure as an office published it, with the definition that it has there."""

    figure: Figure
    reference_area: str
    counterpart_area: str
    counterpart_kind: CounterpartKind
    counterpart_iso2: str
    period: str
    starts_on: date
    ends_on: date
    frequency: str
    measure: str
    status: ObservationStatus
    source: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFilter:
    """What a list of published figures is narrowed to; empty means all."""

    reference_area: str = ""
    counterpart_area: str = ""
    frequency: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class VintageValue:
    """The state of the published figures that readers see."""

    public_id: UUID
    completed_at: datetime


def find_vintage() -> VintageValue | None:
    """Returns the state that readers see, if anything was loaded."""
    row = Vintage.objects.filter(
        dataset="arrivals", completed_at__isnull=False, superseded_at__isnull=True
    ).first()
    if row is None or row.completed_at is None:
        return None
    return VintageValue(row.public_id, row.completed_at)


def slice_published(
    wanted: PublishedFilter, *, vintage: UUID, after: Position | None, limit: int
) -> Slice[PublishedValue]:
    """Returns figures of one state in the order of their file."""
    named = {name: value for name in PublishedFilter.__slots__ if (value := getattr(wanted, name))}
    rows = PublishedObservation.objects.filter(vintage__public_id=vintage, **named)
    return slice_rows(rows, "row", after=after, limit=limit).each(_published)


def slice_admissions(kind: DataKind, *, after: Position | None, limit: int) -> Slice[CityMonth]:
    """Returns card admissions of one kind, the latest month first, then by city."""
    is_made_up = kind is DataKind.GENERATED
    found = list_generated_months() if is_made_up else list_card_admissions()
    months = sorted(found, key=_place_of)
    if after is not None:
        months = [each for each in months if _place_of(each) > _read(after)]
    kept = tuple(months[:limit])
    is_more = len(months) > limit
    return Slice(kept, _position_of(kept[-1]) if is_more else None)


def _place_of(each: CityMonth) -> tuple[int, str, str]:
    return (-each.month.toordinal(), each.city, each.market)


def _position_of(each: CityMonth) -> Position:
    return _place_of(each)


def _read(after: Position) -> tuple[int, str, str]:
    ordinal, city, market = after
    return (int(ordinal), str(city), str(market))


def _published(row: PublishedObservation) -> PublishedValue:
    return PublishedValue(
        figure=Figure(row.value, DataKind.PUBLISHED),
        reference_area=row.reference_area,
        counterpart_area=row.counterpart_area,
        counterpart_kind=CounterpartKind(row.counterpart_kind),
        counterpart_iso2=row.counterpart_iso2,
        period=row.period,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        frequency=row.frequency,
        measure=row.measure,
        status=ObservationStatus(row.status),
        source=row.source,
        licence=row.licence,
        note=row.note,
    )
