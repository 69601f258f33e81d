"""Rows of published lines: single figures that an office stated, with the words they belong to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from landsea.insight.engine.arrivals import Fault, ObservationStatus
from landsea.kernel.money import exponent_of
from landsea.kernel.periods import Period
from landsea.kernel.texts import N_, LocalisedText

COLUMNS = (
    "area",
    "area_en",
    "period",
    "measure",
    "value",
    "unit",
    "change_percent",
    "published_on",
    "status",
    "source",
    "address",
    "licence",
    "note",
)
#: The unit of everything that is not money.
VISITOR_TIMES = "visitor-times"
#: Names of the area in other languages, in columns that a table may have or not.
_NAMES = {
    "area_en": "en",
    "area_zh": "zh-Hans",
    "area_de": "de",
    "area_fr": "fr",
    "area_th": "th",
    "area_vi": "vi",
}
_LONGEST = {
    "area": 10,
    **dict.fromkeys(_NAMES, 80),
    "source": 500,
    "address": 500,
    "licence": 300,
    "note": 500,
}
_AREA = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_VALUE = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
_CHANGE = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:1[89]|2[0-9])[0-9]{2}")


class Measure(StrEnum):
    """What an office stated; visitor-times and never people, for who comes twice counts twice."""

    VISITORS = "visitors"  #: visitors of all kinds
    INBOUND = "inbound-visitors"  #: visitors who live in another market
    MUSEUMS = "museum-visits"  #: visits of museums
    REVENUE = "revenue"  #: what visitors spent
    INBOUND_REVENUE = "inbound-revenue"  #: what visitors from other markets spent

    @property
    def is_money(self) -> bool:
        return self in (Measure.REVENUE, Measure.INBOUND_REVENUE)


#: A figure with missing days is not a line: there is no month beside it that shows the gap.
_STATUSES = frozenset(
    (ObservationStatus.NORMAL, ObservationStatus.PROVISIONAL, ObservationStatus.UNVALIDATED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure as an office stated it."""

    row: int
    area: str
    area_names: LocalisedText
    period: str
    span: Period
    measure: Measure
    value: Decimal
    #: Empty for visitor-times.
    currency: str
    #: On the same period of the year before, as the office said; None where it said nothing.
    change_percent: Decimal | None
    published_on: date
    status: ObservationStatus
    source: str
    address: str
    licence: str
    note: str


def read_lines(rows: Iterable[Mapping[str, str | None]]) -> tuple[list[Line], list[Fault]]:
    """Returns the lines of a table, or all its faults; the header is row 1."""
    lines: list[Line] = []
    faults: list[Fault] = []
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, start=2):
        if missing := [column for column in COLUMNS if row.get(column) is None]:
            what = N_("The column is missing or the row is cut.")
            mend = N_("Give each row all columns of the header.")
            faults.append(Fault(number, missing[0], "", what, mend))
            continue
        cells = {column: (row.get(column) or "").strip() for column in (*COLUMNS, *_NAMES)}
        found = [
            Fault(number, column, cells[column], what, mend)
            for column, what, mend in _faults(cells)
        ]
        key = tuple(cells[name] for name in ("area", "period", "measure", "source"))
        if not found and key in seen:
            what, mend = (
                N_("This figure stands twice in the file."),
                N_("Keep one of the two rows."),
            )
            found = [Fault(number, "period", cells["period"], what, mend)]
        seen.add(key)
        faults += found
        span = find_span(cells["period"])
        if span is not None and not found:
            lines.append(_line(number, cells, span))
    if not lines and not faults:
        what, mend = N_("The table has no rows."), N_("Send the file with its figures.")
        faults.append(Fault(2, COLUMNS[0], "", what, mend))
    return lines, faults


def is_table_of_lines(rows: Sequence[Mapping[str, str | None]]) -> bool:
    """Says whether a table was meant to hold lines: series of arrivals have no area."""
    return bool(rows) and COLUMNS[0] in rows[0]


def find_span(period: str) -> Period | None:
    """Returns the days of 2024, 2024-Q1, 2024-03, 2024-01/2024-09 or 2023-09-29/2023-10-06."""
    first, slash, last = period.partition("/")
    try:
        if slash:
            opening, closing = _span(first), _span(last)
            return Period(opening.starts_on, closing.ends_on) if opening and closing else None
        return _span(first)
    except (ValueError, OverflowError):
        return None


