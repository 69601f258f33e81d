"""A CSV file read into rows, or refused as a whole with the reason."""

import csv
import io
from collections.abc import Sequence

from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_

#: The file's own line endings are kept for the csv reader, which knows lines inside quotes.
_NO_TRANSLATION = ""


class NotUtf8(InvalidInput):
    """The file is in another encoding."""

    code = "not-utf-8"
    message = N_("The file is not UTF-8: line {line} holds bytes that UTF-8 does not have.")
    mend = N_("Save it as “CSV UTF-8” and import it again.")


class NotATable(InvalidInput):
    """The file has no table that could be read."""

    code = "not-a-table"
    message = N_("The file is not a table of places: {reason}.")
    mend = N_("Start from the columns of the embedded table of places.")


def read_csv(data: bytes, *, required: Sequence[str]) -> list[dict[str, str]]:
    """Returns a row for each record, by the names in the first line; raises NotUtf8, NotATable."""
    reader = csv.DictReader(io.StringIO(_decode(data), newline=_NO_TRANSLATION), strict=True)
    try:
        columns = list(reader.fieldnames or [])
        rows = list(reader)
    except csv.Error as error:
        raise NotATable(
            field="file", value="", reason=f"after line {reader.line_num}: {error}"
        ) from error
    if missing := [name for name in required if name not in columns]:
        raise NotATable(field="file", value="", reason=f"no column {', '.join(missing)}")
    if repeated := sorted({name for name in columns if columns.count(name) > 1}):
        raise NotATable(field="file", value="", reason=f"twice a column {', '.join(repeated)}")
    for number, row in enumerate(rows, start=2):
        # DictReader files surplus cells under None and fills missing ones with None.
        if None in row or None in row.values():
            reason = f"row {number} has not as many cells as there are columns"
            raise NotATable(field="file", value="", reason=reason)
    return rows


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotUtf8(field="file", value="", line=line) from error
