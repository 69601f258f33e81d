"""Takes changes back: a whole batch, or a record to how it was.

Each module says which of its changes can be taken back and does it, by its own policies, in
`services/restoring.py`; here is only what holds for all. A taking back is itself a batch, so it can
be taken back too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.foundation.history import find_undoing_batch
from landsea.foundation.ids import uuid7
from landsea.foundation.models import Change
from landsea.kernel.errors import Conflict, NotFound
from landsea.kernel.texts import N_, LocalisedText, TextList

#: What one transaction takes back: with names and lines in the log a change is about five rows, and
#: SQLite's one writer is also the gate's.
MAX_CHANGES = 200
_NAMED = 5


class NotReversible(Conflict):
    """Among the changes is one that can't be taken back, or one that the actor may not see."""

    code = "not-reversible"
    message = N_("This can't be taken back here.")
    mend = N_("Write a new act that puts it right.")


class TakenBackBefore(Conflict):
    """The batch was taken back."""

    code = "taken-back-before"
    message = N_("This was taken back already.")
    mend = N_("To have it again, take the taking back back.")


class NothingToRestore(Conflict):
    """The record was not changed after the moment to which it is to be brought back."""

    code = "nothing-to-restore"
    message = N_("The record is as it was then.")
    mend = N_("Choose an earlier moment.")


