"""The outbox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import transaction

from landsea.foundation import outbox
from landsea.foundation.events import Event
from landsea.foundation.models import OutboxEntry, ReceivedEvent
from tests.foundation.processes import OwnDatabase
from tests.foundation.sample_tasks import list_effects, make_effect

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    event_name: ClassVar[str] = "sample.rang"

    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard(Event):
    event_name: ClassVar[str] = "sample.unheard"


broken: set[str] = set()


@outbox.receiver(Rang, name="sample.first")
def take_first(event: Rang, *, event_id: UUID) -> None:
    make_effect(f"first {event.times}")
    if "first" in broken:
        raise RuntimeError("out of order")


@outbox.receiver(Rang, name="sample.second")
def take_second(event: Rang, *, event_id: UUID) -> None:
    make_effect(f"second {event.times}")
    if "second" in broken:
        raise RuntimeError("out of order")


@pytest.fixture(autouse=True)
def receivers_are_whole() -> Iterator[None]:
    broken.clear()
    yield
    broken.clear()


def record(times: int, now: datetime = NOW) -> UUID:
    with transaction.atomic():
        return outbox.record(Rang(times=times), now=now)


def test_an_event_is_taken_by_each_receiver_once_however_often_it_is_delivered() -> None:
    event_id = record(3)

    delivered = [outbox.deliver(now=NOW), outbox.deliver(now=NOW)]
    OutboxEntry.objects.update(delivered_at=None)  # as if the worker died before it noted this
    delivered.append(outbox.deliver(now=NOW))

    assert delivered == [1, 0, 1]
    assert list_effects() == ["first 3", "second 3"]
    assert set(ReceivedEvent.objects.values_list("event_id", flat=True)) == {event_id}


def test_an_event_of_an_act_that_is_rolled_back_was_never_there() -> None:
    with transaction.atomic():
        outbox.record(Rang(times=1), now=NOW)
        transaction.set_rollback(True)

    assert (outbox.count_waiting(), outbox.deliver(now=NOW)) == (0, 0)


def test_a_receiver_that_fails_leaves_nothing_and_is_tried_again_alone() -> None:
    record(1)
    broken.add("second")

    failed = outbox.deliver(now=NOW)
    broken.clear()
    too_early = outbox.deliver(now=NOW + timedelta(seconds=1))
    in_time = outbox.deliver(now=NOW + timedelta(seconds=10))

    assert (failed, too_early, in_time) == (0, 0, 1)
    assert list_effects() == ["first 1", "second 1"]
    entry = OutboxEntry.objects.get()
    assert (entry.attempt_count, entry.last_error) == (2, "")


def test_a_broken_receiver_holds_up_no_other_event() -> None:
    record(1)
    broken.add("first")
    outbox.deliver(now=NOW)
    broken.clear()
    record(2)

    delivered = outbox.deliver(now=NOW)

    assert delivered == 1
    assert list_effects() == ["first 2", "second 2"]


def test_waits_grow_and_end_at_an_hour() -> None:
    record(1)
    broken.add("first")
    now = NOW
    waits = []

    for _ in range(14):
        outbox.deliver(now=now)
        due_at = OutboxEntry.objects.get().due_at
        waits.append((due_at - now).total_seconds())
        now = due_at

    assert waits[:3] == [4, 8, 16]
    assert waits[-1] == 3600
    assert OutboxEntry.objects.get().last_error == "sample.first: RuntimeError: out of order"


def test_events_are_delivered_oldest_first_and_never_more_than_asked() -> None:
    for times in (1, 2, 3):
        record(times, NOW + timedelta(seconds=times))

    delivered = outbox.deliver(now=NOW + timedelta(seconds=9), limit=2)

    assert delivered == 2
    assert list_effects() == ["first 1", "second 1", "first 2", "second 2"]
    assert outbox.count_waiting() == 1


def test_more_than_one_batch_is_delivered_in_one_call() -> None:
    with transaction.atomic():
        for _ in range(outbox.BATCH_SIZE + 5):
            outbox.record(Unheard(), now=NOW)

    delivered = outbox.deliver(now=NOW)

    assert delivered == outbox.BATCH_SIZE + 5
    assert outbox.count_waiting() == 0


RACE = """
import threading
from dataclasses import dataclass
from typing import ClassVar
from django.db import connection, transaction
from landsea.foundation import outbox
from landsea.foundation.events import Event

@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    event_name: ClassVar[str] = "sample.rang"
    times: int

@outbox.receiver(Rang, name="sample.race")
def take(event, *, event_id):
    sample.make_effect(str(event.times))

with transaction.atomic():
    for times in range(250):
        outbox.record(Rang(times=times), now=now())

def deliver():
    while outbox.count_waiting():
        outbox.deliver(now=now())
    connection.close()

threads = [threading.Thread(target=deliver) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(outbox.count_waiting())
"""


@pytest.mark.slow
def test_workers_that_deliver_at_once_deliver_each_event_once(database: OwnDatabase) -> None:
    printed = database.script(RACE)

    assert printed == "0"
    assert sorted(map(int, database.effects())) == list(range(250))


def test_a_receiver_registered_again_is_not_called_twice() -> None:
    outbox.receiver(Rang, name="sample.first")(take_first)
    record(1)

    outbox.deliver(now=NOW)

    assert list_effects() == ["first 1", "second 1"]
