"""The file of a backup: whole or refused, its owner's only, never half under its name."""

import fcntl
import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landsea.keeping.archive import ArchiveWriter, opened_archive, part_of, written_archive
from landsea.keeping.errors import (
    BackupBeingWritten,
    DamagedBackup,
    FileInTheWay,
    NewerBackup,
    NoSuchBackup,
)
from landsea.keeping.manifest import Manifest, TableEntry
from tests.keeping.samples import LINES, MANIFEST, NOW, PICTURE, write_sample
from tests.keeping.test_seal import changed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    write_sample(path)
    return path


def test_what_was_written_is_read(file: Path) -> None:
    with opened_archive(file) as archive:
        with archive.open(MANIFEST.tables[0].member) as member:
            lines = member.read()
        with archive.open(MANIFEST.content[0].member) as member:
            picture = member.read()

    assert (archive.manifest, lines, picture) == (MANIFEST, LINES, PICTURE)


def test_any_tool_opens_a_backup(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert Manifest.read(archive.read("manifest.json")) == MANIFEST


@pytest.mark.slow
def test_a_backup_cut_anywhere_is_refused(file: Path) -> None:
    content = file.read_bytes()

    for end in range(len(content)):
        file.write_bytes(content[:end])
        with pytest.raises(DamagedBackup), opened_archive(file):
            pass


@pytest.mark.slow
def test_a_backup_with_any_byte_changed_is_refused(file: Path) -> None:
    content = file.read_bytes()

    for position in range(len(content)):
        file.write_bytes(changed(content, position, 0x20))
        with pytest.raises(DamagedBackup), opened_archive(file):
            pass


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_backup_whose_parts_have_changed_places_is_refused(
    file: Path, data: st.DataObject
) -> None:
    content = file.read_bytes()
    length = len(content)
    first, second, third = sorted(
        data.draw(st.sets(st.integers(0, length), min_size=3, max_size=3))
    )
    turned = content[:first] + content[second:third] + content[first:second] + content[third:]
    damaged = file.with_name("damaged.zip")
    damaged.write_bytes(turned)

    if turned == content:
        return
    with pytest.raises(DamagedBackup), opened_archive(damaged):
        pass


def test_a_file_that_somebody_has_packed_again_is_refused(file: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"[2]", b"[3]"))
        target.comment = source.comment

    unsealed = pytest.raises(DamagedBackup, match="its end does not tell what is before")
    with unsealed, opened_archive(packed):
        pass


@pytest.mark.parametrize(
    "manifest",
    [
        replace(MANIFEST, tables=()),
        replace(MANIFEST, content=()),
        replace(MANIFEST, has_secret=False),
    ],
)
def test_a_manifest_that_names_other_members_is_refused(tmp_path: Path, manifest: Manifest) -> None:
    file = tmp_path / "backup.zip"
    write_sample(file, manifest)

    others = pytest.raises(DamagedBackup, match="its members are not those that it names")
    with others, opened_archive(file):
        pass


@pytest.mark.parametrize(
    "entry",
    [replace(MANIFEST.tables[0], rows=3), replace(MANIFEST.tables[0], sha256="0" * 64)],
)
def test_a_table_that_is_not_as_the_manifest_says_is_refused(
    tmp_path: Path, entry: TableEntry
) -> None:
    file = tmp_path / "backup.zip"
    write_sample(file, replace(MANIFEST, tables=(entry,)))

    changed_table = pytest.raises(DamagedBackup, match=r"001-sample\.row\.jsonl is not what it")
    with changed_table, opened_archive(file):
        pass


def test_a_format_that_is_yet_to_come_is_refused_as_newer() -> None:
    text = MANIFEST.as_bytes().replace(b'"format": 1', b'"format": 2')

    with pytest.raises(NewerBackup, match="backups of the format 2"):
        Manifest.read(text)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchBackup, match="no such file"), opened_archive(tmp_path / "nothing"):
        pass


def test_a_backup_is_its_owners_whatever_the_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_sample(tmp_path / "backup.zip")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "backup.zip").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_left_alone(file: Path) -> None:
    file.write_bytes(b"somebody's own")

    with pytest.raises(FileInTheWay):
        write_sample(file)

    assert file.read_bytes() == b"somebody's own"
    assert not part_of(file).exists()


def test_a_file_that_comes_while_a_backup_is_written_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"

    in_the_way = pytest.raises(FileInTheWay)
    with in_the_way, written_archive(file, overwrite=False, made_at=NOW):
        file.write_bytes(b"somebody's own")

    assert file.read_bytes() == b"somebody's own"
    assert not part_of(file).exists()


def test_a_file_is_replaced_when_that_was_said(file: Path) -> None:
    file.write_bytes(b"yesterday's")

    write_sample(file, overwrite=True)

    with opened_archive(file) as archive:
        assert archive.manifest == MANIFEST


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"

    broken = pytest.raises(RuntimeError)
    with broken, written_archive(file, overwrite=False, made_at=NOW) as archive:
        fill_and_break(archive)

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_has_left_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    part_of(file).write_bytes(b"x" * 100_000)

    write_sample(file)

    with opened_archive(file) as archive:
        assert archive.manifest == MANIFEST
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_another_process_writes_is_left_to_it(tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    with part_of(file).open("wb") as other:
        other.write(b"half")
        other.flush()
        fcntl.flock(other, fcntl.LOCK_EX)

        with pytest.raises(BackupBeingWritten):
            write_sample(file)

        assert part_of(file).read_bytes() == b"half"


def fill_and_break(archive: ArchiveWriter) -> None:
    """Writes half a member and fails."""
    with archive.member("manifest.json") as member:
        member.write(b"{")
        raise RuntimeError
