"""What the tests of races share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation.processes import OwnDatabase, own_database


@pytest.fixture(scope="session")
def complete_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDatabase]:
    """A database with all tables, to be copied."""
    if sys.platform != "linux":
        pytest.skip("The processes of a server are found in /proc.")
    with own_database(tmp_path_factory.mktemp("complete")) as database:
        database.run("migrate", "--skip-checks", "--verbosity", "0")
        if database.url.startswith("sqlite"):
            database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        yield database


@pytest.fixture
def database(tmp_path: Path, complete_database: OwnDatabase) -> Iterator[OwnDatabase]:
    """A database with all tables, for the servers of one test."""
    with own_database(tmp_path, complete_database) as database:
        yield database
