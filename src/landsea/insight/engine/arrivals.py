"""Rows of published arrivals, read and checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from landsea.kernel.periods import Period
from landsea.kernel.texts import N_

COLUMNS = (
    "destination",
    "residence",
    "residence_iso2",
    "period",
    "frequency",
    "visitors",
    "measure",
    "source",
    "licence",
    "note",
)
# Nobody counted arrivals before 1800, and a calendar that ends in 9999 has no day after it.
_YEAR = re.compile(r"(1[89]|2[0-9])[0-9]{2}")
_DIGITS = re.compile(r"[0-9]{1,20}")
_MONTH = re.compile(_YEAR.pattern + r"-(0[1-9]|1[0-2])")
#: The longest text that is kept of a column.
_LONGEST = {
    "destination": 40,
    "residence": 80,
    "residence_iso2": 2,
    "measure": 100,
    "source": 500,
    "licence": 300,
    "note": 500,
}
#: More visitor-times than people on earth in a period are a slip of the keyboard.
MAX_VISITORS = 10_000_000_000


class CounterpartKind(StrEnum):
    """What a residence stands for."""

    TOTAL = "total"  #: all visitors together
    REGION = "region"  #: a subtotal of several markets
    MARKET = "market"  #: one market


#: Names under which offices print their subtotals without saying so.
_REGIONS = frozenset(
    (
        *("africa", "americas", "the americas", "asean", "asia", "east asia", "east europe"),
        *("europe", "middle east", "oceania", "south asia"),
    )
)
_TOTALS = frozenset(("all", "grand total", "total"))


class ObservationStatus(StrEnum):
    """How far a figure can be relied on, in the codes of SDMX's list CL_OBS_STATUS."""

    NORMAL = "A"  #: as it stands
    PROVISIONAL = "P"  #: the office will still correct it
    INCOMPLETE = "U"  #: days are missing or may be: "low reliability" in the code list
    UNVALIDATED = "V"  #: read from a place that leaves a doubt


#: What a note says, and the status that follows; the first that is said counts.
_STATUS_OF_NOTE = (
    ("days missing", ObservationStatus.INCOMPLETE),
    ("do not treat as the full month", ObservationStatus.INCOMPLETE),
    ("provisional", ObservationStatus.PROVISIONAL),
    ("verify", ObservationStatus.UNVALIDATED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One published figure."""

    row: int
    reference_area: str
    counterpart_area: str
    counterpart_kind: CounterpartKind
    counterpart_iso2: str
    period: str
    span: Period
    frequency: str
    value: int
    measure: str
    status: ObservationStatus
    source: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell of a file, and how to mend it."""

    row: int
    column: str
    value: str
    what: str
    mend: str


def read_rows(
    rows: Iterable[Mapping[str, str | None]],
) -> tuple[list[Observation], list[Fault]]:
    """Returns the observations of a table, or all its faults; the header is row 1."""
    observations: list[Observation] = []
    faults: list[Fault] = []
    first_rows: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        if missing := [column for column in COLUMNS if row.get(column) is None]:
            faults.append(
                Fault(
                    number,
                    missing[0],
                    "",
                    N_("The column is missing or the row is cut."),
                    N_("Give each row all columns of the header."),
                )
            )
            continue
        cells = {column: (row[column] or "").strip() for column in COLUMNS}
        found = list(_faults(number, cells))
        key = tuple(
            cells[name] for name in ("destination", "residence", "period", "measure", "source")
        )
        if not found and key in first_rows:
            found = [
                Fault(
                    number,
                    "period",
                    cells["period"],
                    N_("This figure stands twice in the file."),
                    N_("Keep one of the two rows."),
                )
            ]
        first_rows.setdefault(key, number)
        faults += found
        if not found:
            observations.append(_observation(number, cells))
    if not observations and not faults:
        # Else an empty file would take every figure away from the readers.
        what, mend = N_("The table has no rows."), N_("Send the file with its figures.")
        faults.append(Fault(2, COLUMNS[0], "", what, mend))
    return observations, faults


def _faults(number: int, cells: Mapping[str, str]) -> Iterable[Fault]:
    for column in ("destination", "residence", "measure", "source"):
        if not cells[column]:
            yield Fault(
                number, column, "", N_("The cell is empty."), N_("Write what the source says.")
            )
    for column, longest in _LONGEST.items():
        if len(cells[column]) > longest:
            yield Fault(
                number,
                column,
                cells[column],
                N_("The cell is too long."),
                N_("Shorten it, and keep what tells it from others."),
            )
    value = cells["visitors"]
    if not _DIGITS.fullmatch(value) or int(value) > MAX_VISITORS:
        yield Fault(
            number,
            "visitors",
            value,
            N_("This is not a number of visitors."),
            N_("Write digits only, without separators; leave out rows that have no figure."),
        )
    pattern = {"M": _MONTH, "A": _YEAR}.get(cells["frequency"])
    if pattern is None:
        yield Fault(
            number,
            "frequency",
            cells["frequency"],
            N_("This is not a frequency that is known."),
            N_("Write M for months or A for years."),
        )
    elif not pattern.fullmatch(cells["period"]):
        yield Fault(
            number,
            "period",
            cells["period"],
            N_("This is not a period of that frequency."),
            N_("Write months as 2025-03 and years as 2025."),
        )


def _observation(number: int, cells: Mapping[str, str]) -> Observation:
    return Observation(
        row=number,
        reference_area=cells["destination"],
        counterpart_area=cells["residence"],
        counterpart_kind=_counterpart_kind(cells["residence"]),
        counterpart_iso2=cells["residence_iso2"],
        period=cells["period"],
        span=_span(cells["period"]),
        frequency=cells["frequency"],
        value=int(cells["visitors"]),
        measure=cells["measure"],
        status=_status(cells["note"]),
        source=cells["source"],
        licence=cells["licence"],
        note=cells["note"],
    )


def _counterpart_kind(residence: str) -> CounterpartKind:
    name = " ".join(residence.split()).casefold()
    if name in _TOTALS:
        return CounterpartKind.TOTAL
    if name in _REGIONS or name.endswith("(region)"):
        return CounterpartKind.REGION
    return CounterpartKind.MARKET


def _status(note: str) -> ObservationStatus:
    said = (status for words, status in _STATUS_OF_NOTE if words in note.casefold())
    return next(said, ObservationStatus.NORMAL)


def _span(period: str) -> Period:
    year, _, month = period.partition("-")
    if month:
        return Period.months(date(int(year), int(month), 1), 1)
    return Period.months(date(int(year), 1, 1), 12)
