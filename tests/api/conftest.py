"""What the tests of the interface share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.calling import Program
from tests.foundation.processes import OwnDatabase, own_database


@pytest.fixture
def anybody() -> Program:
    """A program without a key."""
    return Program()


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDatabase]:
    """A database with all tables, to be copied."""
    with own_database(tmp_path_factory.mktemp("template")) as database:
        database.run("migrate", "--skip-checks", "--verbosity", "0")
        if database.url.startswith("sqlite"):
            database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        yield database


@pytest.fixture
def own_complete_database(tmp_path: Path, template_database: OwnDatabase) -> Iterator[OwnDatabase]:
    """A database with all tables, in which threads commit."""
    with own_database(tmp_path, template_database) as database:
        yield database
