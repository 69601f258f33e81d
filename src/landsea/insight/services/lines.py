"""Loads published lines: single figures that offices stated."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from landsea.foundation.actor import Actor
from landsea.insight import policies
from landsea.insight.engine.lines import Line, read_lines
from landsea.insight.models import PublishedLine, Vintage
from landsea.insight.services.vintages import (
    BatchTransaction,
    Collection,
    LoadReport,
    load_vintage,
)
from landsea.kernel.errors import NotAllowed


def load_lines(
    rows: Iterable[Mapping[str, str | None]],
    *,
    source_file: str,
    by: Actor,
    now: datetime,
    in_batch: BatchTransaction | None = None,
) -> LoadReport:
    """Loads a table of published lines in the place of the one before; faults refuse all of it."""
    if not policies.can_load_published(by):
        raise NotAllowed
    lines, faults = read_lines(rows)
    if faults:
        return LoadReport(faults=tuple(faults))
    return load_vintage(_LINES, lines, source_file=source_file, by=by, now=now, in_batch=in_batch)


def _row(vintage: Vintage, line: Line) -> PublishedLine:
    return PublishedLine(
        vintage=vintage,
        row=line.row,
        area=line.area,
        area_names=line.area_names,
        period=line.period,
        starts_on=line.span.starts_on,
        ends_on=line.span.ends_on,
        measure=line.measure.value,
        value=line.value,
        currency=line.currency,
        change_percent=line.change_percent,
        published_on=line.published_on,
        status=line.status.value,
        source=line.source,
        address=line.address,
        licence=line.licence,
        note=line.note,
    )


def _write(vintage: Vintage, batch: Sequence[Line]) -> None:
    PublishedLine.objects.bulk_create(_row(vintage, each) for each in batch)


def _count(vintage: Vintage) -> int:
    return vintage.lines.count()


_LINES = Collection("lines", _write, _count)
