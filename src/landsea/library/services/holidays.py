"""Public holidays are facts of the whole installation: its keeper loads them from a table."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed
from landsea.kernel.texts import N_
from landsea.library.engine.holiday_rows import HolidayDraft, read_holiday_row
from landsea.library.engine.row_cells import Fault
from landsea.library.models import PublicHoliday
from landsea.library.services.imports import ImportReport

_FIELDS = ("names", "source", "licence")


def import_holidays(rows: Iterable[Mapping[str, str]], *, by: Actor) -> ImportReport:
    """Writes the public holidays of a table: all of them, or none and why."""
    if not by.is_system:
        raise NotAllowed
    drafts, faults = _read(rows)
    if faults:
        return ImportReport(broken=tuple(faults))
    with transaction.atomic():
        return _write(drafts)


def _read(
    rows: Iterable[Mapping[str, str]],
) -> tuple[dict[tuple[str, date], HolidayDraft], list[Fault]]:
    drafts: dict[tuple[str, date], HolidayDraft] = {}
    faults: list[Fault] = []
    first_rows: dict[tuple[str, date], int] = {}
    for number, row in enumerate(rows, start=2):
        read = read_holiday_row(row, number)
        if not isinstance(read, HolidayDraft):
            faults += read
            continue
        key = (read.market, read.day)
        if key in drafts:
            faults.append(
                Fault(
                    row=number,
                    column="date",
                    value=read.day.isoformat(),
                    what=N_("This market has this day twice in the file."),
                    mend=N_("Row {first} has it too: write both names into one row."),
                    params=(("first", str(first_rows[key])),),
                )
            )
        drafts[key] = read
        first_rows.setdefault(key, number)
    return drafts, faults


def _write(drafts: Mapping[tuple[str, date], HolidayDraft]) -> ImportReport:
    markets = {market for market, _day in drafts}
    known = {
        (row.market, row.day): row
        for row in PublicHoliday.objects.select_for_update()
        .filter(market__in=markets)
        .order_by("id")
    }
    new = [
        PublicHoliday(
            market=each.market,
            day=each.day,
            names=each.names,
            source=each.source,
            licence=each.licence,
        )
        for key, each in drafts.items()
        if key not in known
    ]
    changed = []
    for key, each in drafts.items():
        row = known.get(key)
        if row is not None and any(getattr(row, name) != getattr(each, name) for name in _FIELDS):
            row.names, row.source, row.licence = each.names, each.source, each.licence
            changed.append(row)
    PublicHoliday.objects.bulk_create(new)
    PublicHoliday.objects.bulk_update(changed, _FIELDS)
    unchanged = len(drafts) - len(new) - len(changed)
    return ImportReport(new=len(new), changed=len(changed), unchanged=unchanged)
