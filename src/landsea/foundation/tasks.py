"""Background tasks: how they are declared, asked for, watched and cancelled.

A task takes a `TaskContext` first. It may be run again after its worker was killed, so it makes
its effects in `context.transaction(done=…)`, which stores them together with how far it has come,
and goes on from `context.done`:

    @task()
    def import_places(context: TaskContext, source_id: int) -> int:
        rows = read_rows(source_id)
        for start in range(context.done, len(rows), 1000):
            batch = rows[start : start + 1000]
            with context.transaction(done=start + len(batch), total=len(rows)):
                store_places(batch)
        return len(rows)
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Concatenate, ParamSpec, Self, TypeVar
from uuid import UUID

import django_tasks
from django.db import transaction
from django_tasks.base import DEFAULT_TASK_QUEUE_NAME, Task

from landsea.foundation import leases
from landsea.foundation.actor import Actor
from landsea.foundation.leases import Lease, LeaseLost
from landsea.foundation.models import TaskRun, TaskState
from landsea.kernel.clock import Clock
from landsea.kernel.errors import NotFound

P = ParamSpec("P")
T = TypeVar("T")

MAX_ATTEMPTS = 5

__all__ = ["LeaseLost", "TaskCancelled", "TaskContext", "WorkerStopping", "task"]


class TaskCancelled(BaseException):
    """Somebody asked to stop this task. Not an `Exception`, for the reason given at `LeaseLost`."""


class WorkerStopping(BaseException):
    """The worker is about to end: the task goes back, and another worker takes it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTask(Task[P, T]):
    """A task of `django-tasks` that also says how often it may be tried, and for whom."""

    max_attempts: int = MAX_ATTEMPTS
    owner: UUID | None = None
    created_by: UUID | None = None

    def on_behalf_of(self, *, owner: UUID | None, subject: UUID | None) -> Self:
        """Returns the task with the organisation whose work it is and the subject who asks."""
        return replace(self, owner=owner, created_by=subject)


def task(
    *,
    queue_name: str = DEFAULT_TASK_QUEUE_NAME,
    priority: int = 0,
    max_attempts: int = MAX_ATTEMPTS,
) -> Callable[[Callable[Concatenate["TaskContext", P], T]], LeasedTask[P, T]]:
    """Makes a task of a function at a module's top level whose first argument is `context`."""

    def declare(run: Callable[Concatenate["TaskContext", P], T]) -> LeasedTask[P, T]:
        return LeasedTask(
            func=run,  # type: ignore[arg-type]  # the worker adds the context when it calls
            queue_name=queue_name,
            priority=priority,
            takes_context=True,
            max_attempts=max_attempts,
        )

    return declare


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskContext(django_tasks.TaskContext):
    """What a running task can ask and tell."""

    lease: Lease
    #: The subject of whoever asked for it.
    asked_by: UUID | None
    #: How far earlier attempts have come, as they stored it with their effects.
    done: int
    clock: Clock
    is_stopping: Callable[[], bool]

    @property
    def lease_token(self) -> UUID:
        return self.lease.token

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Tells those who watch how far the task is; costs one write, so call it once a batch."""
        now = self.clock.now()
        leases.write(
            self.lease,
            progress_done=done,
            progress_total=total,
            progress_note=note[:200],
            heartbeat_at=now,
            lease_until=now + self.lease.length,
        )

    def check_cancelled(self) -> None:
        """Raises when this attempt is to end here: cancelled, lease lost, or the worker stops."""
        runs = TaskRun.objects.unscoped("the task looks at itself")
        run = runs.only("lease_token", "cancel_asked_at").get(pk=self.lease.run_id)
        if run.lease_token != self.lease.token:
            raise LeaseLost(self.lease.run_id)
        if run.cancel_asked_at is not None:
            raise TaskCancelled
        if self.is_stopping():
            raise WorkerStopping

    @contextmanager
    def transaction(self, *, done: int, total: int | None = None, note: str = "") -> Iterator[None]:
        """Makes effects that count once: they are stored with the progress, or not at all.

        The lease is shown first, which locks the task's row, so a worker that lost its lease
        can't commit; and shown again at the end, because on PostgreSQL the heartbeat waits for
        that lock and the lease may have run out meanwhile.
        """
        self.check_cancelled()
        with transaction.atomic():
            leases.renew(self.lease, now=self.clock.now())
            yield
            self.progress(done, total, note)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProgress:
    """How far a task is, for a page that shows it."""

    public_id: UUID
    #: Which task it is: `module.function`.
    task_path: str
    state: TaskState
    done: int
    total: int | None
    note: str
    is_cancel_asked: bool
    error: str
    owner: UUID | None
    created_by: UUID | None

    @property
    def is_finished(self) -> bool:
        return self.state in {TaskState.SUCCEEDED, TaskState.FAILED, TaskState.CANCELLED}

    @property
    def has_succeeded(self) -> bool:
        return self.state is TaskState.SUCCEEDED


def get_progress(public_id: UUID, *, by: Actor) -> TaskProgress:
    """Returns how far a task is that the actor may see."""
    run = TaskRun.objects.visible_to(by).filter(public_id=public_id).first()
    if run is None:
        raise NotFound
    return TaskProgress(
        public_id=run.public_id,
        task_path=run.task_path,
        state=TaskState(run.state),
        done=run.progress_done,
        total=run.progress_total,
        note=run.progress_note,
        is_cancel_asked=run.cancel_asked_at is not None,
        error=run.error,
        owner=run.owner,
        created_by=run.created_by,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedTask:
    """Work that came to nothing, for whoever has to see to it."""

    public_id: UUID
    #: The function's name.
    name: str
    error: str
    failed_at: datetime


def list_failed(*, by: Actor, colleagues: Iterable[UUID] = (), since: datetime) -> list[FailedTask]:
    """Lists work that failed since an instant, newest first: the actor's and of some subjects.

    Whose work is the actor's business is known to the caller.
    """
    shared = TaskRun.objects.unscoped("work of the colleagues that the caller names")
    runs = TaskRun.objects.visible_to(by) | shared.filter(created_by__in=set(colleagues))
    failed = runs.filter(state=TaskState.FAILED, finished_at__gte=since)
    return [
        FailedTask(
            public_id=run.public_id,
            name=run.task_path.rpartition(".")[2],
            error=run.error,
            failed_at=run.finished_at,
        )
        for run in failed.order_by("-finished_at", "-id")
        if run.finished_at is not None
    ]


def ask_to_cancel(public_id: UUID, *, by: Actor, now: datetime) -> TaskState:
    """Cancels a waiting task at once, asks a running one to stop; returns where it stands.

    What a finished task did stays done.
    """
    with transaction.atomic():
        runs = TaskRun.objects.visible_to(by).select_for_update()
        run = runs.filter(public_id=public_id).first()
        if run is None:
            raise NotFound
        if run.state == TaskState.READY:
            run.state, run.finished_at, run.cancel_asked_at = TaskState.CANCELLED.value, now, now
        elif run.state == TaskState.RUNNING:
            run.cancel_asked_at = run.cancel_asked_at or now
        run.save(update_fields=["state", "finished_at", "cancel_asked_at"])
    return TaskState(run.state)
