"""Places are imported from the rows of a table: all of them, or none and why."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.foundation.ids import uuid7
from landsea.kernel.errors import Conflict, NotAllowed
from landsea.kernel.texts import N_
from landsea.library import policies
from landsea.library.engine.place_rows import PlaceDraft, read_place_row
from landsea.library.engine.row_cells import Fault
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Resource, ResourceName
from landsea.library.services.drafts import DERIVED, list_names_of, values_of
from landsea.members import queries as members
from landsea.members.queries import OrganisationValue

DEFAULT_SOURCE_NAME = "places"
#: With its names and its line in the change log a place is about five rows: at most a thousand rows
#: are written in one transaction, then SQLite's one writer is left to the gate for a moment.
BATCH_SIZE = 200
PAUSE_SECONDS = 0.02


class ImportedMeanwhile(Conflict):
    """Somebody else imported the same source at the same time."""

    code = "imported-meanwhile"
    message = N_("Rows of “{source_name}” were written by somebody else at the same time.")
    mend = N_("Import the file again: what is there already stays as it is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; with anything broken it did nothing."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    broken: tuple[Fault, ...] = ()

    @property
    def is_refused(self) -> bool:
        return bool(self.broken)

    def __add__(self, other: "ImportReport") -> "ImportReport":
        return ImportReport(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            broken=self.broken + other.broken,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Import:
    owner: OrganisationValue
    source_name: str
    by: Actor
    now: datetime
    batch: UUID


def import_places(
    rows: Iterable[Mapping[str, str]],
    *,
    owner: OrganisationValue,
    by: Actor,
    now: datetime,
    source_name: str = DEFAULT_SOURCE_NAME,
) -> ImportReport:
    """Writes the places of a table for their owner; the same rows again change nothing.

    A file with a fault is refused as a whole, all its faults listed. A sound one is written in
    batches: an import that is cut off ends, when started again, with the same library.
    """
    if not policies.can_edit_records_of(by, owner.id):
        raise NotAllowed
    members.require_may_write(owner.id, by=by)
    drafts, faults = _read(rows)
    faults += _owned_by_others(drafts, owner, source_name)
    if faults:
        return ImportReport(broken=tuple(sorted(faults, key=lambda fault: fault.row)))
    run = _Import(owner=owner, source_name=source_name, by=by, now=now, batch=uuid7())
    report = ImportReport()
    ordered = list(drafts.values())
    for start in range(0, len(ordered), BATCH_SIZE):
        if start:
            time.sleep(PAUSE_SECONDS)
        report += _write(ordered[start : start + BATCH_SIZE], run)
    return report


def _read(rows: Iterable[Mapping[str, str]]) -> tuple[dict[int, PlaceDraft], list[Fault]]:
    """Returns drafts by row number, counted as a table program does: the header is row 1."""
    drafts: dict[int, PlaceDraft] = {}
    faults: list[Fault] = []
    first_rows: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        read = read_place_row(row, number)
        if not isinstance(read, PlaceDraft):
            faults += read
        else:
            drafts[number] = read
        key = (row.get("id") or "").strip()
        if key and key in first_rows:
            faults.append(
                Fault(
                    row=number,
                    column="id",
                    value=key,
                    what=N_("This id stands twice in the file."),
                    mend=N_("Row {first} has it too: keep one, or give each its own."),
                    params=(("first", str(first_rows[key])),),
                )
            )
        first_rows.setdefault(key, number)
    return drafts, faults


def _owned_by_others(
    drafts: Mapping[int, PlaceDraft], owner: OrganisationValue, source_name: str
) -> list[Fault]:
    rows_by_key = {draft.source_key: number for number, draft in drafts.items()}
    # Of drafts nothing is told, not even that there is one.
    others = Resource.objects.unscoped("what is published is for everybody").filter(
        source_name=source_name, state=ResourceState.PUBLISHED
    )
    others = others.exclude(owner_id=owner.id)
    keys = others.order_by("id").values_list("source_key", flat=True)
    return [
        Fault(
            row=rows_by_key[key],
            column="id",
            value=key,
            what=N_("This record belongs to another organisation."),
            mend=N_("Leave the row out, or ask that organisation to change it."),
        )
        for key in keys
        if key in rows_by_key
    ]


def _write(drafts: Sequence[PlaceDraft], run: _Import) -> ImportReport:
    try:
        with transaction.atomic():
            return _write_batch(drafts, run)
    except IntegrityError as error:
        # PostgreSQL names the constraint, SQLite its columns.
        if "a_source_tells_of_a_resource_once" in str(error) or "source_key" in str(error):
            raise ImportedMeanwhile(source_name=run.source_name) from error
        raise


def _write_batch(drafts: Sequence[PlaceDraft], run: _Import) -> ImportReport:
    known = {
        row.source_key: row
        for row in Resource.objects.unscoped("the owner's own rows, for whom `by` may write")
        .select_for_update()
        .filter(
            owner_id=run.owner.id,
            source_name=run.source_name,
            source_key__in=[each.source_key for each in drafts],
        )
        .order_by("id")
    }
    new = [_new_row(draft, run) for draft in drafts if draft.source_key not in known]
    patches = [
        (row, _apply(draft, row)) for draft in drafts if (row := known.get(draft.source_key))
    ]
    changed = [(row, patch) for row, patch in patches if patch]
    for row, _patch in changed:
        row.updated_at = run.now
    Resource.objects.bulk_create(new)
    fields = {field for _row, patch in changed for field in patch}
    if "names" in fields:
        fields.update(DERIVED)
    if fields:
        Resource.objects.bulk_update(
            [row for row, _patch in changed], [*sorted(fields), "updated_at"]
        )
    write_names([*new, *(row for row, patch in changed if "names" in patch)])
    _log(new, changed, run)
    return ImportReport(new=len(new), changed=len(changed), unchanged=len(patches) - len(changed))


def _new_row(draft: PlaceDraft, run: _Import) -> Resource:
    return Resource(
        owner_id=run.owner.id,
        source_name=run.source_name,
        created_at=run.now,
        updated_at=run.now,
        **values_of(draft),
    )


def _apply(draft: PlaceDraft, row: Resource) -> dict[str, list[object]]:
    """Sets what the draft says on the row and returns `{field: [before, after]}`."""
    patch: dict[str, list[object]] = {}
    for field, value in values_of(draft).items():
        before = getattr(row, field)
        if before != value:
            setattr(row, field, value)
            if field not in DERIVED:
                patch[field] = [before, value]
    return patch


def write_names(rows: Sequence[Resource]) -> None:
    """Writes the names by which places are searched anew."""
    names = ResourceName.objects.unscoped("of rows that are written here")
    names.filter(resource__in=[row.id for row in rows], is_former=False).delete()
    ResourceName.objects.bulk_create(name for row in rows for name in list_names_of(row))


def _log(
    new: Sequence[Resource],
    changed: Sequence[tuple[Resource, dict[str, list[object]]]],
    run: _Import,
) -> None:
    created = [(row, "create", _first_values(row)) for row in new]
    updated = [(row, "update", patch) for row, patch in changed]
    changelog.record_many(
        [
            changelog.build(
                row,
                action=action,
                by=run.by,
                now=run.now,
                patch=patch,
                batch=run.batch,
                organisation=run.owner.public_id,
            )
            for row, action, patch in [*created, *updated]
        ]
    )


def _first_values(row: Resource) -> dict[str, list[object]]:
    names = ("kind", "names", "source_name", "source_key")
    return {name: [None, getattr(row, name)] for name in names}
