"""Rows of the register's CSV file, read and checked; a command tells of faults, in English."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from landsea.kernel.money import Money
from landsea.kernel.texts import LANGUAGES, LocalisedText
from landsea.library.engine.row_cells import Cells, Fault
from landsea.market.engine.projects import Sector, Stage

_NAMES = {tag: f"name_{tag.partition('-')[0]}" for tag in LANGUAGES}
_PLACES = {tag: f"place_{tag.partition('-')[0]}" for tag in LANGUAGES}
COLUMNS = (
    *("key", "type", *_NAMES.values(), "stage", "year", "projects", "amount", "currency", "sector"),
    *(*_PLACES.values(), "market", "part_of", "source", "source_url", "licence", "as_of", "note"),
)
#: Without these a file is not a register.
REQUIRED_COLUMNS = ("key", "type", "stage", "amount", "currency", "source")
PROJECT, SUM = "project", "sum"
#: With their lines in the change log, these are what one transaction writes.
MOST_ROWS = 500

_YEAR = re.compile(r"(19|2[0-9])[0-9]{2}")
_DATE = re.compile(_YEAR.pattern + r"(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
#: More than any published amount, less than a 64-bit integer of its smallest coins holds.
_MOST = Decimal(10) ** 14


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDraft:
    """A line of the register that can be kept; fields as in its table."""

    row: int
    key: str
    names: LocalisedText
    stage: Stage
    year: int | None
    amount: Money | None
    sector: Sector | None
    place_names: LocalisedText
    market: str
    source: str
    source_url: str
    licence: str
    as_of: str
    note: str
    #: Of a sum over how many projects it goes; of one project None.
    project_count: int | None
    #: Of a project the key of the sum that it is among.
    part_of: str


def read_register_rows(
    rows: Iterable[Mapping[str, str]], *, market_codes: Collection[str], sums: Collection[str] = ()
) -> tuple[list[RegisterDraft], list[Fault]]:
    """Returns the lines of a table, or all its faults; the header is row 1.

    `sums` are keys of sums that are known already, of which projects may be part.
    """
    drafts: list[RegisterDraft] = []
    faults: list[Fault] = []
    keys: set[str] = set()
    rows = list(rows)
    known = {*sums, *(_key(row) for row in rows if _text(row, "type") == SUM)}
    for number, row in enumerate(rows, start=2):
        cells = Cells(row, number)
        draft = _read(cells, market_codes)
        if draft.key in keys:
            cells.fault("key", "This key stands twice in the file.", "Keep one row.")
        if draft.part_of and draft.part_of not in known:
            cells.fault(
                "part_of",
                "No sum of the register has this key.",
                "Write the key of a row of the type “sum”, or leave it empty.",
            )
        keys.add(draft.key)
        drafts.append(draft)
        faults += cells.faults
    if len(rows) > MOST_ROWS:
        what, mend = "The file has too many rows.", "Split it."
        faults.append(Fault(row=MOST_ROWS + 2, column="key", value="", what=what, mend=mend))
    return ([], faults) if faults else (drafts, [])


def _read(cells: Cells, market_codes: Collection[str]) -> RegisterDraft:
    is_sum = _type(cells) == SUM
    names = LocalisedText.of({tag: cells.text(name) for tag, name in _NAMES.items()})
    if not names and not cells.faults:
        cells.fault("name_en", "The line has no name in any language.", "Give it at least one.")
    count = cells.whole("projects", least=1, most=1_000_000)
    if is_sum != bool(cells.raw("projects")):
        _miscounted(cells, is_sum=is_sum)
    if is_sum and cells.raw("part_of"):
        cells.fault("part_of", "A sum is part of no other sum.", "Leave the cell empty.")
    return RegisterDraft(
        row=cells.number,
        key=cells.required("key", limit=100),
        names=names,
        stage=cells.choice("stage", Stage, default=None),
        year=_year(cells),
        amount=_amount(cells),
        sector=cells.choice("sector", Sector, default=None) if cells.raw("sector") else None,
        place_names=LocalisedText.of({tag: cells.text(name) for tag, name in _PLACES.items()}),
        market=_market(cells, market_codes),
        source=cells.required("source"),
        source_url=_address(cells),
        licence=cells.text("licence", limit=300),
        as_of=cells.matching("as_of", _DATE),
        note=cells.text("note"),
        project_count=count if is_sum else None,
        part_of="" if is_sum else cells.text("part_of", limit=100),
    )


def _type(cells: Cells) -> str:
    value = cells.raw("type")
    if value not in (PROJECT, SUM):
        cells.fault(
            "type",
            "This is not a type of line.",
            "Write “project” for one, “sum” for several that were published together.",
        )
    return value


def _miscounted(cells: Cells, *, is_sum: bool) -> None:
    if is_sum:
        mend = "Write over how many projects the sum goes."
        cells.fault("projects", "This is empty.", mend)
    else:
        mend = "Leave it empty for one project."
        cells.fault("projects", "One project is not counted.", mend)


def _year(cells: Cells) -> int | None:
    value = cells.raw("year")
    if value and not _YEAR.fullmatch(value):
        cells.fault("year", "This is not a year.", "Write it like this: 2026.")
        return None
    return int(value) if value else None


def _amount(cells: Cells) -> Money | None:
    """Returns the amount in major units of its currency; None when it is not known."""
    value, currency = cells.raw("amount"), cells.currency("currency")
    if not value:
        if cells.raw("currency"):
            cells.fault(
                "currency", "A currency without an amount.", "Leave both empty, or neither."
            )
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or not 0 < amount <= _MOST:
        cells.fault(
            "amount",
            "An amount is a number above zero.",
            "Write digits without separators; leave it empty when it is not known.",
        )
        return None
    if not currency:
        if not cells.raw("currency"):
            cells.fault("currency", "This amount has no currency.", "Write its three letters.")
        return None
    try:
        return Money.of(amount, currency)
    except ValueError:
        cells.fault(
            "amount",
            "This amount has more decimals than its currency.",
            "Round it as its source does.",
        )
        return None


def _market(cells: Cells, known: Collection[str]) -> str:
    value = cells.raw("market")
    if value and value not in known:
        cells.fault("market", "This is not a market.", "Write its code by ISO 3166-1.")
        return ""
    return value


def _address(cells: Cells) -> str:
    value = cells.text("source_url", limit=500)
    if value and not re.fullmatch(r"https?://[^\s]+\.[^\s]+", value):
        cells.fault(
            "source_url",
            "This is not a web address that can be opened.",
            "Write one that begins with https://, or leave it empty.",
        )
        return ""
    return value


def _key(row: Mapping[str, str]) -> str:
    return _text(row, "key")


def _text(row: Mapping[str, str], column: str) -> str:
    return Cells(row, 0).raw(column)
