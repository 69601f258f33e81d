"""Single records are written by the people of their owner."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.foundation.faults import FieldFault, InvalidFields
from landsea.kernel.errors import Conflict, NotAllowed
from landsea.kernel.texts import N_, LocalisedText, canonical_tag
from landsea.library import policies
from landsea.library.engine.place_rows import PlaceDraft, read_place_row
from landsea.library.engine.places import PlaceDetail
from landsea.library.engine.row_cells import Cells, Fault
from landsea.library.engine.vocabulary import Confidence, ResourceState
from landsea.library.models import Resource, ResourceName
from landsea.library.queries.places import PlaceNotFound
from landsea.library.queries.rows import detail_of
from landsea.library.services.drafts import DERIVED, list_names_of, name_values, values_of
from landsea.members import queries as members

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_LONGEST_NAME = 300


class RecordExists(Conflict):
    """The organisation has a record under this key."""

    code = "record-exists"
    message = N_("There is a record with this key.")
    mend = N_("Change that one, or choose another key.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """What a change sets; None leaves a field as it is."""

    names: Mapping[str, str] | None = None
    opening_hours: str | None = None
    hours_confidence: Confidence | None = None
    note: str | None = None
    state: ResourceState | None = None


def add_place(row: Mapping[str, str], *, owner_id: int, by: Actor, now: datetime) -> PlaceDetail:
    """Writes a new record as a draft, by the rules of an imported row."""
    if not policies.can_edit_records_of(by, owner_id):
        raise NotAllowed
    members.require_may_write(owner_id, by=by)
    draft = read_place_row(row, 1)
    if not isinstance(draft, PlaceDraft):
        raise InvalidFields([_fault(each) for each in draft])
    owner = members.list_organisations_by_ids([owner_id])[owner_id]
    with transaction.atomic():
        place = Resource(
            owner_id=owner_id,
            source_name=f"interface {owner.slug}",
            state=ResourceState.DRAFT,
            created_at=now,
            updated_at=now,
            **values_of(draft),
        )
        try:
            with transaction.atomic():
                place.save(force_insert=True)
        except IntegrityError as error:
            raise RecordExists from error
        ResourceName.objects.bulk_create(list_names_of(place))
        changelog.record(
            place,
            action="create",
            by=by,
            now=now,
            organisation=owner.public_id,
            patch={name: [None, getattr(place, name)] for name in ("kind", "names", "source_key")},
        )
    return detail_of(place)


def update_place(
    public_id: UUID,
    change: PlaceChange,
    *,
    check: Callable[[PlaceDetail], None],
    by: Actor,
    now: datetime,
) -> PlaceDetail:
    """Changes a record; `check` sees it as it is, locked, and raises when it is another by now."""
    with transaction.atomic():
        row = (
            Resource.objects.visible_to(by)
            .select_related("owner")
            .select_for_update(of=("self",))
            .filter(public_id=public_id)
            .first()
        )
        if row is None:
            raise PlaceNotFound
        if not policies.can_edit_records_of(by, row.owner_id):
            raise NotAllowed
        members.require_may_write(row.owner_id, by=by)
        check(detail_of(row))
        patch = _apply(_values_of(change, row), row)
        if patch:
            # Another machine's clock may have been ahead when the record was made.
            row.updated_at = max(now, row.created_at)
            derived = DERIVED if "names" in patch else ()
            row.save(update_fields=[*patch, *derived, "updated_at"])
            changelog.record(
                row, action="update", by=by, now=now, organisation=row.owner.public_id, patch=patch
            )
        if "names" in patch:
            _write_names(row)
    return detail_of(row)


def _values_of(change: PlaceChange, row: Resource) -> dict[str, object]:
    """Returns the fields that a change sets, or raises with everything that is wrong with it."""
    given = {"opening_hours": change.opening_hours or "", "note": change.note or ""}
    cells = Cells(given, 1)
    values: dict[str, object] = {}
    faults: list[FieldFault] = []
    if change.names is not None:
        names, faults = _names(change.names)
        values |= name_values(names)
    if change.opening_hours is not None:
        values["opening_hours"] = cells.hours("opening_hours")
    if change.opening_hours is not None or change.hours_confidence is not None:
        hours = values.get("opening_hours", row.opening_hours)
        confidence = change.hours_confidence or Confidence.B
        values["hours_confidence"] = confidence.value if hours else ""
    if change.note is not None:
        values["note"] = cells.text("note")
    if change.state is not None:
        values["state"] = change.state.value
    faults += [_fault(each) for each in cells.faults]
    if faults:
        raise InvalidFields(faults)
    return values


def _names(given: Mapping[str, str]) -> tuple[LocalisedText, list[FieldFault]]:
    cells = Cells(given, 1)
    kept: dict[str, str] = {}
    faults: list[FieldFault] = []
    for tag in given:
        text = cells.text(tag, limit=_LONGEST_NAME)
        if not _TAG.fullmatch(tag) or canonical_tag(tag) in kept:
            faults.append(
                FieldFault(
                    f"names.{tag}",
                    N_("This is not a language, or it stands here twice."),
                    N_("Use its tag by BCP 47, say “en” or “zh-Hans”."),
                )
            )
        elif text:
            kept[canonical_tag(tag)] = text
    faults += [_fault(each, prefix="names.") for each in cells.faults]
    if not kept and not faults:
        cells.nameless()
        faults = [_fault(each, name="names") for each in cells.faults]
    return LocalisedText.of(kept), faults


def _apply(values: Mapping[str, object], row: Resource) -> dict[str, list[object]]:
    """Sets values on the row and returns `{field: [before, after]}` of those that are others."""
    patch: dict[str, list[object]] = {}
    for field, value in values.items():
        before = getattr(row, field)
        if before != value:
            setattr(row, field, value)
            if field not in DERIVED:
                patch[field] = [before, value]
    return patch


def _write_names(row: Resource) -> None:
    rows = ResourceName.objects.unscoped("of a record that the actor was allowed to change")
    rows.filter(resource=row, is_former=False).delete()
    ResourceName.objects.bulk_create(list_names_of(row))


def _fault(fault: Fault, *, prefix: str = "", name: str = "") -> FieldFault:
    return FieldFault(name or prefix + fault.column, fault.what, fault.mend, fault.params)
