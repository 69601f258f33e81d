"""The worker: delivers the outbox and runs background tasks, one at a time."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django_tasks.utils import normalize_json

from landsea.foundation import leases, outbox
from landsea.foundation.backend import find_task, result_of
from landsea.foundation.heartbeat import Heartbeat
from landsea.foundation.leases import Lease, LeaseLost
from landsea.foundation.models import TaskRun
from landsea.foundation.scheduling import Schedule
from landsea.foundation.tasks import TaskCancelled, TaskContext, WorkerStopping
from landsea.kernel.clock import Clock, SystemClock

logger = logging.getLogger(__name__)

#: A worker whose database is gone asks again after the poll, then ever later up to this.
LONGEST_PAUSE_SECONDS = 10.0
#: How often an outcome is written again when the database refuses it.
_WRITE_ATTEMPTS = 3


def make_worker_id() -> str:
    """Returns a name that no other worker has: machine, process and four random digits."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(2)}"


def lease_length() -> timedelta:
    """Returns how long a worker may be silent before its task is given to another."""
    return timedelta(seconds=settings.LANDSEA_LEASE_SECONDS)


@dataclass(kw_only=True)
class Worker:
    """One process's loop; `stopping` is set from outside to end it."""

    queues: Collection[str] = ()
    poll_seconds: float = 0.5
    clock: Clock = field(default_factory=SystemClock)
    lease_length: timedelta = field(default_factory=lease_length)
    stopping: threading.Event = field(default_factory=threading.Event)
    worker_id: str = field(default_factory=make_worker_id)
    #: None for a worker that leaves it to others to ask for daily work.
    schedule: Schedule | None = None

    def run_forever(self) -> None:
        """Works until it is told to stop; outlives a database that is locked or gone."""
        pause = self.poll_seconds
        logger.info("Worker started", extra={"worker": self.worker_id})
        while not self.stopping.is_set():
            try:
                close_old_connections()
                if self.schedule is not None:
                    self.schedule.turn(now=self.clock.now())
                did_something = self.turn()
                pause = self.poll_seconds
            except Error as error:
                logger.warning("The database failed: %s", error, extra={"worker": self.worker_id})
                connection.close()
                did_something = False
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            if not did_something:
                self.stopping.wait(pause)
        logger.info("Worker stopped", extra={"worker": self.worker_id})

    def run_until_idle(self) -> None:
        """Delivers what waits in the outbox and runs what is due, until nothing is left."""
        while not self.stopping.is_set() and self.turn():
            pass

    def turn(self) -> bool:
        """Delivers what waits, then runs one task; says whether there was anything to do."""
        delivered = outbox.deliver(now=self.clock.now())
        claimed = leases.claim(
            worker_id=self.worker_id,
            queues=self.queues,
            length=self.lease_length,
            now=self.clock.now(),
        )
        if claimed is not None:
            self._run(*claimed)
        return bool(delivered) or claimed is not None

    def _run(self, run: TaskRun, lease: Lease) -> None:
        told = {
            "task": run.task_path,
            "run": str(run.public_id),
            "attempt": run.attempt_count,
            "worker": self.worker_id,
        }
        logger.info("Task started", extra=told)
        try:
            with Heartbeat(lease, self.clock):
                outcome, write = self._attempt(run, lease)
            _write_surely(write)
        except LeaseLost:
            logger.warning("Task was given to another worker", extra=told)
        else:
            logger.info("Task %s", outcome, extra=told)

    def _attempt(self, run: TaskRun, lease: Lease) -> tuple[str, Callable[[], object]]:
        """Runs the task; returns what became of it and how to write that down."""
        try:
            result = self._call(run, lease)
        except TaskCancelled:
            return "cancelled", lambda: leases.cancel(lease, now=self.clock.now())
        except WorkerStopping:
            return "handed back", lambda: leases.hand_back(lease)
        except Exception as error:  # whatever a task raises ends its attempt, not the worker
            failure = error
            logger.exception("Task raised", extra={"run": str(run.public_id)})
            return "raised", lambda: leases.fail(lease, failure, now=self.clock.now())
        return "succeeded", lambda: leases.succeed(lease, result=result, now=self.clock.now())

    def _call(self, run: TaskRun, lease: Lease) -> object:
        task = find_task(run)
        arguments, named = run.arguments["args"], run.arguments["kwargs"]
        if not task.takes_context:
            return normalize_json(task.call(*arguments, **named))
        context = TaskContext(
            task_result=result_of(run, task),
            lease=lease,
            asked_by=run.created_by,
            done=run.progress_done,
            clock=self.clock,
            is_stopping=self.stopping.is_set,
        )
        return normalize_json(task.call(context, *arguments, **named))


def _write_surely(write: Callable[[], object]) -> None:
    """Writes an outcome, again if need be; if it can't, the lease runs out and another goes on."""
    for attempt in range(1, _WRITE_ATTEMPTS + 1):
        try:
            write()
            return
        except Error:
            if attempt == _WRITE_ATTEMPTS:
                raise
            connection.close()
