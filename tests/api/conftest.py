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


@pytest.fixture
def own_complete_database(tmp_path: Path) -> Iterator[OwnDatabase]:
    """A database with all tables, in which threads commit."""
    with own_database(tmp_path) as database:
        database.run("migrate", "--skip-checks", "--verbosity", "0")
        yield database
