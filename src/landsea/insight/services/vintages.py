"""States of a collection of published figures: written in batches, current when complete."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.insight import policies
from landsea.insight.engine.arrivals import Fault, Observation
from landsea.insight.engine.lines import Line
from landsea.insight.models import Vintage
from landsea.members import queries as members

BATCH_SIZE = 1000
PAUSE_SECONDS = 0.02

Stated = TypeVar("Stated", Observation, Line)
#: Opens the transaction of a batch; takes how many rows are done with it, and of how many.
BatchTransaction = Callable[[int, int], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a loading did; with faults it did nothing."""

    row_count: int = 0
    is_unchanged: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection(Generic[Stated]):
    """Where the figures of a collection are written, and how many of a state are."""

    name: str
    write: Callable[[Vintage, Sequence[Stated]], None]
    count: Callable[[Vintage], int]


def load_vintage(
    collection: Collection[Stated],
    figures: Sequence[Stated],
    *,
    source_file: str,
    by: Actor,
    now: datetime,
    in_batch: BatchTransaction | None = None,
) -> LoadReport:
    """Writes figures as a collection's new state; the very same figures again change nothing.

    They become what readers see only when all are written; a loading that was cut off goes on
    where it was.
    """
    dataset, digest = collection.name, _digest(figures)
    current = Vintage.objects.filter(
        dataset=dataset, completed_at__isnull=False, superseded_at__isnull=True
    ).first()
    if current is not None and current.sha256 == digest:
        return LoadReport(row_count=len(figures), is_unchanged=True)
    vintage, _is_new = Vintage.objects.get_or_create(
        dataset=dataset,
        sha256=digest,
        completed_at=None,
        defaults={
            "file_name": source_file[:200],
            "row_count": len(figures),
            "begun_at": now,
        },
    )
    _write(collection, vintage, figures, in_batch or _plain_transaction)
    _make_current(vintage, by=by, now=now)
    return LoadReport(row_count=len(figures))


def _plain_transaction(done: int, total: int) -> AbstractContextManager[object]:
    return transaction.atomic()


def _write(
    collection: Collection[Stated],
    vintage: Vintage,
    figures: Sequence[Stated],
    in_batch: BatchTransaction,
) -> None:
    written = collection.count(vintage)
    total = len(figures)
    for start in range(written, total, BATCH_SIZE):
        if start > written:
            time.sleep(PAUSE_SECONDS)
        batch = figures[start : start + BATCH_SIZE]
        with in_batch(start + len(batch), total):
            collection.write(vintage, batch)


def _make_current(vintage: Vintage, *, by: Actor, now: datetime) -> None:
    with transaction.atomic():
        vintage = Vintage.objects.select_for_update().get(pk=vintage.pk)
        # A worker that was thought dead may come here after the one that took over: it would
        # supersede the very vintage that readers see.
        if vintage.completed_at is not None:
            return
        Vintage.objects.filter(
            dataset=vintage.dataset, completed_at__isnull=False, superseded_at__isnull=True
        ).update(superseded_at=now)
        vintage.completed_at = now
        vintage.save(update_fields=["completed_at"])
        changelog.record(
            vintage,
            action="load",
            by=by,
            now=now,
            alliance=_alliance_of(by),
            patch={
                "file_name": [None, vintage.file_name],
                "sha256": [None, vintage.sha256],
                "rows": [None, vintage.row_count],
            },
        )


def _alliance_of(by: Actor) -> UUID | None:
    """Returns the alliance for which somebody loads figures: the first, if there are several."""
    found = members.list_alliances_by_ids(policies.list_loading_alliances(by))
    return next((each.public_id for each in found.values()), None)


def _digest(figures: Sequence[Stated]) -> str:
    text = json.dumps([asdict(each) for each in figures], default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
