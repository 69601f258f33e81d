"""Tasks that the tests run, in this process and in workers that they start and kill."""

import time
from pathlib import Path
from uuid import UUID

import django_tasks

from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.models import Change
from landsea.foundation.tasks import TaskContext, ask_to_cancel, task
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import NotFound

EFFECT = "sample.effect"


def make_effect(key: str) -> None:
    """Leaves a row behind, so that a test can count how often this was done."""
    Change.objects.create(
        row_label=EFFECT,
        row_key=key,
        action="do",
        patch={},
        actor_kind=ActorKind.SYSTEM,
        changed_at=SystemClock().now(),
    )


def list_effects() -> list[str]:
    """Lists what was done, in order."""
    effects = Change.objects.filter(row_label=EFFECT).order_by("id")
    return list(effects.values_list("row_key", flat=True))


@task()
def add(context: TaskContext, first: int, second: int) -> int:
    """Returns a sum."""
    return first + second


@task(max_attempts=3)
def stumble(context: TaskContext) -> None:
    """Fails in a way that may be different the next time."""
    raise RuntimeError("no bread left")


@task()
def refuse(context: TaskContext) -> None:
    """Fails in a way that trying again does not mend."""
    raise NotFound


@task()
def return_what_json_lacks(context: TaskContext) -> UUID:
    """Returns what can't be stored."""
    return UUID(int=0)


@task()
def count_up(context: TaskContext, total: int, pause_seconds: float = 0.0) -> int:
    """Makes one effect a step, slowly, inside its transaction as well as outside."""
    for step in range(context.done, total):
        with context.transaction(done=step + 1, total=total, note=f"step {step}"):
            make_effect(f"step {step}")
            time.sleep(pause_seconds)
        time.sleep(pause_seconds)
    return total


@task()
def wait_for_file(context: TaskContext, path: str, is_polite: bool = True) -> None:
    """Waits for a file, then makes its effect; asks meanwhile whether to stop, if polite."""
    while not Path(path).exists():
        if is_polite:
            context.check_cancelled()
        time.sleep(0.02)
    with context.transaction(done=1, total=1):
        make_effect("waited")


@task()
def cancel_itself_half_way(context: TaskContext) -> None:
    """Is asked to stop when it has done two of four steps."""
    for step in range(4):
        with context.transaction(done=step + 1, total=4):
            make_effect(f"step {step}")
        if step == 1:
            ask_to_cancel(UUID(context.task_result.id), by=Actor.system(), now=context.clock.now())


@task()
def sleep(context: TaskContext, seconds: float) -> None:
    """Can't be interrupted."""
    time.sleep(seconds)


@task()
def stumble_half_way(context: TaskContext) -> int:
    """Fails at the second of three steps in its first attempt."""
    for step in range(context.done, 3):
        with context.transaction(done=step + 1, total=3):
            make_effect(f"step {step}")
            if step == 1 and context.attempt == 1:
                raise RuntimeError("slipped")
    return context.attempt


@django_tasks.task
def shout(word: str) -> str:
    """Takes no context, as the library allows."""
    return word.upper()
