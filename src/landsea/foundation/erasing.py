"""Erasure: a person goes, the accounts stay right.

First, in one transaction, all goes that is about the person. Then, in small steps, the subject is
replaced in the rows that stay; a worker does this, however many rows there are.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.ids import uuid7
from landsea.foundation.models import Change, Erasure
from landsea.foundation.personal_data import Holding, Person, find_person, list_holdings
from landsea.foundation.rows import all_rows
from landsea.foundation.tasks import TaskContext, task

logger = logging.getLogger(__name__)

BATCH_SIZE = 1000
PAUSE_SECONDS = 0.02
#: What the change log calls it.
ACTION = "erase"
#: How the change log writes the roles of somebody who has none.
_WITHOUT_ROLE = (ActorKind.ANONYMOUS.value, ActorKind.PERSON.value)
_WIPE_ATTEMPTS = 20
_WIPE_PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ErasureValue:
    """That somebody was erased, by a digest that names nobody."""

    digest: str
    erased_at: datetime


def erase_person(person: Person, *, by: Actor, now: datetime) -> dict[str, int]:
    """Erases a person and returns how many rows of each kind went.

    Rows that stay (see `Holding.is_trace`) lose the subject when `finish_erasures` has run.
    """
    with transaction.atomic():
        _check(person)
    counts = _erase(person, is_first=True)
    with transaction.atomic():
        _check(person)
        counts |= _erase(person, is_first=False)
        _record(by, now)
        if person.subject is not None:
            Erasure.objects.update_or_create(
                subject_sha256=digest_of(person.subject),
                defaults={"subject": person.subject, "erased_at": now},
            )
        finish.enqueue()
    logger.info("Person erased", extra={"rows": sum(counts.values())})
    return counts


@task(max_attempts=20)
def finish(context: TaskContext) -> int:
    """Replaces the subjects of erased people in the rows that stay."""
    return finish_erasures(between=context.check_cancelled)


def finish_erasures(*, between: Callable[[], None] = lambda: None) -> int:
    """Replaces the subjects of erased people in the rows that stay; returns in how many rows."""
    waiting = Erasure.objects.filter(subject__isnull=False).order_by("id")
    if not waiting:
        return 0
    replaced = 0
    for erasure in waiting:
        nobody = uuid4()
        for column in _subject_columns(each for each in list_holdings() if each.is_trace):
            replaced += _replace(column, erasure.subject, nobody, between)
        Erasure.objects.filter(pk=erasure.pk).update(subject=None)
    wipe_log()
    return replaced


def erase_again(digests: Iterable[str], *, now: datetime) -> int:
    """Erases those whose digests are given, say after an older backup was restored."""
    wanted = frozenset(digests)
    erased = 0
    for subject in sorted(_list_subjects()):
        if digest_of(subject) in wanted:
            erase_person(find_person(str(subject)), by=Actor.system(), now=now)
            erased += 1
    return erased


def list_erasures() -> list[ErasureValue]:
    """Lists the erasures that are known, oldest first."""
    rows = Erasure.objects.order_by("id")
    return [ErasureValue(row.subject_sha256, row.erased_at) for row in rows]


def digest_of(subject: UUID) -> str:
    """Returns the digest under which an erased subject is known."""
    return hashlib.sha256(subject.bytes).hexdigest()


def wipe_log() -> None:
    """Empties SQLite's write-ahead log, in which deleted rows can still be read.

    Does nothing while somebody reads for long, say a backup: the next one to wipe will.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        ((patience,),) = cursor.execute("PRAGMA busy_timeout").fetchall()
        # Who waits for readers here holds up all writers meanwhile.
        cursor.execute("PRAGMA busy_timeout=50")
        try:
            for _attempt in range(_WIPE_ATTEMPTS):
                ((is_busy, *_rest),) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                if not is_busy:
                    return
                time.sleep(_WIPE_PAUSE_SECONDS)
        finally:
            cursor.execute(f"PRAGMA busy_timeout={int(patience)}")
    logger.warning("The write-ahead log could not be emptied: somebody reads for long")


def forget_acts(person: Person, row_label: str, row_keys: Iterable[str]) -> None:
    """Takes out of the change log who acted on what had been a person's own.

    A subject that replaces the old one in all lines alike would still tell that these rows belong
    together.
    """
    keys = list(row_keys)
    by_the_person = Q(actor_subject=person.subject) | Q(actor_roles__in=_WITHOUT_ROLE)
    for start in range(0, len(keys), BATCH_SIZE):
        Change.objects.unscoped("erasure").filter(
            by_the_person, row_label=row_label, row_key__in=keys[start : start + BATCH_SIZE]
        ).update(actor_subject=None)


def _check(person: Person) -> None:
    for holding in list_holdings():
        if holding.check is not None:
            holding.check(person)


def _erase(person: Person, *, is_first: bool) -> dict[str, int]:
    return {
        holding.name: holding.erase(person)
        # Higher modules first: their rows may point to those below.
        for holding in reversed(list_holdings())
        if holding.erase is not None and holding.is_erased_first is is_first
    }


def _record(by: Actor, now: datetime) -> None:
    """Notes that somebody was erased: by whom and when, but not who."""
    Change.objects.create(
        batch=uuid7(),
        row_label="foundation.user",
        action=ACTION,
        patch={},
        actor_kind=by.kind.value,
        actor_subject=by.subject,
        actor_roles=by.roles_text,
        request_id=by.request_id,
        changed_at=now,
    )


def _subject_columns(holdings: Iterable[Holding]) -> Iterator["models.Field[object, object]"]:
    for holding in holdings:
        for path in holding.columns:
            app, model, field = path.split(".")
            found = apps.get_model(app, model)._meta.get_field(field)
            if isinstance(found, models.UUIDField):
                yield found


def _replace(
    column: "models.Field[object, object]",
    subject: UUID | None,
    nobody: UUID,
    between: Callable[[], None],
) -> int:
    rows = all_rows(column.model).filter(**{column.name: subject})
    replaced, last = 0, 0
    while pks := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH_SIZE]):
        all_rows(column.model).filter(pk__in=pks).update(**{column.name: nobody})
        replaced, last = replaced + len(pks), pks[-1]
        time.sleep(PAUSE_SECONDS)
        between()
    return replaced


def _list_subjects() -> set[UUID]:
    found: set[UUID] = set()
    for column in _subject_columns(list_holdings()):
        values = all_rows(column.model).order_by().values_list(column.name, flat=True)
        found.update(value for value in values.distinct() if value is not None)
    return found
