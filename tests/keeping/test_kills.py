"""A backup or a restore that is killed leaves nothing that could be taken for whole."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from landsea.keeping.archive import part_of
from tests.foundation.processes import wait_until
from tests.keeping.conftest import LIFE
from tests.keeping.places import Place, export_in, export_of, own_place, sqlite_place

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

MANY = 40_000


@pytest.fixture(scope="module")
def large_place(home: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation whose backup and restore take a while."""
    with own_place(tmp_path_factory.mktemp("large") / "data", home) as place:
        place.script(f"{LIFE}life.add_many({MANY})")
        yield place


@pytest.fixture(scope="module")
def large_backup(large_place: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("large-backup") / "landsea.zip"
    large_place.do("backup", file)
    return file


def kill(process: subprocess.Popen[str]) -> None:
    assert process.poll() is None, f"It was over before: {process.communicate()}"
    process.kill()
    process.communicate()


def test_a_killed_backup_leaves_no_file_and_the_next_one_is_whole(
    large_place: Place, tmp_path: Path
) -> None:
    file = tmp_path / "landsea.zip"
    backup = large_place.start("backup", file)
    wait_until(lambda: part_of(file).exists() and part_of(file).stat().st_size > 10_000)

    kill(backup)

    assert not file.exists()
    refused = large_place.landsea("restore", part_of(file), "--check")
    assert (refused.returncode, "is not a whole backup" in refused.stderr) == (1, True)
    large_place.do("backup", file)
    assert "The backup is whole." in large_place.do("restore", file, "--check")
    assert not part_of(file).exists()


def test_a_killed_restore_leaves_an_empty_place_and_can_be_repeated(
    large_backup: Path, tmp_path: Path
) -> None:
    with own_place(tmp_path / "target") as target:
        restore = target.start("restore", large_backup, "--as-it-was")
        assert restore.stderr is not None
        said = iter(restore.stderr.readline, "")
        assert any("Writing the rows" in line for line in said)
        time.sleep(0.5)

        kill(restore)

        assert target.tables() == []
        target.do("restore", large_backup, "--as-it-was")
        assert export_of(target, tmp_path) == export_in(large_backup)


def test_a_restore_killed_among_its_files_can_be_repeated(
    sqlite_home: Place, backup_file: Path, tmp_path: Path
) -> None:
    with sqlite_place(tmp_path / "target") as target:
        # As a kill leaves them: one file whole, one half, and the secret of the backup.
        whole, half = sqlite_home.contents()
        for digest, share in ((whole, 1), (half, 2)):
            path = Path("files/content", digest[:2], digest[2:4], digest)
            content = (sqlite_home.folder / path).read_bytes()
            (target.folder / path).parent.mkdir(parents=True)
            (target.folder / path).write_bytes(content[: len(content) // share])
        (target.folder / "secret.key").write_text((sqlite_home.folder / "secret.key").read_text())

        target.do("restore", backup_file, "--as-it-was")

        assert export_of(target, tmp_path) == export_in(backup_file)
