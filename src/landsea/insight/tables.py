"""Tables as files: read from CSV, written as CSV that no spreadsheet takes for a program."""

import csv
import io
from collections.abc import Iterable, Sequence

from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_

#: What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

#: Under this name the reader keeps cells beyond the header; no column has it.
_REST = "\x00"


class UnreadableTable(InvalidInput):
    """The file is not a CSV table in UTF-8."""

    code = "unreadable-table"
    message = N_("This file is not a table in UTF-8.")
    mend = N_("Save it as “CSV UTF-8” and send it again.")


def decode_table(content: bytes) -> str:
    """Returns the text of a CSV file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(field="file", value=str(error.start)) from error
    if "\x00" in text:
        raise UnreadableTable(field="file", value="0")
    return text


def read_table(content: bytes) -> list[dict[str, str | None]]:
    """Returns the rows of a CSV file; a cell that is missing is None."""
    # Without translation, so that a line may end as on any system.
    reader = csv.DictReader(io.StringIO(decode_table(content), newline=""), restkey=_REST)
    try:
        return [{key: row[key] for key in row if key != _REST} for row in reader]
    except csv.Error as error:
        raise UnreadableTable(field="file", value=str(error)) from error


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Returns a CSV file whose texts are never formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell
