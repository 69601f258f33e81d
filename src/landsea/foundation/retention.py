"""How long each kind of rows is kept: modules declare it, `sweep_all` holds to it.

docs/reference/retention.md tells it to people; a test compares both.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models, transaction

from landsea.foundation.erasing import wipe_log
from landsea.foundation.rows import all_rows

Row = TypeVar("Row", bound=models.Model)
#: Removes at most so many rows that are over at an instant, and returns how many it removed.
Sweep = Callable[[datetime, int], int]

BATCH_SIZE = 1000
PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long one kind of rows is kept."""

    name: str
    #: The tables whose rows are of this kind: `app.Model`.
    tables: tuple[str, ...]
    #: How long after they are over; None where nothing is removed by itself.
    keeps: timedelta | None = None
    sweep: Sweep | None = None

    def __post_init__(self) -> None:
        if (self.keeps is None) != (self.sweep is None):
            raise ValueError(f"{self.name}: a period needs a sweep, and a sweep a period.")


_retentions: dict[str, Retention] = {}


def register_retention(
    name: str,
    *,
    tables: tuple[str, ...],
    keeps: timedelta | None = None,
    sweep: Sweep | None = None,
) -> None:
    """Declares how long a kind of rows is kept; called when the module's app is ready."""
    _retentions[name] = Retention(name=name, tables=tables, keeps=keeps, sweep=sweep)


def list_retentions() -> list[Retention]:
    """Lists all kinds, those of lower modules first."""
    return list(_retentions.values())


def sweep_all(*, now: datetime, between: Callable[[], None] = lambda: None) -> dict[str, int]:
    """Removes what is over, in small steps, and returns how many rows of each kind went."""
    counts = {
        each.name: _sweep(each.sweep, now, between)
        for each in list_retentions()
        if each.sweep is not None
    }
    wipe_log()
    return counts


def delete_batch(rows: "models.QuerySet[Row]", limit: int) -> int:
    """Removes the oldest rows of a query, at most `limit`; returns how many."""
    with transaction.atomic():
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
        all_rows(rows.model).filter(pk__in=keys).delete()
    return len(keys)


def _sweep(sweep: Sweep, now: datetime, between: Callable[[], None]) -> int:
    total = 0
    while True:
        removed = sweep(now, BATCH_SIZE)
        total += removed
        if removed < BATCH_SIZE:
            return total
        between()
        # SQLite's one writer is also the gate's.
        time.sleep(PAUSE_SECONDS)
