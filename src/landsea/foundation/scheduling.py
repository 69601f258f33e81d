"""Daily work without cron: the first worker to look asks for it, the others find it asked for."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from landsea.foundation import idempotency
from landsea.foundation.tasks import LeasedTask

logger = logging.getLogger(__name__)

_SCOPE = "schedule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """A task that is asked for once a day, from an hour (UTC) on, later if nobody works then."""

    name: str
    task: "LeasedTask[[], Any]"
    hour: int


_dailies: dict[str, Daily] = {}


def daily(name: str, task: "LeasedTask[[], Any]", *, hour: int) -> None:
    """Has a task without arguments asked for each day; called when the module's app is ready."""
    _dailies[name] = Daily(name=name, task=task, hour=hour)


def list_dailies() -> list[Daily]:
    """Lists what is asked for each day."""
    return list(_dailies.values())


def enqueue_due(*, now: datetime) -> list[str]:
    """Asks for what was not asked for yet since its hour came last; returns what it asked for."""
    return [each.name for each in list_dailies() if _enqueue_once(each, now)]


def _enqueue_once(each: Daily, now: datetime) -> bool:
    def act() -> idempotency.Answer:
        each.task.enqueue()
        return idempotency.Answer(200, None)

    # The day's key is stored with the task: however many workers ask, it is there once.
    day = (now.astimezone(UTC) - timedelta(hours=each.hour)).date()
    answer = idempotency.run_once(
        act, scope=_SCOPE, key=f"{each.name} {day.isoformat()}", body=b"", now=now
    )
    return not answer.is_replay


class Schedule:
    """What one worker remembers, so that it asks the database once an hour and no more."""

    def __init__(self) -> None:
        self._asked_at: tuple[object, int] | None = None

    def turn(self, *, now: datetime) -> None:
        """Asks for what is due, once an hour."""
        hour = (now.astimezone(UTC).date(), now.astimezone(UTC).hour)
        if hour == self._asked_at:
            return
        for name in enqueue_due(now=now):
            logger.info("Daily work is due", extra={"work": name})
        self._asked_at = hour
