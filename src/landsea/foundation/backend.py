"""The backend of `django-tasks` that keeps tasks as `TaskRun` rows (see decision 0003)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from landsea.foundation.models import TaskRun, TaskState
from landsea.foundation.tasks import LeasedTask, TaskCancelled
from landsea.kernel.clock import SystemClock

T = TypeVar("T")

_STATUS = {
    TaskState.READY: TaskResultStatus.READY,
    TaskState.RUNNING: TaskResultStatus.RUNNING,
    TaskState.SUCCEEDED: TaskResultStatus.SUCCESSFUL,
    TaskState.FAILED: TaskResultStatus.FAILED,
    # The library knows no cancelled tasks; the error of such a result is `TaskCancelled`.
    TaskState.CANCELLED: TaskResultStatus.FAILED,
}


class TaskRunBackend(BaseTaskBackend):
    """Stores what is enqueued in the caller's transaction, so that both happen or neither."""

    task_class = LeasedTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(
        self, task: Task[..., T], args: Sequence[object], kwargs: Mapping[str, object]
    ) -> TaskResult[T]:
        # The library's interface has no place for the time.
        now = SystemClock().now()
        if not isinstance(task, LeasedTask):
            raise InvalidTaskError(f"{task.module_path} was declared for another backend.")
        run = TaskRun.objects.create(
            task_path=task.module_path,
            arguments=normalize_json({"args": list(args), "kwargs": dict(kwargs)}),
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after or now,
            max_attempts=task.max_attempts,
            owner=task.owner,
            created_by=task.created_by,
            created_at=now,
        )
        return result_of(run, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        try:
            runs = TaskRun.objects.unscoped("get_progress asks who may see it")
            run = runs.get(public_id=UUID(result_id))
        except (TaskRun.DoesNotExist, ValueError, ValidationError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return result_of(run, find_task(run))


def find_task(run: TaskRun) -> Task[..., Any]:
    """Returns the task that a row is a call of; raises `ImportError` when this version lacks it."""
    found = import_string(run.task_path)
    if not isinstance(found, Task):
        raise ImportError(f"{run.task_path} is not a task.")
    return found.using(priority=run.priority, queue_name=run.queue, run_after=run.run_after)


def result_of(run: TaskRun, task: Task[..., T]) -> TaskResult[T]:
    """Returns a row as the library shows it."""
    state = TaskState(run.state)
    result: TaskResult[T] = TaskResult(
        task=task,
        id=str(run.public_id),
        status=_STATUS[state],
        enqueued_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        last_attempted_at=run.heartbeat_at,
        args=run.arguments["args"],
        kwargs=run.arguments["kwargs"],
        backend=task.backend,
        errors=_errors(run, state),
        worker_ids=run.worker_ids,
    )
    # A frozen value whose result the library sets in this way too.
    object.__setattr__(result, "_return_value", run.result)
    return result


def _errors(run: TaskRun, state: TaskState) -> list[TaskError]:
    if state is TaskState.CANCELLED:
        path = f"{TaskCancelled.__module__}.{TaskCancelled.__qualname__}"
        return [TaskError(exception_class_path=path, traceback="")]
    if not run.error_type:
        return []
    return [TaskError(exception_class_path=run.error_type, traceback=run.error_trace)]
