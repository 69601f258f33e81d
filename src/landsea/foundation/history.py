"""Reads the change log: who did what when, for those whom it concerns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, QuerySet, Value
from django.db.models.functions import Concat

from landsea.foundation.actor import Actor
from landsea.foundation.models import Change
from landsea.foundation.pagination import Position, Slice, slice_rows
from landsea.kernel.errors import NotFound

PAGE_SIZE = 40
_OF_A_BATCH = ("batch", "undoes", "actor_kind", "actor_roles", "actor_subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """What the log is narrowed to; empty means all that the reader may see."""

    row_label: str = ""
    row_key: str = ""
    action: str = ""
    #: The role that was acted under.
    role: str = ""
    #: A day in Coordinated Universal Time.
    day: date | None = None
    organisation: UUID | None = None
    alliance: UUID | None = None
    batch: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who acted: what sort of actor, in which roles, under which subject."""

    kind: str
    roles: tuple[str, ...]
    subject: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeValue:
    """One change of one row."""

    batch: UUID
    row_label: str
    row_key: str
    action: str
    patch: Mapping[str, Sequence[Any]]
    by: Doer
    organisation: UUID | None
    alliance: UUID | None
    undoes: UUID | None
    request_id: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchValue:
    """What was changed together: how many rows of which kind, by which acts."""

    id: UUID
    changed_at: datetime
    by: Doer
    undoes: UUID | None
    #: `(row's label, action)` with how many changes, most first.
    counts: tuple[tuple[str, str, int], ...] = field(default=())

    @property
    def change_count(self) -> int:
        return sum(count for _label, _action, count in self.counts)


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Batches in a list, and from which one on the list continues."""

    batches: tuple[BatchValue, ...]
    next: UUID | None


def list_batches(
    actor: Actor,
    wanted: HistoryFilter | None = None,
    *,
    before: UUID | None = None,
    limit: int = PAGE_SIZE,
) -> BatchPage:
    """Lists what was changed together, the latest begun first; ids of batches are times."""
    rows = _matching(actor, wanted or HistoryFilter())
    if before is not None:
        rows = rows.filter(batch__lt=before)
    ids = list(rows.order_by("-batch").values_list("batch", flat=True).distinct()[: limit + 1])
    shown = ids[:limit]
    return BatchPage(tuple(_batches(actor, shown)), shown[-1] if len(ids) > limit else None)


def get_batch(batch: UUID, *, actor: Actor) -> BatchValue:
    """Returns what was changed together, as far as the actor may see it."""
    found = _batches(actor, [batch])
    if not found:
        raise NotFound
    return found[0]


def list_changes(
    actor: Actor, wanted: HistoryFilter | None = None, *, offset: int = 0, limit: int = PAGE_SIZE
) -> list[ChangeValue]:
    """Lists changes that the actor may see, the latest first; those of one batch in their order."""
    wanted = wanted or HistoryFilter()
    order = "id" if wanted.batch else "-id"
    rows = _matching(actor, wanted).order_by(order)[offset : offset + limit]
    return [change_value(row) for row in rows]


def slice_changes(
    actor: Actor, wanted: HistoryFilter, *, after: Position | None, limit: int
) -> Slice[ChangeValue]:
    """Returns changes that the actor may see from a position on, the latest first."""
    return slice_rows(_matching(actor, wanted), "-id", after=after, limit=limit).each(change_value)


def find_undoing_batch(batch: UUID, *, actor: Actor) -> UUID | None:
    """Returns the batch that took another back and was not taken back itself."""
    undoings = Change.objects.visible_to(actor).filter(undoes=batch)
    for undoing in undoings.order_by("-batch").values_list("batch", flat=True).distinct():
        if find_undoing_batch(undoing, actor=actor) is None:
            return undoing
    return None


def change_value(row: Change) -> ChangeValue:
    return ChangeValue(
        batch=row.batch,
        row_label=row.row_label,
        row_key=row.row_key,
        action=row.action,
        patch=row.patch,
        by=_doer(row.actor_kind, row.actor_roles, row.actor_subject),
        organisation=row.organisation,
        alliance=row.alliance,
        undoes=row.undoes,
        request_id=row.request_id,
        changed_at=row.changed_at,
    )


def _matching(actor: Actor, wanted: HistoryFilter) -> QuerySet[Change]:
    columns = ("row_label", "row_key", "action", "organisation", "alliance", "batch")
    given = {name: getattr(wanted, name) for name in columns if getattr(wanted, name)}
    rows = Change.objects.visible_to(actor).filter(**given)
    if wanted.role:
        # Between commas, for one role's name is a part of another's: office, clearing-officer.
        between = Concat(Value(","), "actor_roles", Value(","))
        rows = rows.alias(roles=between).filter(roles__contains=f",{wanted.role},")
    if wanted.day is not None:
        begins = datetime.combine(wanted.day, time(), UTC)
        rows = rows.filter(changed_at__gte=begins, changed_at__lt=begins + timedelta(days=1))
    return rows


def _batches(actor: Actor, ids: Sequence[UUID]) -> list[BatchValue]:
    """Returns batches in the order of their ids, with what the actor may see of each."""
    rows = (
        Change.objects.visible_to(actor)
        .filter(batch__in=ids)
        .order_by()
        .values(*_OF_A_BATCH, "row_label", "action")
        .annotate(count=Count("id"), at=Min("changed_at"), first=Min("id"))
    )
    parts: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        parts[row["batch"]].append(row)
    return [_batch(each, parts[each]) for each in ids if each in parts]


def _batch(batch: UUID, parts: Sequence[Mapping[str, Any]]) -> BatchValue:
    first = min(parts, key=lambda part: part["first"])
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for part in parts:
        counts[part["row_label"], part["action"]] += part["count"]
    most_first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return BatchValue(
        id=batch,
        changed_at=min(part["at"] for part in parts),
        by=_doer(first["actor_kind"], first["actor_roles"], first["actor_subject"]),
        undoes=first["undoes"],
        counts=tuple((label, action, count) for (label, action), count in most_first),
    )


def _doer(kind: str, roles: str, subject: UUID | None) -> Doer:
    # Where no role was held the log says the kind of actor instead.
    held = tuple(role for role in roles.split(",") if role and role != kind)
    return Doer(kind=kind, roles=held, subject=subject)
