"""Loads series of arrivals that offices published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from landsea.foundation.actor import Actor
from landsea.insight import policies
from landsea.insight.engine.arrivals import Observation, read_rows
from landsea.insight.models import PublishedObservation, Vintage
from landsea.insight.services.vintages import (
    BatchTransaction,
    Collection,
    LoadReport,
    load_vintage,
)
from landsea.kernel.errors import NotAllowed


def load_published(
    rows: Iterable[Mapping[str, str | None]],
    *,
    source_file: str,
    by: Actor,
    now: datetime,
    in_batch: BatchTransaction | None = None,
) -> LoadReport:
    """Loads a table of published arrivals as a new vintage; the same table again changes nothing.

    A table with a fault is refused as a whole.
    """
    if not policies.can_load_published(by):
        raise NotAllowed
    observations, faults = read_rows(rows)
    if faults:
        return LoadReport(faults=tuple(faults))
    return load_vintage(
        _ARRIVALS,
        observations,
        source_file=source_file,
        by=by,
        now=now,
        in_batch=in_batch,
    )


def _row(vintage: Vintage, observation: Observation) -> PublishedObservation:
    return PublishedObservation(
        vintage=vintage,
        row=observation.row,
        reference_area=observation.reference_area,
        counterpart_area=observation.counterpart_area,
        counterpart_kind=observation.counterpart_kind,
        counterpart_iso2=observation.counterpart_iso2,
        period=observation.period,
        starts_on=observation.span.starts_on,
        ends_on=observation.span.ends_on,
        frequency=observation.frequency,
        measure=observation.measure,
        value=observation.value,
        status=observation.status,
        source=observation.source,
        licence=observation.licence,
        note=observation.note,
    )


def _write(vintage: Vintage, batch: Sequence[Observation]) -> None:
    PublishedObservation.objects.bulk_create(_row(vintage, each) for each in batch)


def _count(vintage: Vintage) -> int:
    return vintage.observations.count()


_ARRIVALS = Collection("arrivals", _write, _count)
