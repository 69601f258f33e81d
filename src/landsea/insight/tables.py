"""Tables as files: read from CSV, written as CSV that no spreadsheet takes for a program."""

import csv
import io

from landsea.foundation.csv_files import write_csv
from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_

__all__ = ["UnreadableTable", "decode_table", "read_table", "write_csv"]

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
