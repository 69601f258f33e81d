"""Tasks as their callers see them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch

from landsea.foundation.actor import Actor
from landsea.foundation.models import TaskRun, TaskState
from landsea.foundation.tasks import TaskContext, ask_to_cancel, get_progress, task
from landsea.foundation.worker import Worker
from landsea.kernel.clock import FixedClock
from landsea.kernel.errors import NotFound
from tests.foundation import sample_tasks as sample

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()
OWNER, SUBJECT = UUID(int=1), UUID(int=2)


def worker_in(seconds: float = 0.0) -> Worker:
    """Returns a worker whose clock is ahead."""
    return Worker(clock=FixedClock(datetime.now(UTC) + timedelta(seconds=seconds)))


def test_a_task_runs_with_its_arguments_and_keeps_its_result() -> None:
    asked = sample.add.enqueue(2, second=3)
    worker_in().run_until_idle()

    result = sample.add.get_result(asked.id)

    assert (asked.status, result.status) == (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)
    assert (result.return_value, result.args, result.kwargs) == (5, [2], {"second": 3})
    assert (result.attempts, result.errors) == (1, [])


def test_a_task_without_a_context_runs_as_well() -> None:
    asked = sample.shout.enqueue("大足 dazu")
    worker_in().run_until_idle()

    asked.refresh()

    assert asked.return_value == "大足 DAZU"


def test_a_task_is_asked_for_only_if_the_act_around_it_happens() -> None:
    with transaction.atomic():
        sample.add.enqueue(1, 2)
        transaction.set_rollback(True)

    assert not TaskRun.objects.exists()


def test_a_task_knows_whose_work_it_is() -> None:
    asked = sample.add.on_behalf_of(owner=OWNER, subject=SUBJECT).enqueue(1, 2)

    progress = get_progress(UUID(asked.id), by=SYSTEM)

    assert (progress.owner, progress.created_by) == (OWNER, SUBJECT)


def test_a_task_for_later_waits_for_its_time() -> None:
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    asked = sample.add.using(run_after=in_an_hour).enqueue(1, 2)

    worker_in(3500).run_until_idle()
    asked.refresh()
    before = asked.status
    worker_in(3700).run_until_idle()
    asked.refresh()

    assert (before, asked.status) == (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)


def test_what_json_lacks_is_neither_taken_nor_returned() -> None:
    asked = sample.return_what_json_lacks.enqueue()

    with pytest.raises(TypeError, match="UUID"):
        sample.shout.enqueue(uuid4())  # type: ignore[arg-type]
    worker_in().run_until_idle()

    assert "Unsupported type" in get_progress(UUID(asked.id), by=SYSTEM).error


def test_an_unknown_result_and_that_of_another_task_are_told_apart() -> None:
    asked = sample.add.enqueue(1, 2)

    with pytest.raises(TaskResultDoesNotExist):
        sample.add.get_result(str(uuid4()))
    with pytest.raises(TaskResultDoesNotExist):
        sample.add.get_result("no id")
    with pytest.raises(TaskResultMismatch):
        sample.shout.get_result(asked.id)


def test_a_task_is_a_function_that_a_worker_can_import() -> None:
    def hidden(context: TaskContext) -> None: ...

    with pytest.raises(InvalidTaskError, match="module level"):
        task()(hidden)


def test_a_waiting_task_is_cancelled_at_once() -> None:
    asked = sample.add.enqueue(1, 2)

    state = ask_to_cancel(UUID(asked.id), by=SYSTEM, now=datetime.now(UTC))
    worker_in().run_until_idle()
    asked.refresh()

    assert state is TaskState.CANCELLED
    assert (asked.status, asked.attempts) == (TaskResultStatus.FAILED, 0)
    assert [error.exception_class_path for error in asked.errors] == [
        "landsea.foundation.tasks.TaskCancelled"
    ]


def test_a_running_task_stops_where_it_asks_and_what_it_did_stays_done() -> None:
    asked = sample.cancel_itself_half_way.enqueue()

    worker_in().run_until_idle()

    progress = get_progress(UUID(asked.id), by=SYSTEM)
    assert (progress.state, progress.done, progress.total) == (TaskState.CANCELLED, 2, 4)
    assert (progress.is_cancel_asked, progress.is_finished) == (True, True)
    assert sample.list_effects() == ["step 0", "step 1"]


def test_a_finished_task_can_not_be_cancelled() -> None:
    asked = sample.add.enqueue(1, 2)
    worker_in().run_until_idle()

    state = ask_to_cancel(UUID(asked.id), by=SYSTEM, now=datetime.now(UTC))

    assert state is TaskState.SUCCEEDED
    assert not get_progress(UUID(asked.id), by=SYSTEM).is_cancel_asked


def test_an_unknown_task_has_no_progress_and_is_not_cancelled() -> None:
    with pytest.raises(NotFound):
        get_progress(uuid4(), by=SYSTEM)
    with pytest.raises(NotFound):
        ask_to_cancel(uuid4(), by=SYSTEM, now=datetime.now(UTC))


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "asleep"},
        {"state": "running"},
        {"lease_token": UUID(int=1)},
        {"lease_until": datetime(2026, 5, 1, tzinfo=UTC)},
        {"state": "succeeded"},
        {"finished_at": datetime(2026, 5, 1, tzinfo=UTC)},
        {"attempt_count": 6},
        {"max_attempts": 0},
        {"progress_total": 3, "progress_done": 4},
        {"attempt_count": -1},
    ],
    ids=str,
)
def test_the_database_refuses_a_run_that_contradicts_itself(broken: dict[str, object]) -> None:
    sample.add.enqueue(1, 2)

    with pytest.raises(IntegrityError):
        TaskRun.objects.update(**broken)
