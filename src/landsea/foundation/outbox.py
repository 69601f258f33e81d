"""The outbox: events are recorded with the act and delivered later, at least once.

A receiver runs in one transaction with the proof that it has run, so that for receivers that only
write to the database "at least once" becomes "once".
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction

from landsea.foundation.events import Event
from landsea.foundation.models import OutboxEntry, ReceivedEvent

logger = logging.getLogger(__name__)

AnyEvent = TypeVar("AnyEvent", bound=Event)

#: Entries delivered in one transaction: SQLite's one writer is also the gate's.
BATCH_SIZE = 100
PAUSE_SECONDS = 0.02
_FIRST_RETRY = timedelta(seconds=2)
_LONGEST_RETRY = timedelta(hours=1)
_OVERDUE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Receiver:
    name: str
    event_type: type[Event]
    take: Callable[..., None]


_receivers: dict[str, list[_Receiver]] = defaultdict(list)


def record(event: Event, *, now: datetime) -> UUID:
    """Records an event in the running transaction and returns its id."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded inside the transaction of its act.")
    entry = OutboxEntry(
        event_name=event.event_name, payload=event.as_payload(), recorded_at=now, due_at=now
    )
    entry.save(force_insert=True)
    return entry.event_id


def receiver(
    event_type: type[AnyEvent], *, name: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Registers a function `take(event, *, event_id)` under a name that never changes."""

    def register(take: Callable[..., None]) -> Callable[..., None]:
        known = _receivers[event_type.event_name]
        if all(each.name != name for each in known):
            known.append(_Receiver(name, event_type, take))
        return take

    return register


def deliver(*, now: datetime, limit: int = 1000) -> int:
    """Delivers entries that are due, oldest first; returns how many were finished."""
    finished = 0
    tried = 0
    while tried < limit:
        with transaction.atomic():
            waiting = OutboxEntry.objects.filter(delivered_at__isnull=True, due_at__lte=now)
            if connection.features.has_select_for_update_skip_locked:
                waiting = waiting.select_for_update(skip_locked=True)
            batch = list(waiting.order_by("due_at", "id")[: min(BATCH_SIZE, limit - tried)])
            finished += sum(_deliver_entry(entry, now) for entry in batch)
        tried += len(batch)
        if len(batch) < BATCH_SIZE:
            break
        time.sleep(PAUSE_SECONDS)
    return finished


def count_waiting() -> int:
    """Returns how many entries are not delivered yet."""
    return OutboxEntry.objects.filter(delivered_at__isnull=True).count()


def has_overdue(*, now: datetime) -> bool:
    """Says whether an event waits for so long that the worker is broken or stopped."""
    return OutboxEntry.objects.filter(
        delivered_at__isnull=True, recorded_at__lte=now - _OVERDUE
    ).exists()


def _deliver_entry(entry: OutboxEntry, now: datetime) -> bool:
    for each in _receivers.get(entry.event_name, []):
        try:
            with transaction.atomic():
                _take(each, entry, now)
        except Exception as error:  # one broken receiver must not hold up all other events
            logger.exception("Receiver %s failed on %s", each.name, entry.event_id)
            _postpone(entry, now, f"{each.name}: {type(error).__name__}: {error}")
            return False
    entry.delivered_at = now
    entry.attempt_count += 1
    entry.last_error = ""
    entry.save(update_fields=["delivered_at", "attempt_count", "last_error"])
    return True


def _take(each: _Receiver, entry: OutboxEntry, now: datetime) -> None:
    proof = ReceivedEvent.objects.filter(event_id=entry.event_id, receiver=each.name)
    if proof.exists():
        return
    ReceivedEvent.objects.create(event_id=entry.event_id, receiver=each.name, received_at=now)
    each.take(each.event_type.from_payload(entry.payload), event_id=entry.event_id)


def _postpone(entry: OutboxEntry, now: datetime, error: str) -> None:
    entry.attempt_count += 1
    entry.last_error = error
    entry.due_at = now + min(_FIRST_RETRY * 2 ** min(entry.attempt_count, 20), _LONGEST_RETRY)
    entry.save(update_fields=["attempt_count", "last_error", "due_at"])
