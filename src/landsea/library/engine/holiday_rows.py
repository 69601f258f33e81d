"""One row of a table of public holidays, read into a draft or into what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from landsea.kernel.texts import N_, LocalisedText
from landsea.library.engine.place_rows import read_names
from landsea.library.engine.row_cells import Cells, Fault
from landsea.library.engine.row_places import read_market

#: Columns without which a file is not a table of public holidays.
REQUIRED_COLUMNS = ("country", "date", "name_en", "source")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayDraft:
    """What a row says about a public holiday."""

    market: str
    day: date
    names: LocalisedText
    source: str
    licence: str


def read_holiday_row(row: Mapping[str, str], number: int) -> HolidayDraft | tuple[Fault, ...]:
    """Returns the holiday, or everything that is wrong with the row."""
    cells = Cells(row, number)
    draft = HolidayDraft(
        market=read_market(cells).code,
        day=_day(cells),
        names=read_names(cells),
        source=cells.required("source"),
        licence=cells.text("licence"),
    )
    return tuple(cells.faults) or draft


def _day(cells: Cells) -> date:
    text = cells.raw("date")
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    cells.fault("date", N_("This is not a day."), N_("Write it as 2026-11-30."))
    return date.min
