"""Daily work is asked for once a day, however many workers look."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.models import KeptMail, TaskRun
from landsea.foundation.scheduling import Schedule, enqueue_due
from landsea.foundation.worker import Worker
from landsea.kernel.clock import FixedClock
from tests.foundation import sample_tasks

#: The hour from which on the tidying of that day is due.
DUE = datetime(2026, 11, 24, 18, tzinfo=UTC)
TIDY = "landsea.foundation.tidying.tidy"


def count_tasks() -> int:
    return TaskRun.objects.unscoped("test").filter(task_path=TIDY).count()


@pytest.mark.django_db
def test_daily_work_is_asked_for_once_between_one_hour_and_the_same_hour_next_day() -> None:
    times = [DUE, DUE + timedelta(hours=5), DUE + timedelta(hours=23, minutes=59)]

    asked = [[name for name in enqueue_due(now=now) if name == "tidy"] for now in times]
    next_day = enqueue_due(now=DUE + timedelta(days=1))

    assert asked == [["tidy"], [], []]
    assert "tidy" in next_day
    assert count_tasks() == 2


@pytest.mark.django_db
def test_work_of_a_night_in_which_nobody_worked_is_done_in_the_morning() -> None:
    enqueue_due(now=DUE)

    asked = enqueue_due(now=DUE + timedelta(days=1, hours=14))

    assert "tidy" in asked


@pytest.mark.django_db
def test_two_workers_ask_for_it_once() -> None:
    first, second = Schedule(), Schedule()

    first.turn(now=DUE)
    second.turn(now=DUE)

    assert count_tasks() == 1


@pytest.mark.django_db
def test_a_worker_asks_the_database_once_an_hour(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    schedule = Schedule()
    schedule.turn(now=DUE)

    with django_assert_num_queries(0):
        schedule.turn(now=DUE + timedelta(minutes=59))
    with CaptureQueriesContext(connection) as asked:
        schedule.turn(now=DUE + timedelta(minutes=60))

    assert len(asked) > 0


@pytest.mark.django_db
def test_a_worker_tidies_by_itself() -> None:
    KeptMail.objects.create(recipient="a@people.example", written_at=DUE - timedelta(days=31))
    stopping = threading.Event()
    worker = Worker(
        clock=FixedClock(datetime.now(UTC) + timedelta(days=100)),
        schedule=Schedule(),
        stopping=stopping,
        poll_seconds=0.01,
    )
    worker.schedule.turn(now=worker.clock.now())  # type: ignore[union-attr]  # set above

    worker.run_until_idle()

    run = TaskRun.objects.unscoped("test").get(task_path=TIDY)
    assert run.state == "succeeded"
    assert run.result is not None
    assert run.result["kept mail"] == 1
    assert not KeptMail.objects.exists()


@pytest.mark.django_db
def test_a_worker_that_leaves_it_to_others_asks_for_nothing() -> None:
    sample_tasks.add.enqueue(1, 2)

    Worker(clock=FixedClock(datetime.now(UTC) + timedelta(days=1))).run_until_idle()

    assert count_tasks() == 0
