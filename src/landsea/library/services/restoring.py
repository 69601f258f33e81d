"""Changes of places are taken back: fields as they were, a new place out of the public's sight."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Field

from landsea.foundation import changelog, undo
from landsea.foundation.actor import Actor
from landsea.foundation.undo import Names, Restorer, Reversal, refuse_changed
from landsea.kernel.errors import NotAllowed
from landsea.library import policies
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Resource
from landsea.library.services.drafts import DERIVED, name_values
from landsea.library.services.imports import write_names
from landsea.members import queries as members

#: What follows from a record's names, and when it was written.
_FOLLOWING = frozenset({"updated_at", "sort_name", *DERIVED})


def register() -> None:
    """Tells how places are put back; called when the app is ready."""
    undo.register(
        "library.resource",
        Restorer(
            actions=frozenset({"create", "update", "restore"}),
            apply=put_back,
            describe=describe,
            restores_records=True,
        ),
    )


def put_back(reversals: Sequence[Reversal], by: Actor, now: datetime) -> None:
    """Gives places the values that they had; one that was new becomes a draft."""
    wanted = {UUID(each.row_key): each for each in reversals}
    # In the order of keys, as an import locks them.
    rows = list(
        Resource.objects.visible_to(by)
        .select_for_update()
        .filter(public_id__in=wanted)
        .order_by("id")
    )
    if len(rows) != len(wanted):
        raise NotAllowed
    _require_may_put_back({row.owner_id for row in rows}, by)
    refuse_changed([row.names for row in rows if _differs(row, wanted[row.public_id])])
    patches = {row.public_id: _apply(row, wanted[row.public_id], now) for row in rows}
    changed = {name for patch in patches.values() for name in patch}
    Resource.objects.bulk_update(rows, sorted(_FOLLOWING | changed))
    write_names([row for row in rows if "names" in patches[row.public_id]])
    owners = members.list_organisations_by_ids({row.owner_id for row in rows})
    changelog.record_many(
        [
            changelog.build(
                row,
                action="restore",
                by=by,
                now=now,
                patch=patches[row.public_id],
                organisation=owners[row.owner_id].public_id,
            )
            for row in rows
        ]
    )


def describe(public_ids: Collection[UUID], actor: Actor) -> Names:
    """Returns what places are called, of those that the actor may see."""
    rows = Resource.objects.visible_to(actor).filter(public_id__in=public_ids)
    return {row.public_id: row.names for row in rows.only("public_id", "names").order_by("id")}


def _require_may_put_back(owner_ids: Collection[int], by: Actor) -> None:
    for owner_id in owner_ids:
        if not policies.can_put_back_records_of(by, owner_id):
            raise NotAllowed
        members.require_may_write(owner_id, by=by)


def _differs(row: Resource, reversal: Reversal) -> bool:
    """Says whether a place is other than it was left; of a new one, the log has told."""
    if reversal.is_creation:
        return False
    expected = reversal.expected
    return any(changelog.as_json(getattr(row, name)) != expected[name] for name in expected)


def _apply(row: Resource, reversal: Reversal, now: datetime) -> dict[str, list[object]]:
    draft = {"state": ResourceState.DRAFT.value}
    target = draft if reversal.is_creation else reversal.target
    patch: dict[str, list[object]] = {}
    for name, value in target.items():
        before, after = getattr(row, name), _column(name).to_python(value)
        if before != after:
            patch[name] = [before, after]
            setattr(row, name, after)
    for name, value in name_values(row.names).items():
        setattr(row, name, value)
    # Another machine's clock may have been ahead when the record was made.
    row.updated_at = max(now, row.created_at)
    return patch


def _column(name: str) -> "Field[object, object]":
    column = Resource._meta.get_field(name)
    if not isinstance(column, Field):
        raise TypeError(f"{name} is not a column of places.")
    return column
