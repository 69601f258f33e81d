"""Tables of events and of public holidays from the command line."""

import csv
import io
from importlib.resources import files
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from landsea.library.models import Event, PublicHoliday
from tests.factories.library import make_event_row, make_owner

pytestmark = pytest.mark.django_db

DATA = Path(str(files("landsea.demo").joinpath("data")))


def run(command: str, path: Path, **options: str) -> tuple[int, str, str]:
    """Returns a command's exit code and what it wrote."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, path, stdout=out, stderr=err, **options)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def test_the_embedded_events_are_imported_and_counted() -> None:
    owner = str(make_owner().public_id)

    first = run("import_events", DATA / "events.csv", owner=owner)
    again = run("import_events", DATA / "events.csv", owner=owner)

    assert first == (0, "21 new, 0 changed, 0 unchanged.\n", "")
    assert again == (0, "0 new, 0 changed, 21 unchanged.\n", "")


def test_the_embedded_holidays_are_imported_and_counted() -> None:
    first = run("import_holidays", DATA / "holidays.csv")
    again = run("import_holidays", DATA / "holidays.csv")

    assert first == (0, "378 new, 0 changed, 0 unchanged.\n", "")
    assert again == (0, "0 new, 0 changed, 378 unchanged.\n", "")


def test_a_broken_table_is_refused_with_file_row_column_value_and_advice(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(make_event_row()))
        writer.writeheader()
        writer.writerow(make_event_row(rule="every summer"))

    code, out, err = run("import_events", path, owner=str(make_owner().public_id))

    assert (code, out) == (1, "")
    assert f"{path}, row 2, rule, “every summer”: This rule can't be read. Write it as" in err
    assert "1 faults; nothing was written." in err
    assert Event.objects.count() == 0


def test_a_table_without_its_columns_is_no_table_of_holidays(tmp_path: Path) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text("country,name_en\nCN,National Day\n", encoding="utf-8")

    code, _out, err = run("import_holidays", path)

    assert (code, "no column date, source" in err) == (1, True)
    assert PublicHoliday.objects.count() == 0
