"""A restore writes into an empty place only, and only what is whole and known."""

import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from landsea.keeping.archive import written_archive
from tests.keeping.places import Place, export_of, sqlite_place, unpack_previous

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


def change_manifest(source: Path, target: Path, **changes: object) -> None:
    """Writes a backup again, sealed as it should be, with another manifest."""
    with (
        zipfile.ZipFile(source) as old,
        written_archive(target, overwrite=False, made_at=datetime.now(UTC)) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
            with new.member(name) as member:
                member.write(content)


def is_untouched(place: Place) -> bool:
    """Says whether there is nothing but what starting Landsea makes."""
    names = {path.name for path in place.folder.iterdir()}
    return names <= {"secret.key", "compiled", "own.sqlite3"} and place.tables() == []


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_damaged_backup_is_refused_and_nothing_is_written(
    backup_file: Path, empty_place: Place, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "damaged.zip"
    content = bytearray(backup_file.read_bytes())
    content[len(content) // 2] ^= damage == "changed"
    file.write_bytes(content[:-1] if damage == "cut" else content)

    restored = empty_place.landsea("restore", file)

    assert restored.returncode == 1
    assert f"{file} is not a whole backup" in restored.stderr
    assert "nothing was written" in restored.stderr
    assert is_untouched(empty_place)


def test_a_backup_of_a_newer_version_is_refused(
    backup_file: Path, empty_place: Place, tmp_path: Path
) -> None:
    file = tmp_path / "newer.zip"
    with zipfile.ZipFile(backup_file) as archive:
        migrations = json.loads(archive.read("manifest.json"))["migrations"]
    change_manifest(
        backup_file, file, made_by="99.0", migrations=[*migrations, ["cards", "9999_later"]]
    )

    restored = empty_place.landsea("restore", file)

    assert restored.returncode == 1
    assert "made by Landsea 99.0" in restored.stderr
    assert "cards 9999_later" in restored.stderr
    assert is_untouched(empty_place)


def test_tables_that_are_not_those_of_the_migrations_are_refused(
    backup_file: Path, empty_place: Place, tmp_path: Path
) -> None:
    file = tmp_path / "older.zip"
    with zipfile.ZipFile(backup_file) as archive:
        migrations = json.loads(archive.read("manifest.json"))["migrations"]
    older = [each for each in migrations if each != ["cards", "0003_age_bands"]]
    older = [each for each in older if each[0] != "cards" or each[1] < "0003"]
    change_manifest(backup_file, file, migrations=older)

    restored = empty_place.landsea("restore", file)

    assert restored.returncode == 1
    assert "its tables are not those of its migrations" in restored.stderr
    assert is_untouched(empty_place)


def test_a_place_with_rows_is_left_as_it_is(
    backup_file: Path, rowless_place: Place, tmp_path: Path
) -> None:
    rowless_place.script(
        "from tests.factories.members import make_alliance\nmake_alliance('somebody')"
    )
    before = export_of(rowless_place, tmp_path)
    secret = (rowless_place.folder / "secret.key").read_text()

    restored = rowless_place.landsea("restore", backup_file)

    assert restored.returncode == 1
    assert "A restore needs an empty place, but the database has rows in" in restored.stderr
    assert export_of(rowless_place, tmp_path) == before
    assert (rowless_place.folder / "secret.key").read_text() == secret


def test_a_place_with_files_is_left_as_it_is(backup_file: Path, empty_place: Place) -> None:
    folder = empty_place.folder / "files/content/ab/cd"
    folder.mkdir(parents=True)
    (folder / ("abcd" + "0" * 60)).write_text("somebody's")

    restored = empty_place.landsea("restore", backup_file)

    assert restored.returncode == 1
    assert "the data folder has 1 stored files" in restored.stderr
    assert empty_place.tables() == []


def test_a_database_beyond_the_backup_is_left_as_it_is(
    sqlite_home: Place, rowless_place: Place, tmp_path: Path
) -> None:
    file = tmp_path / "previous.zip"
    unpack_previous(tmp_path / "previous")
    with sqlite_place(tmp_path / "previous") as previous:
        previous.do("backup", file)

    restored = rowless_place.landsea("restore", file)

    assert restored.returncode == 1
    assert "the database is migrated beyond the backup" in restored.stderr


def test_a_restore_is_refused_while_somebody_uses_the_database(
    backup_file: Path, rowless_place: Place
) -> None:
    with rowless_place.connected():
        restored = rowless_place.landsea("restore", backup_file)

    assert restored.returncode == 1
    assert "The database is in use" in restored.stderr


def test_a_database_without_tables_is_not_backed_up(empty_place: Place, tmp_path: Path) -> None:
    backup = empty_place.landsea("backup", tmp_path / "backup.zip")

    assert backup.returncode == 1
    assert "there is nothing to back up" in backup.stderr
    assert not list(tmp_path.glob("backup.zip*"))


def test_a_full_disk_leaves_no_backup(sqlite_home: Place) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("Only Linux has a full device.")

    backup = sqlite_home.landsea("backup", "/dev/full/backup.zip")

    assert backup.returncode == 1
    assert "was not written" in backup.stderr


def test_damage_in_a_row_that_the_other_database_refuses_names_it(
    sqlite_home: Place, empty_place: Place, tmp_path: Path
) -> None:
    if empty_place.is_sqlite:
        pytest.skip("SQLite holds a text of any length.")
    folder = tmp_path / "long"
    shutil.copytree(sqlite_home.folder, folder)
    file = tmp_path / "long.zip"
    with sqlite_place(folder) as place:
        place.script(
            "from landsea.foundation.models import Change\n"
            "Change.objects.filter(row_key='json').update(action='x' * 41)"
        )
        key = place.value("SELECT id FROM foundation_change WHERE row_key = 'json'")
        place.do("backup", file)

    restored = empty_place.landsea("restore", file)

    assert restored.returncode == 1
    assert f"refuses row {key} of foundation.change: value too long" in restored.stderr
    assert empty_place.tables() == []