def _span(text: str) -> Period | None:
    if _YEAR.fullmatch(text):
        return Period.months(date(int(text), 1, 1), 12)
    if quarter := _QUARTER.fullmatch(text):
        return Period.months(date(int(quarter[1]), int(quarter[2]) * 3 - 2, 1), 3)
    if month := _MONTH.fullmatch(text):
        return Period.months(date(int(month[1]), int(month[2]), 1), 1)
    day = _day(text)
    return Period(day, day + timedelta(days=1)) if day else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _faults(cells: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    for column in ("area_en", "source"):
        if not cells[column]:
            yield column, N_("The cell is empty."), N_("Write what the source says.")
    for column, longest in _LONGEST.items():
        if len(cells[column]) > longest:
            what = N_("The cell is too long.")
            yield column, what, N_("Shorten it, and keep what tells it from others.")
    if not _AREA.fullmatch(cells["area"]):
        what = N_("This is not a code of an area.")
        yield "area", what, N_("Write a code of ISO 3166, such as CN-LN or SG.")
    if cells["period"] == "" or find_span(cells["period"]) is None:
        what = N_("This is not a period.")
        yield "period", what, N_("Write 2024, 2024-Q1, 2024-03 or 2024-01/2024-09.")
    if _day(cells["published_on"]) is None:
        what = N_("This is not a date.")
        yield "published_on", what, N_("Write the day on which the office stated it as 2024-04-25.")
    if cells["status"] not in _STATUSES:
        what = N_("This is not a status that is known.")
        yield "status", what, N_("Write A for normal, P for provisional or V for not verified.")
    if cells["address"] and not cells["address"].startswith(("https://", "http://")):
        what = N_("This is not an address of a page.")
        yield "address", what, N_("Write it from https:// on, or leave the cell empty.")
    yield from _faults_of_numbers(cells)


def _faults_of_numbers(cells: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    if not _VALUE.fullmatch(cells["value"]):
        what = N_("This is not a number.")
        yield "value", what, N_("Write digits without separators, in whole visitors or currency.")
    if cells["change_percent"] and not _CHANGE.fullmatch(cells["change_percent"]):
        what = N_("This is not a change in per cent.")
        yield "change_percent", what, N_("Write 68.2 or -3.1, or leave the cell empty.")
    measure = next((each for each in Measure if each == cells["measure"]), None)
    if measure is None:
        what = N_("This measure is not known.")
        yield (
            "measure",
            what,
            N_("Write visitors, inbound-visitors, museum-visits, revenue or inbound-revenue."),
        )
    elif measure.is_money and not _CURRENCY.fullmatch(cells["unit"]):
        what = N_("This is not a currency.")
        yield "unit", what, N_("Write its three letters of ISO 4217, such as CNY.")
    elif measure.is_money and len(cells["value"].partition(".")[2]) > exponent_of(cells["unit"]):
        what = N_("This amount has more decimals than its currency.")
        yield "value", what, N_("Write as many decimals as the currency has.")
    elif not measure.is_money and (cells["unit"] != VISITOR_TIMES or "." in cells["value"]):
        what = N_("This measure is counted in whole visitor-times.")
        yield "unit", what, N_("Write visitor-times and a whole number.")


def _line(number: int, cells: Mapping[str, str], span: Period) -> Line:
    measure = Measure(cells["measure"])
    change = cells["change_percent"]
    return Line(
        row=number,
        area=cells["area"],
        area_names=LocalisedText.of({_NAMES[each]: cells[each] for each in _NAMES if cells[each]}),
        period=cells["period"],
        span=span,
        measure=measure,
        value=Decimal(cells["value"]),
        currency=cells["unit"] if measure.is_money else "",
        change_percent=Decimal(change) if change else None,
        published_on=date.fromisoformat(cells["published_on"]),
        status=ObservationStatus(cells["status"]),
        source=cells["source"],
        address=cells["address"],
        licence=cells["licence"],
        note=cells["note"],
    )
