"""Background work: what was asked for, who is at it, how far it is."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class TaskState(StrEnum):
    """Where a piece of background work stands."""

    READY = "ready"  #: waits for a worker, or for its time to come
    RUNNING = "running"  #: a worker holds the lease and works on it
    SUCCEEDED = "succeeded"  #: it came to its end; the result is stored
    FAILED = "failed"  #: it was tried as often as it may be, or can't be mended by trying again
    CANCELLED = "cancelled"  #: somebody asked to stop it, and it stopped


#: Plain texts, so that migrations keep the words and not the code's names for them.
_STATES = [state.value for state in TaskState]
_RUNNING = TaskState.RUNNING.value
_FINISHED = [state.value for state in (TaskState.SUCCEEDED, TaskState.FAILED, TaskState.CANCELLED)]


class TaskRun(models.Model):
    """One call of a task, held by at most one worker at a time through a lease."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    task_path = models.CharField(max_length=200)
    #: `{"args": […], "kwargs": {…}}`
    arguments = models.JSONField()
    queue = models.CharField(max_length=40)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=20, default=TaskState.READY.value)
    run_after = models.DateTimeField()
    #: Attempts begun, those of killed workers too.
    attempt_count = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField()

    lease_until = models.DateTimeField(null=True, blank=True)
    #: New for each attempt: whoever can't show it any more has lost the task and writes nothing.
    lease_token = models.UUIDField(null=True, blank=True)
    #: The worker of the latest attempt, kept when it is over.
    leased_by = models.CharField(max_length=100, blank=True)
    #: The worker of each attempt, in order.
    worker_ids = models.JSONField(default=list)
    heartbeat_at = models.DateTimeField(null=True, blank=True)

    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(null=True, blank=True)
    progress_note = models.CharField(max_length=200, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)

    result = models.JSONField(null=True, blank=True)
    #: What went wrong last, in a sentence; the type and the trace are for whoever repairs it.
    error = models.TextField(blank=True)
    error_type = models.CharField(max_length=200, blank=True)
    error_trace = models.TextField(blank=True)

    #: Public id of the organisation whose work it is, and the subject of whoever asked for it.
    owner = models.UUIDField(null=True, blank=True)
    created_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-priority", "run_after", "id"],
                name="task_run_due",
                condition=Q(state=TaskState.READY.value),
            ),
            models.Index(
                fields=["lease_until"], name="task_run_lease", condition=Q(state=_RUNNING)
            ),
            models.Index(fields=["owner", "-id"], name="task_run_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_STATES), name="task_run_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=_RUNNING, lease_until__isnull=False, lease_token__isnull=False)
                | (~Q(state=_RUNNING) & Q(lease_until__isnull=True, lease_token__isnull=True)),
                name="task_run_is_leased_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_FINISHED, finished_at__isnull=False)
                | (~Q(state__in=_FINISHED) & Q(finished_at__isnull=True)),
                name="task_run_end_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(attempt_count__lte=F("max_attempts"), max_attempts__gte=1),
                name="task_run_attempts_are_bounded",
            ),
            models.CheckConstraint(
                condition=Q(progress_total__isnull=True)
                | Q(progress_done__lte=F("progress_total")),
                name="task_run_progress_is_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_path} {self.public_id} ({self.state})"
