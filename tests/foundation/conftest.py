"""What the tests of the foundation share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation.processes import OwnDatabase, own_database


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDatabase]:
    """A database with the foundation's tables, to be copied."""
    with own_database(tmp_path_factory.mktemp("migrated")) as database:
        database.run("migrate", "foundation", "--skip-checks")
        if database.url.startswith("sqlite"):
            database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        yield database


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[OwnDatabase]:
    """A database without tables, for processes that the test starts."""
    with own_database(tmp_path) as database:
        yield database


@pytest.fixture
def database(tmp_path: Path, migrated_database: OwnDatabase) -> Iterator[OwnDatabase]:
    """A database with the foundation's tables, for processes that the test starts."""
    with own_database(tmp_path, migrated_database) as database:
        yield database
