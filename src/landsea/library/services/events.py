"""Events are imported from the rows of a table; the days that their rules give are kept ready."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.foundation.ids import uuid7
from landsea.kernel.errors import NotAllowed
from landsea.kernel.texts import N_
from landsea.library import policies
from landsea.library.engine.event_rows import EventDraft, read_event_row
from landsea.library.engine.event_rules import days_of, read_rule
from landsea.library.engine.row_cells import Fault
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Event, EventDate, Resource
from landsea.library.services.imports import DEFAULT_SOURCE_NAME as PLACES
from landsea.library.services.imports import ImportReport
from landsea.members import queries as members
from landsea.members.queries import OrganisationValue

DEFAULT_SOURCE_NAME = "events"
#: So many years before and after the present one have their days ready.
YEARS_BEFORE = 1
YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Import:
    owner: OrganisationValue
    source_name: str
    by: Actor
    now: datetime
    batch: UUID


def import_events(
    rows: Iterable[Mapping[str, str]],
    *,
    owner: OrganisationValue,
    by: Actor,
    now: datetime,
    source_name: str = DEFAULT_SOURCE_NAME,
) -> ImportReport:
    """Writes the events of a table for their owner: all of them, or none and why."""
    if not policies.can_edit_records_of(by, owner.id):
        raise NotAllowed
    members.require_may_write(owner.id, by=by)
    drafts, faults = _read(rows)
    venues = _venues(drafts.values(), owner)
    faults += [
        _unknown_place(number, each) for number, each in drafts.items() if _lacks(each, venues)
    ]
    faults += _owned_by_others(drafts, owner, source_name)
    if faults:
        return ImportReport(broken=tuple(sorted(faults, key=lambda fault: fault.row)))
    run = _Import(owner=owner, source_name=source_name, by=by, now=now, batch=uuid7())
    with transaction.atomic():
        return _write(list(drafts.values()), venues, run)


def renew_dates(*, today: date) -> int:
    """Works out the days of the coming years for every event that lacks them; returns how many."""
    with transaction.atomic():
        events = list(
            Event.objects.unscoped("days follow from the rules, whoever's they are")
            .select_for_update()
            .order_by("id")
        )
        return _write_dates(events, today)


def _read(rows: Iterable[Mapping[str, str]]) -> tuple[dict[int, EventDraft], list[Fault]]:
    """Returns drafts by row number, counted as a table program does: the header is row 1."""
    drafts: dict[int, EventDraft] = {}
    faults: list[Fault] = []
    first_rows: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        read = read_event_row(row, number)
        if not isinstance(read, EventDraft):
            faults += read
            continue
        drafts[number] = read
        if read.source_key in first_rows:
            faults.append(
                Fault(
                    row=number,
                    column="id",
                    value=read.source_key,
                    what=N_("This id stands twice in the file."),
                    mend=N_("Row {first} has it too: keep one, or give each its own."),
                    params=(("first", str(first_rows[read.source_key])),),
                )
            )
        first_rows.setdefault(read.source_key, number)
    return drafts, faults


def _venues(drafts: Iterable[EventDraft], owner: OrganisationValue) -> dict[str, int]:
    """Returns the places that rows name, by their key in the table of places."""
    keys = {each.place_key for each in drafts} - {""}
    if not keys:
        return {}
    places = Resource.objects.unscoped("what is published, and the owner's own places")
    rows = places.filter(source_name=PLACES, source_key__in=keys)
    seen = rows.filter(state=ResourceState.PUBLISHED) | rows.filter(owner_id=owner.id)
    return dict(seen.order_by("id").values_list("source_key", "id"))


def _lacks(draft: EventDraft, venues: Mapping[str, int]) -> bool:
    return bool(draft.place_key) and draft.place_key not in venues


def _unknown_place(number: int, draft: EventDraft) -> Fault:
    return Fault(
        row=number,
        column="place",
        value=draft.place_key,
        what=N_("No place in the library has this id."),
        mend=N_("Import the place first, or empty this cell."),
    )


def _owned_by_others(
    drafts: Mapping[int, EventDraft], owner: OrganisationValue, source_name: str
) -> list[Fault]:
    rows_by_key = {draft.source_key: number for number, draft in drafts.items()}
    # Of drafts nothing is told, not even that there is one.
    others = (
        Event.objects.unscoped("what is published is for everybody")
        .filter(source_name=source_name, state=ResourceState.PUBLISHED)
        .filter(source_key__in=rows_by_key)
        .exclude(owner_id=owner.id)
    )
    return [
        Fault(
            row=rows_by_key[key],
            column="id",
            value=key,
            what=N_("This record belongs to another organisation."),
            mend=N_("Leave the row out, or ask that organisation to change it."),
        )
        for key in others.order_by("id").values_list("source_key", flat=True)
    ]


def _write(drafts: list[EventDraft], venues: Mapping[str, int], run: _Import) -> ImportReport:
    known = {
        row.source_key: row
        for row in Event.objects.unscoped("the owner's own rows, for whom `by` may write")
        .select_for_update()
        .filter(owner_id=run.owner.id, source_name=run.source_name)
        .order_by("id")
    }
    new: list[Event] = []
    changed: list[tuple[Event, dict[str, list[object]]]] = []
    unchanged = 0
    for draft in drafts:
        values = _values_of(draft, venues)
        row = known.get(draft.source_key)
        if row is None:
            new.append(_new_row(values, run))
        elif patch := _apply(values, row):
            row.updated_at = max(run.now, row.created_at)
            changed.append((row, patch))
        else:
            unchanged += 1
    Event.objects.bulk_create(new)
    if fields := sorted({name for _row, patch in changed for name in patch}):
        Event.objects.bulk_update([row for row, _patch in changed], [*fields, "updated_at"])
    moved = [row for row, patch in changed if "rule" in patch]
    EventDate.objects.unscoped("of events that are written here").filter(event__in=moved).delete()
    _write_dates([*new, *moved], run.now.date())
    _log(new, changed, run)
    return ImportReport(new=len(new), changed=len(changed), unchanged=unchanged)


def _new_row(values: dict[str, object], run: _Import) -> Event:
    return Event(
        owner_id=run.owner.id,
        source_name=run.source_name,
        created_at=run.now,
        updated_at=run.now,
        **values,
    )


def _values_of(draft: EventDraft, venues: Mapping[str, int]) -> dict[str, object]:
    """Returns the row's fields by name, as the database gives them back."""
    return {
        "source_key": draft.source_key,
        "kind": draft.kind.value,
        "names": draft.names,
        "city": draft.city,
        "city_names": draft.city_names,
        "region": draft.region,
        "market": draft.market,
        "rule": draft.rule,
        "rule_note": draft.rule_note,
        "venue_id": venues.get(draft.place_key),
        "confidence": draft.confidence.value,
        "source": draft.source,
        "source_url": draft.source_url,
        "licence": draft.licence,
        "licence_state": draft.licence_state.value,
        "note": draft.note,
    }


def _apply(values: Mapping[str, object], row: Event) -> dict[str, list[object]]:
    """Sets values on the row and returns `{field: [before, after]}` of those that are others."""
    patch: dict[str, list[object]] = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            patch[name] = [before, value]
            setattr(row, name, value)
    return patch


def _write_dates(events: list[Event], today: date) -> int:
    years = range(today.year - YEARS_BEFORE, today.year + YEARS_AHEAD + 1)
    have = set(
        EventDate.objects.unscoped("of events that are written here")
        .filter(event__in=[event.pk for event in events])
        .values_list("event_id", "starts_on")
    )
    missing = [
        EventDate(
            event=event, starts_on=days.starts_on, ends_on=days.ends_on, certainty=days.certainty
        )
        for event in events
        for days in days_of(read_rule(event.rule), years)
        if (event.pk, days.starts_on) not in have
    ]
    return len(EventDate.objects.bulk_create(missing))


def _log(
    new: Iterable[Event],
    changed: Iterable[tuple[Event, dict[str, list[object]]]],
    run: _Import,
) -> None:
    names = ("kind", "names", "rule", "source_name", "source_key")
    created = [(row, "create", {name: [None, getattr(row, name)] for name in names}) for row in new]
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
