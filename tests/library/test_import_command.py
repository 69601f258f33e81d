import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import landsea.demo
from landsea.library.models import Resource
from tests.factories.library import DAZU_ROW, make_owner, make_row

pytestmark = pytest.mark.django_db

PLACES = Path(landsea.demo.__file__).parent / "data/places.csv"


def write_table(folder: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, DAZU_ROW.keys())
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "places.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def run(path: Path, *, owner: str | None = None) -> tuple[int, str, str]:
    """Returns the exit code and what was written to either stream."""
    out, err = io.StringIO(), io.StringIO()
    owner = owner or str(make_owner().public_id)
    try:
        call_command("import_places", path, owner=owner, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def test_the_embedded_table_is_imported_and_counted() -> None:
    assert run(PLACES) == (0, "845 new, 0 changed, 0 unchanged.\n", "")
    assert run(PLACES) == (0, "0 new, 0 changed, 845 unchanged.\n", "")


def test_a_broken_table_is_refused_with_file_row_column_value_and_advice(tmp_path: Path) -> None:
    path = write_table(tmp_path, make_row(), make_row(id="cq-0002", ticket_price="-5"))

    code, out, err = run(path)

    assert (code, out) == (1, "")
    assert f"{path}, row 3, ticket_price, “-5”: A price is a number, zero or more." in err
    assert "1 faults; nothing was written." in err
    assert Resource.objects.count() == 0


def test_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = write_table(tmp_path, make_row(), encoding="gb18030")

    code, _out, err = run(path)

    assert code == 1
    assert "line 2 holds bytes that UTF-8 does not have. Save it as “CSV UTF-8”" in err
    assert Resource.objects.count() == 0


@pytest.mark.parametrize("owner", ["not an id", "0192f0c1-7b6e-7c5d-9f00-0123456789ab"])
def test_an_unknown_owner_is_not_understood(owner: str) -> None:
    code, _out, err = run(PLACES, owner=owner)

    assert (code, err) == (2, f"No organisation has the public id “{owner}”.")


def test_a_missing_file_is_not_understood(tmp_path: Path) -> None:
    code, _out, err = run(tmp_path / "nowhere.csv")

    assert (code, err) == (2, f"{tmp_path}/nowhere.csv: No such file or directory.")
