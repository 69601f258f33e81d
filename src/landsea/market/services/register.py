"""The register of projects is written from files: facts with their sources, nothing made up."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.foundation.formats import market_codes
from landsea.foundation.ids import uuid7
from landsea.kernel.errors import NotAllowed
from landsea.library.engine.row_cells import Fault
from landsea.market import policies
from landsea.market.engine.register_rows import RegisterDraft, read_register_rows
from landsea.market.models import Project, ProjectSum
from landsea.members.queries import AllianceValue


class Outcome(StrEnum):
    """What became of a line."""

    NEW = "new"  #: was not there
    CHANGED = "changed"  #: said something else
    UNCHANGED = "unchanged"  #: said the same


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReport:
    """What an import did; with faults it did nothing."""

    outcomes: tuple[Outcome, ...] = ()
    faults: tuple[Fault, ...] = ()

    def count(self, outcome: Outcome) -> int:
        return self.outcomes.count(outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Import:
    """For which alliance lines are written, by whom, when and as which batch."""

    alliance: AllianceValue
    by: Actor
    now: datetime
    batch: UUID


def import_register(
    rows: Iterable[Mapping[str, str]], *, alliance: AllianceValue, by: Actor, now: datetime
) -> RegisterReport:
    """Writes a table's lines into an alliance's register; the same table again changes nothing.

    A table with a fault is refused as a whole. Lines that are not in it stay.
    """
    if not policies.can_write_register(by, alliance.id):
        raise NotAllowed
    with transaction.atomic():
        of_alliance = {"alliance_id": alliance.id}
        sums = ProjectSum.objects.select_for_update().filter(**of_alliance).order_by("id")
        projects = Project.objects.select_for_update().filter(**of_alliance).order_by("id")
        sums_by_key = {row.key: row for row in sums}
        projects_by_key = {row.key: row for row in projects}
        drafts, faults = read_register_rows(
            rows, market_codes=market_codes(), sums=sums_by_key.keys()
        )
        faults += _changing_type(drafts, sums=sums_by_key.keys(), projects=projects_by_key.keys())
        if faults:
            return RegisterReport(faults=tuple(faults))
        task = _Import(alliance=alliance, by=by, now=now, batch=uuid7())
        outcomes = []
        # Sums first: projects point to them.
        for draft in sorted(drafts, key=lambda each: each.project_count is None):
            if draft.project_count is not None:
                row = sums_by_key.setdefault(draft.key, ProjectSum(key=draft.key))
                values = _values_of(draft) | {"project_count": draft.project_count}
                outcomes.append(_write(row, values, task))
            else:
                project = projects_by_key.get(draft.key) or Project(key=draft.key)
                whole = sums_by_key[draft.part_of].pk if draft.part_of else None
                outcomes.append(_write(project, _values_of(draft) | {"part_of_id": whole}, task))
    return RegisterReport(outcomes=tuple(outcomes))


def _write(row: Project | ProjectSum, values: Mapping[str, object], task: _Import) -> Outcome:
    is_new = row.pk is None
    patch = {
        name: [None if is_new else getattr(row, name), value]
        for name, value in values.items()
        if is_new or getattr(row, name) != value
    }
    if not patch:
        return Outcome.UNCHANGED
    for name, value in values.items():
        setattr(row, name, value)
    if is_new:
        row.alliance_id, row.created_at = task.alliance.id, task.now
    row.updated_at = task.now
    row.save()
    changelog.record(
        row,
        action="create" if is_new else "update",
        by=task.by,
        now=task.now,
        # Of a new line what tells it from others; the rest stands in it.
        patch={name: patch[name] for name in ("names", "stage", "source")} if is_new else patch,
        batch=task.batch,
        alliance=task.alliance.public_id,
    )
    return Outcome.NEW if is_new else Outcome.CHANGED


def _values_of(draft: RegisterDraft) -> dict[str, object]:
    return {
        "names": draft.names,
        "stage": draft.stage.value,
        "year": draft.year,
        "amount_minor": None if draft.amount is None else draft.amount.amount_minor,
        "currency": "" if draft.amount is None else draft.amount.currency,
        "sector": draft.sector.value if draft.sector else "",
        "place_names": draft.place_names,
        "market": draft.market,
        "source": draft.source,
        "source_url": draft.source_url,
        "licence": draft.licence,
        "as_of": draft.as_of,
        "note": draft.note,
    }


def _changing_type(
    drafts: Iterable[RegisterDraft], *, sums: Collection[str], projects: Collection[str]
) -> Iterator[Fault]:
    for draft in drafts:
        if draft.key in (projects if draft.project_count is not None else sums):
            yield Fault(
                row=draft.row,
                column="key",
                value=draft.key,
                what="The register has a line of the other type under this key.",
                mend="Choose another key.",
            )
