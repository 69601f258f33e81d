from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from landsea.insight.queries import count_observations
from tests.factories.insight import make_arrivals_row, table_of

pytestmark = pytest.mark.django_db


def run(path: Path) -> tuple[str, str]:
    """Returns what the command said on its two outputs."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_arrivals", path, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}"
    return out.getvalue(), err.getvalue()


def test_a_file_is_loaded_and_the_second_time_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_bytes(table_of(make_arrivals_row()))

    assert run(path) == ("1 figures, loaded.\n", "")
    assert run(path) == ("1 figures, unchanged.\n", "")


def test_each_fault_is_printed_with_row_column_and_value(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_bytes(table_of(make_arrivals_row(visitors="many")))

    _, told = run(path)

    assert told == (
        f"{path}, row 2, visitors, “many”: This is not a number of visitors. Write digits only,"
        " without separators; leave out rows that have no figure.\n"
        "1 faults; nothing was loaded."
    )
    assert count_observations() == 0


def test_a_file_that_is_not_there_or_no_table_is_named(tmp_path: Path) -> None:
    missing, picture = tmp_path / "missing.csv", tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n")

    assert run(missing)[1] == f"{missing}: No such file or directory."
    assert run(picture)[1] == (
        f"{picture}: This file is not a table in UTF-8. Save it as “CSV UTF-8” and send it again."
    )
