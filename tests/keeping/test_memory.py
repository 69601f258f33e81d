"""A backup and a restore need little memory, however many rows there are."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.keeping.places import Place, manifest_of, own_place

pytestmark = pytest.mark.proof

ROWS = 2_000_000
MOST_BYTES = 200_000_000
FILL = """
INSERT INTO foundation_receivedevent (event_id, receiver, received_at)
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {rows})
SELECT {event_id}, 'receiver', {received_at} FROM number
"""
SQLITE = {"event_id": "printf('%032x', n)", "received_at": "'2026-11-01 00:00:00'"}
POSTGRESQL = {
    "event_id": "lpad(to_hex(n), 32, '0')::uuid",
    "received_at": "timestamptz '2026-11-01 00:00:00+00'",
}


#: Linux counts what the parent of a process has used as its own: so a small one starts it.
MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "landsea", *sys.argv[1:]], check=True, stdout=sys.stderr)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_bytes(place: Place, *command: str | Path) -> int:
    """Runs a command and returns the most memory that it has used."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, command)],
        env=place.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.timeout(3600)
def test_two_million_rows_need_less_than_200_megabytes(
    migrated_place: Place, rowless_place: Place, tmp_path: Path
) -> None:
    file = tmp_path / "large.zip"
    with own_place(tmp_path / "large", migrated_place) as large:
        fill = FILL.format(rows=ROWS, **(SQLITE if large.is_sqlite else POSTGRESQL))
        large.script(f"from django.db import connection\nconnection.cursor().execute({fill!r})")

        backing_up = peak_bytes(large, "backup", file)

    restoring = peak_bytes(rowless_place, "restore", file, "--as-it-was")

    assert sum(entry["rows"] for entry in manifest_of(file)["tables"]) >= ROWS
    assert backing_up < MOST_BYTES
    assert restoring < MOST_BYTES