class ChangedSince(Conflict):
    """Records were changed by somebody after what is to be taken back."""

    code = "changed-since"
    message = N_("{count} records were changed since: {rows}.")
    mend = N_("Take the later changes back first, or put these records right by hand.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """What has to be put back in one row."""

    row_key: str
    #: What each field has to be again, and what it must be now, as the log keeps values.
    target: Mapping[str, Any]
    expected: Mapping[str, Any]
    #: The row came into being: it goes out of sight.
    is_creation: bool
    #: The acts that are taken back, latest first.
    actions: tuple[str, ...]


Apply = Callable[[Sequence[Reversal], Actor, datetime], None]
#: What rows are called, by public id.
Names = Mapping[UUID, LocalisedText]
Describe = Callable[[Collection[UUID], Actor], Names]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restorer:
    """How a module takes changes of one kind of row back."""

    #: Acts whose changes are taken back; others have a reason.
    actions: frozenset[str] = frozenset()
    #: Puts rows back, and records it; checks by the module's policies that the actor may.
    apply: Apply | None = None
    #: Returns what rows are called, of those that the actor may see.
    describe: Describe = field(default=lambda keys, actor: {})
    #: Single rows can be brought back to how they were at a moment.
    restores_records: bool = False
    #: Why an act is not taken back, marked for translation; "" stands for all other acts.
    reasons: Mapping[str, str] = field(default_factory=dict)


_restorers: dict[str, Restorer] = {}


def register(row_label: str, restorer: Restorer) -> None:
    """Says how a module takes changes of a kind of row back; called when the app is ready."""
    _restorers[row_label] = restorer


def restores_records(row_label: str) -> bool:
    """Says whether single rows of a kind can be brought back to how they were at a moment."""
    return _restorers.get(row_label, Restorer()).restores_records


def describe_rows(
    rows: Iterable[tuple[str, str]], actor: Actor
) -> dict[tuple[str, str], LocalisedText]:
    """Returns what rows, given by label and key, are called; those nobody names are left out."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for label, key in rows:
        with suppress(ValueError):  # a table without public ids
            ids[label].add(UUID(key))
    return {
        (label, str(public_id)): name
        for label in sorted(ids.keys() & _restorers.keys())
        for public_id, name in _restorers[label].describe(ids[label], actor).items()
    }


def why_not(batch: UUID, *, actor: Actor) -> str | None:
    """Returns why a batch can't be taken back, in English and marked; None when it can."""
    rows = Change.objects.unscoped("whether there is more in it than the actor sees")
    seen = Change.objects.visible_to(actor).filter(batch=batch)
    if seen.count() != rows.filter(batch=batch).count():
        return N_("It also changed what you may not see.")
    if find_undoing_batch(batch, actor=Actor.system()) is not None:
        return TakenBackBefore.message
    for label, action in sorted(set(seen.values_list("row_label", "action"))):
        restorer = _restorers.get(label, Restorer())
        if action not in restorer.actions:
            unknown = N_("This kind of change is not taken back: write a new act.")
            return restorer.reasons.get(action) or restorer.reasons.get("") or unknown
    return None


def count_changes(batch: UUID, *, actor: Actor) -> int:
    """Returns how many changes of a batch the actor may see."""
    return Change.objects.visible_to(actor).filter(batch=batch).count()


def undo_batch(batch: UUID, *, by: Actor, now: datetime) -> UUID:
    """Takes a batch back in one transaction, for small ones; returns the batch of the undoing."""
    undoing = uuid7()
    with transaction.atomic():
        reversals = plan_undo(batch, by=by)
        take_back(reversals, batch=undoing, undoes=batch, by=by, now=now)
    return undoing


def plan_undo(batch: UUID, *, by: Actor, has_begun: bool = False) -> list[tuple[str, Reversal]]:
    """Lists what has to be put back, latest first; raises when it can't be or was changed since.

    A taking back that was cut off after it had begun goes on with the same list.
    """
    changes = list(Change.objects.visible_to(by).filter(batch=batch).order_by("-id"))
    if not changes:
        raise NotFound
    if has_begun:
        return _merge(changes)
    reason = why_not(batch, actor=by)
    if reason == TakenBackBefore.message:
        raise TakenBackBefore
    if reason is not None:
        raise NotReversible
    _refuse_changed_since(batch, changes, by)
    return _merge(changes)


def take_back(
    reversals: Sequence[tuple[str, Reversal]],
    *,
    batch: UUID,
    undoes: UUID | None,
    by: Actor,
    now: datetime,
) -> None:
    """Puts rows back as part of a batch, in the running transaction."""
    by_label: dict[str, list[Reversal]] = defaultdict(list)
    for label, reversal in reversals:
        by_label[label].append(reversal)
    with changelog.one_batch(batch, undoes=undoes):
        for label, of_label in by_label.items():
            apply = _restorers[label].apply
            if apply is None:
                raise NotReversible
            apply(of_label, by, now)


def restore_record(row_label: str, row_key: str, *, to: UUID, by: Actor, now: datetime) -> UUID:
    """Brings a record back to how it was after a batch; returns the batch of the restoring."""
    restoring = uuid7()
    with transaction.atomic():
        history = Change.objects.visible_to(by).filter(row_label=row_label, row_key=row_key)
        last_id = history.filter(batch=to).aggregate(last=Max("id"))["last"]
        if last_id is None:
            raise NotFound
        later = list(history.filter(id__gt=last_id).order_by("-id"))
        if not later:
            raise NothingToRestore
        restorer = _restorers.get(row_label, Restorer())
        if any(change.action not in restorer.actions for change in later):
            raise NotReversible
        reversals = [(label, each) for label, each in _merge(later) if each.target]
        take_back(reversals, batch=restoring, undoes=None, by=by, now=now)
    return restoring


def refuse_changed(names: Sequence[LocalisedText]) -> None:
    """Raises ChangedSince naming some of the records, if there are any."""
    if names:
        raise ChangedSince(count=len(names), rows=TextList(tuple(names[:_NAMED])))


def _merge(changes: Sequence[Change]) -> list[tuple[str, Reversal]]:
    """Returns what several changes, latest first, come to for each row."""
    of_row: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        of_row[change.row_label, change.row_key].append(change)
    merged = []
    for (label, key), rows in of_row.items():
        target: dict[str, Any] = {}
        expected: dict[str, Any] = {}
        for change in rows:
            for name, (before, after) in change.patch.items():
                expected.setdefault(name, after)
                target[name] = before
        unchanged = {name for name in target if target[name] == expected[name]}
        reversal = Reversal(
            row_key=key,
            target={name: value for name, value in target.items() if name not in unchanged},
            expected={name: value for name, value in expected.items() if name not in unchanged},
            is_creation=_is_creation(rows[-1]),
            actions=tuple(change.action for change in rows),
        )
        merged.append((label, reversal))
    return merged


def _is_creation(change: Change) -> bool:
    return change.action == "create"


def _refuse_changed_since(batch: UUID, changes: Sequence[Change], by: Actor) -> None:
    """Raises when later changes of the same rows have changed the same fields, on balance."""
    fields: dict[tuple[str, str], set[str]] = defaultdict(set)
    last_ids: dict[tuple[str, str], int] = {}
    created = set()
    for change in changes:
        row = (change.row_label, change.row_key)
        fields[row] |= change.patch.keys()
        last_ids[row] = max(change.pk, last_ids.get(row, 0))
        if _is_creation(change):
            created.add(row)
    later: dict[tuple[str, str], list[Change]] = defaultdict(list)
    log = Change.objects.unscoped("later changes count, whoever sees them")
    of_these_rows = log.filter(
        row_key__in=log.filter(batch=batch).values("row_key"), id__gt=min(last_ids.values())
    )
    for change in of_these_rows.order_by("-id"):
        row = (change.row_label, change.row_key)
        if change.pk > last_ids.get(row, change.pk):
            later[row].append(change)
    changed = [
        row
        for row in fields
        for _label, reversal in _merge(later.get(row, ()))
        if (reversal.target if row in created else reversal.target.keys() & fields[row])
    ]
    names = describe_rows(changed, by)
    refuse_changed([names.get(row) or LocalisedText.of({"en": row[1]}) for row in changed])
