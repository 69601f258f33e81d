"""The register's CSV file: its rows, read."""

from landsea.library.engine.csv_table import NotATable, read_csv
from landsea.market.engine.register_rows import REQUIRED_COLUMNS
from landsea.market.errors import NotARegister


def read_register_table(data: bytes) -> list[dict[str, str]]:
    """Returns the rows of a file; raises NotARegister, or NotUtf8 for one in another encoding."""
    try:
        return read_csv(data, required=REQUIRED_COLUMNS)
    except NotATable as error:
        raise NotARegister(field="file", value="", reason=error.params["reason"]) from error
