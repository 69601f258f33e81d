"""Who works on a task: leases that are claimed, renewed, handed back and lost.

Each attempt gets a new token, and every write of a worker asks for it: a worker that was thought
dead and comes back finds its token gone and writes nothing (a fencing token: Kleppmann 2016,
"How to do distributed locking"). Clocks that differ between machines can therefore cost an attempt,
never an effect.
"""

import traceback
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.db.models import Q

from landsea.foundation.models import TaskRun, TaskState
from landsea.kernel.errors import LandseaError

FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(hours=1)
_THE_WORKER = "a worker does the work of all"


class LeaseLost(BaseException):
    """This worker was thought dead and the task was given away; what it does no longer counts.

    Not an `Exception`: a task that reports what went wrong with one row must not catch it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on one task for a while, shown by its token."""

    run_id: int
    token: UUID
    length: timedelta


def claim(
    *, worker_id: str, queues: Collection[str], length: timedelta, now: datetime
) -> tuple[TaskRun, Lease] | None:
    """Takes the most urgent task that is due, if there is one; never one that another holds."""
    # An idle worker looks without a lock: on SQLite the one writer is also the gate's.
    while _due(queues, now).exists():
        with transaction.atomic():
            due = _due(queues, now)
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            run = due.order_by("-priority", "run_after", "id").first()
            if run is None:  # another worker was faster
                return None
            if not _give_up(run, now):
                return run, _lease(run, worker_id, length, now)
    return None


def renew(lease: Lease, *, now: datetime) -> None:
    """Renews the lease from now on; in a transaction it also locks the task until the end."""
    write(lease, lease_until=now + lease.length, heartbeat_at=now)


def write(lease: Lease, **values: object) -> None:
    """Writes to the task's row, or raises `LeaseLost` and writes nothing."""
    held = TaskRun.objects.unscoped(_THE_WORKER).filter(
        pk=lease.run_id, lease_token=lease.token, state=TaskState.RUNNING.value
    )
    if not held.update(**values):
        raise LeaseLost(lease.run_id)


def succeed(lease: Lease, *, result: object, now: datetime) -> None:
    """Stores the result and ends the task."""
    _end(lease, TaskState.SUCCEEDED, now, result=result, error="", error_type="", error_trace="")


def cancel(lease: Lease, *, now: datetime) -> None:
    """Ends the task because somebody asked for it."""
    _end(lease, TaskState.CANCELLED, now)


def fail(lease: Lease, error: Exception, *, now: datetime) -> TaskState:
    """Notes the error and sets the next attempt, or ends the task when there is none; says which.

    The wait doubles from attempt to attempt. An error that tells the user what to mend (status
    4xx) would be the same next time, so it ends the task at once.
    """
    runs = TaskRun.objects.unscoped(_THE_WORKER)
    run = runs.only("attempt_count", "max_attempts").get(pk=lease.run_id)
    noted = {
        "error": _sentence(error),
        "error_type": f"{type(error).__module__}.{type(error).__qualname__}",
        "error_trace": "".join(traceback.format_exception(error)),
    }
    is_final = isinstance(error, LandseaError) and error.http_status < 500
    if is_final or run.attempt_count >= run.max_attempts:
        _end(lease, TaskState.FAILED, now, **noted)
        return TaskState.FAILED
    wait = min(FIRST_RETRY * 2 ** min(run.attempt_count - 1, 20), LONGEST_RETRY)
    write(lease, **_released(TaskState.READY), run_after=now + wait, **noted)
    return TaskState.READY


def hand_back(lease: Lease) -> None:
    """Gives the task to whoever is free, as if this attempt had not begun."""
    with transaction.atomic():
        runs = TaskRun.objects.unscoped(_THE_WORKER)
        run = runs.select_for_update().get(pk=lease.run_id)
        write(
            lease,
            **_released(TaskState.READY),
            attempt_count=run.attempt_count - 1,
            worker_ids=run.worker_ids[:-1],
        )


def _due(queues: Collection[str], now: datetime) -> "models.QuerySet[TaskRun]":
    waiting = Q(state=TaskState.READY.value, run_after__lte=now)
    abandoned = Q(state=TaskState.RUNNING.value, lease_until__lte=now)
    due = TaskRun.objects.unscoped(_THE_WORKER).filter(waiting | abandoned)
    return due.filter(queue__in=queues) if queues else due


def _lease(run: TaskRun, worker_id: str, length: timedelta, now: datetime) -> Lease:
    run.state = TaskState.RUNNING.value
    run.lease_token = uuid4()
    run.lease_until = now + length
    run.heartbeat_at = now
    run.leased_by = worker_id
    run.worker_ids = [*run.worker_ids, worker_id]
    run.attempt_count += 1
    run.started_at = run.started_at or now
    run.save()
    return Lease(run_id=run.pk, token=run.lease_token, length=length)


def _give_up(run: TaskRun, now: datetime) -> bool:
    """Ends an abandoned task that nobody wants any more or that kills each of its workers."""
    if run.state != TaskState.RUNNING:
        return False
    if run.cancel_asked_at is not None:
        run.state = TaskState.CANCELLED.value
    elif run.attempt_count >= run.max_attempts:
        run.state = TaskState.FAILED.value
        run.error = f"The worker ({run.leased_by}) was gone before the task came to its end."
        run.error_type = run.error_trace = ""
    else:
        return False
    run.lease_until = run.lease_token = None
    run.finished_at = now
    run.save()
    return True


def _end(lease: Lease, state: TaskState, now: datetime, **values: object) -> None:
    write(lease, **_released(state), finished_at=now, **values)


def _released(state: TaskState) -> dict[str, object]:
    return {"state": state.value, "lease_until": None, "lease_token": None}


def _sentence(error: Exception) -> str:
    if isinstance(error, LandseaError):
        return error.sentence
    return f"{type(error).__name__}: {error}"
