"""Erasure in a committed database: its file, its log, the data folder, and what was logged."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.foundation.processes import OwnDatabase, own_database

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


@dataclass(frozen=True, slots=True)
class Erased:
    """An installation from which somebody was erased, and what the process told of it."""

    database: OwnDatabase
    told: dict[str, Any]
    log: str


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Erased]:
    with own_database(tmp_path_factory.mktemp("erased")) as database:
        database.run("migrate", "--skip-checks")
        done = subprocess.run(
            [sys.executable, "-m", "tests.privacy.erasing_for_real"],
            env={
                **database.environment,
                "LANDSEA_LOG_LEVEL": "INFO",
                "LANDSEA_HOSTS": "testserver",
            },
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        yield Erased(database, json.loads(done.stdout), done.stderr)


def test_no_byte_of_an_erased_person_is_left_in_the_database_or_its_files(erased: Erased) -> None:
    found = erased.told["found"]

    assert found["database before"]
    assert found["files before"] or connection.vendor != "sqlite"
    assert erased.told["status"] == 302
    assert (found["database"], found["files"]) == ([], [])


def test_the_ledger_is_as_it_was_to_the_last_line(erased: Erased) -> None:
    assert (erased.told["is_ledger_equal"], erased.told["changes"]) == (True, 1)


def test_the_log_tells_that_somebody_was_erased_but_not_who(erased: Erased) -> None:
    assert '"message": "Person erased"' in erased.log
    assert [each for each in erased.told["markers"] if each in erased.log] == []


def test_an_operator_finds_nothing_any_more(erased: Erased, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"

    asked = subprocess.run(
        [
            *(sys.executable, "-m", "landsea", "export_person"),
            *(erased.told["markers"][0], "--output", str(file)),
        ],
        env=erased.database.environment,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (asked.returncode, file.exists()) == (1, False)
    assert "Nothing is held about this person." in asked.stderr
