"""What a worker makes of tasks: attempts, leases, retries; in one process."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from landsea.foundation import leases
from landsea.foundation.leases import Lease, LeaseLost
from landsea.foundation.models import TaskRun, TaskState
from landsea.foundation.worker import Worker
from landsea.kernel.clock import FixedClock
from tests.foundation import sample_tasks as sample

pytestmark = pytest.mark.django_db

LENGTH = timedelta(seconds=30)
#: Past any moment of this run: the suite takes minutes, and this is read at its start.
SOON = datetime.now(UTC) + timedelta(days=1)


def claim(worker_id: str = "a", now: datetime = SOON) -> tuple[TaskRun, Lease]:
    claimed = leases.claim(worker_id=worker_id, queues=(), length=LENGTH, now=now)
    assert claimed is not None
    return claimed


def run_all(now: datetime) -> TaskRun:
    Worker(clock=FixedClock(now)).run_until_idle()
    return TaskRun.objects.get()


def test_a_claimed_task_is_not_given_to_another_until_the_lease_is_over() -> None:
    sample.add.enqueue(1, 2)
    claim()

    just_before = leases.claim(
        worker_id="b", queues=(), length=LENGTH, now=SOON + LENGTH - timedelta(milliseconds=1)
    )
    run, _ = claim("b", SOON + LENGTH)

    assert just_before is None
    assert (run.attempt_count, run.leased_by, run.worker_ids) == (2, "b", ["a", "b"])


def test_who_lost_the_lease_writes_nothing_any_more() -> None:
    sample.add.enqueue(1, 2)
    _, lost = claim()
    claim("b", SOON + LENGTH)
    before = TaskRun.objects.values().get()

    for write in (
        lambda: leases.renew(lost, now=SOON),
        lambda: leases.succeed(lost, result=1, now=SOON),
        lambda: leases.fail(lost, ValueError(), now=SOON),
        lambda: leases.cancel(lost, now=SOON),
        lambda: leases.hand_back(lost),
        lambda: leases.write(lost, progress_done=9),
    ):
        with pytest.raises(LeaseLost):
            write()

    assert TaskRun.objects.values().get() == before


def test_a_lease_that_is_renewed_in_time_is_kept() -> None:
    sample.add.enqueue(1, 2)
    _, lease = claim()

    leases.renew(lease, now=SOON + LENGTH / 2)

    assert leases.claim(worker_id="b", queues=(), length=LENGTH, now=SOON + LENGTH) is None


def test_a_task_handed_back_is_as_if_the_attempt_had_not_begun() -> None:
    sample.add.enqueue(1, 2)
    _, lease = claim()

    leases.hand_back(lease)

    run = TaskRun.objects.get()
    assert (run.state, run.attempt_count, run.worker_ids) == (TaskState.READY, 0, [])
    assert (run.lease_until, run.lease_token) == (None, None)


def test_the_most_urgent_task_goes_first_then_the_oldest() -> None:
    sample.shout.enqueue("first")
    sample.shout.enqueue("second")
    sample.shout.using(priority=5).enqueue("urgent")

    words = [claim()[0].arguments["args"][0] for _ in range(3)]

    assert words == ["urgent", "first", "second"]


def test_a_worker_takes_only_from_its_queues() -> None:
    sample.add.enqueue(1, 2)

    elsewhere = leases.claim(worker_id="a", queues=["night"], length=LENGTH, now=SOON)
    here = leases.claim(worker_id="a", queues=["default"], length=LENGTH, now=SOON)

    assert elsewhere is None
    assert here is not None


def test_a_task_that_raises_is_tried_again_ever_later_and_then_given_up() -> None:
    sample.stumble.enqueue()
    now = SOON
    waits, states = [], []

    for _ in range(3):
        run = run_all(now)
        states.append(run.state)
        waits.append((run.run_after - now).total_seconds())
        now = max(now, run.run_after)

    assert states == [TaskState.READY, TaskState.READY, TaskState.FAILED]
    assert waits[:2] == [2, 4]
    run = TaskRun.objects.get()
    assert (run.error, run.error_type) == ("RuntimeError: no bread left", "builtins.RuntimeError")
    assert 'raise RuntimeError("no bread left")' in run.error_trace
    assert (run.attempt_count, run.finished_at) == (3, now)


def test_a_task_that_raises_is_not_tried_before_its_wait_is_over() -> None:
    sample.stumble.enqueue()
    run_all(SOON)

    run = run_all(SOON + timedelta(seconds=1.9))

    assert run.attempt_count == 1


def test_an_error_that_trying_again_can_not_mend_ends_the_task_at_once() -> None:
    sample.refuse.enqueue()

    run = run_all(SOON)

    assert (run.state, run.attempt_count) == (TaskState.FAILED, 1)
    assert run.error == (
        "There is nothing at this address. Check the address, or look for it by name."
    )


def test_a_task_that_this_version_lacks_says_so() -> None:
    sample.add.enqueue(1, 2)
    TaskRun.objects.update(task_path="landsea.foundation.nothing.here", max_attempts=1)

    run = run_all(SOON)

    assert run.state == TaskState.FAILED
    assert "landsea.foundation.nothing" in run.error


@pytest.mark.parametrize("path", ["os.getcwd", "tests.foundation.sample_tasks.make_effect"])
def test_a_row_can_not_make_a_worker_call_what_is_no_task(path: str) -> None:
    sample.add.enqueue(1, 2)
    TaskRun.objects.update(task_path=path, max_attempts=1)

    run = run_all(SOON)

    assert (run.state, run.error) == (TaskState.FAILED, f"ImportError: {path} is not a task.")


def test_a_task_goes_on_where_its_last_transaction_ended() -> None:
    sample.stumble_half_way.enqueue()

    run_all(SOON)
    half = sample.list_effects()
    run = run_all(SOON + timedelta(seconds=10))

    assert half == ["step 0"]
    assert sample.list_effects() == ["step 0", "step 1", "step 2"]
    assert (run.state, run.result, run.error) == (TaskState.SUCCEEDED, 2, "")


def test_a_task_that_kills_each_of_its_workers_is_given_up() -> None:
    sample.stumble.enqueue()
    now = SOON
    for number in range(3):
        claim(str(number), now)
        now += LENGTH

    nothing = leases.claim(worker_id="d", queues=(), length=LENGTH, now=now)

    run = TaskRun.objects.get()
    assert nothing is None
    assert (run.state, run.finished_at) == (TaskState.FAILED, now)
    assert run.error == "The worker (2) was gone before the task came to its end."


def test_a_task_whose_worker_died_after_it_was_cancelled_is_not_taken_up() -> None:
    sample.add.enqueue(1, 2)
    claim()
    TaskRun.objects.update(cancel_asked_at=SOON)

    nothing = leases.claim(worker_id="b", queues=(), length=LENGTH, now=SOON + LENGTH)

    assert nothing is None
    assert TaskRun.objects.get().state == TaskState.CANCELLED


def test_a_given_up_task_does_not_hide_the_next_one() -> None:
    sample.stumble.enqueue()
    claim()
    TaskRun.objects.update(cancel_asked_at=SOON)
    sample.add.enqueue(1, 2)

    run, _ = claim("b", SOON + LENGTH)

    assert run.task_path == "tests.foundation.sample_tasks.add"


def test_a_worker_that_is_stopping_takes_nothing_new() -> None:
    sample.add.enqueue(1, 2)
    worker = Worker(clock=FixedClock(SOON))
    worker.stopping.set()

    worker.run_until_idle()
    worker.run_forever()

    assert TaskRun.objects.get().state == TaskState.READY


def test_progress_can_not_be_told_with_a_lease_that_is_lost() -> None:
    sample.add.enqueue(1, 2)
    run, lease = claim()
    stranger = Lease(run_id=run.pk, token=uuid4(), length=LENGTH)

    with pytest.raises(LeaseLost), transaction.atomic():
        leases.write(stranger, progress_done=1)
    leases.write(lease, progress_done=0)

    assert TaskRun.objects.get().lease_token == lease.token


def test_each_attempt_has_a_token_of_its_own() -> None:
    sample.add.enqueue(1, 2)
    tokens: set[UUID] = set()

    for number in range(3):
        _, lease = claim("a", SOON + number * LENGTH)
        tokens.add(lease.token)

    assert len(tokens) == 3
