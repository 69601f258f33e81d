"""What the tests of keeping share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeping.places import (
    Place,
    is_on_postgres,
    own_place,
    sqlite_place,
    unpack_previous,
)

LIFE = "from tests.keeping import life\n"


@pytest.fixture(scope="session")
def sqlite_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation on SQLite that was begun with the first release; to be read only."""
    folder = tmp_path_factory.mktemp("home") / "data"
    unpack_previous(folder)
    with sqlite_place(folder) as place:
        place.do("upgrade", "--no-backup")
        place.script(LIFE + "life.add_odd_rows()")
        yield place


@pytest.fixture(scope="session")
def backup_file(sqlite_home: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of that installation."""
    file = tmp_path_factory.mktemp("backup") / "landsea.zip"
    sqlite_home.do("backup", file)
    return file


@pytest.fixture(scope="session")
def home(
    sqlite_home: Place, backup_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """The same installation on the engine under test; to be read only."""
    if not is_on_postgres():
        yield sqlite_home
        return
    with own_place(tmp_path_factory.mktemp("tested") / "data") as place:
        place.do("restore", backup_file)
        yield place


@pytest.fixture
def empty_place(tmp_path: Path) -> Iterator[Place]:
    """An installation on the engine under test that has nothing in it yet."""
    with own_place(tmp_path / "empty") as place:
        yield place


@pytest.fixture(scope="session")
def migrated_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation on the engine under test with tables and no rows, to be copied."""
    with own_place(tmp_path_factory.mktemp("migrated") / "data") as place:
        place.do("migrate", "--skip-checks", "--verbosity", "0")
        if place.is_sqlite:
            place.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        yield place


@pytest.fixture
def rowless_place(tmp_path: Path, migrated_place: Place) -> Iterator[Place]:
    """An installation on the engine under test with tables and no rows."""
    with own_place(tmp_path / "rowless", migrated_place) as place:
        yield place
