"""What a doctor asks of the foundation: what waits too long, what is gone, what no secret opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken

from landsea.foundation import files, second_factors
from landsea.foundation.keys import opens
from landsea.foundation.models import (
    Change,
    OutboxEntry,
    SigningKey,
    StoredFile,
    TaskRun,
    TaskState,
)

#: An event that was refused so often is not refused by chance.
_TRIED_OFTEN = 5
_WHY = "The doctor looks at the whole installation."


@dataclass(frozen=True, slots=True, kw_only=True)
class EventHealth:
    """Events of the outbox that are not delivered."""

    late: int
    refused: int
    last_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskHealth:
    """Background tasks that nobody works on, and those that have failed."""

    waiting: int
    abandoned: int
    failed: int


def look_at_events(*, now: datetime, patience: timedelta) -> EventHealth:
    """Counts events that should have been delivered before."""
    late = OutboxEntry.objects.filter(delivered_at__isnull=True, recorded_at__lt=now - patience)
    refused = late.filter(attempt_count__gte=_TRIED_OFTEN)
    return EventHealth(
        late=late.count(),
        refused=refused.count(),
        last_error=refused.order_by("-id").values_list("last_error", flat=True).first() or "",
    )


def look_at_tasks(*, now: datetime, patience: timedelta, failed_since: datetime) -> TaskHealth:
    """Counts tasks that should have been worked on before, and those that have failed."""
    runs = TaskRun.objects.unscoped(_WHY)
    return TaskHealth(
        waiting=runs.filter(state=TaskState.READY.value, run_after__lt=now - patience).count(),
        abandoned=runs.filter(
            state=TaskState.RUNNING.value, lease_until__lt=now - patience
        ).count(),
        failed=runs.filter(state=TaskState.FAILED.value, finished_at__gte=failed_since).count(),
    )


def find_latest_change() -> datetime | None:
    """Returns when the latest change was written down."""
    changes = Change.objects.unscoped(_WHY).order_by("-id")
    return changes.values_list("changed_at", flat=True).first()


def list_lost_files() -> Iterator[str]:
    """Lists the digests of stored files whose content is gone or has another size."""
    rows = StoredFile.objects.unscoped(_WHY).order_by("sha256").distinct()
    for digest, byte_count in rows.values_list("sha256", "byte_count").iterator():
        if files.find_content_size(digest) != byte_count:
            yield digest


def count_orphans() -> int:
    """Returns how much content no row names; the newest of it may be about to get its row."""
    named = set(StoredFile.objects.unscoped(_WHY).values_list("sha256", flat=True))
    return sum(digest not in named for digest in files.list_contents())


def list_sealed_for_ever() -> Iterator[str]:
    """Lists keys and second factors that none of the present secrets opens."""
    rows = SigningKey.objects.filter(revoked_at__isnull=True).order_by("id")
    yield from (f"signing key {row.kid}" for row in rows if not opens(row))
    for factor in Authenticator.objects.order_by("id").iterator():
        try:
            for name in second_factors.SEALED:
                if name in factor.data:
                    second_factors.unseal(factor.data[name])
        except InvalidToken:
            yield f"second factor {factor.pk}"
