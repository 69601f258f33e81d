"""A backup that is taken while gates admit holds one moment, and gates do not wait for it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.foundation.processes import wait_until
from tests.keeping.conftest import LIFE
from tests.keeping.places import Place, own_place, sqlite_place

pytestmark = pytest.mark.slow

#: Rows that are read between those that one admission writes.
MANY = 40_000


@pytest.fixture
def busy_place(home: Place, tmp_path: Path) -> Iterator[Place]:
    with own_place(tmp_path / "busy", home) as place:
        place.script(f"{LIFE}life.add_many({MANY})")
        yield place


@contextmanager
def selling(place: Place) -> Iterator[None]:
    """Sells cards and admits them until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{LIFE}life.sell_and_admit()"],
        env=place.environment | {"LANDSEA_LOG_LEVEL": "ERROR"},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
        assert process.poll() is None, "The sale has ended by itself."
    finally:
        process.kill()
        process.wait()


def count(place: Place, table: str = "cards_redemption") -> int:
    return int(place.value(f"SELECT count(*) FROM {table}"))  # noqa: S608 -- named by the tests


def test_a_backup_taken_during_admissions_is_of_one_moment(
    busy_place: Place, tmp_path: Path
) -> None:
    file, first = tmp_path / "backup.zip", count(busy_place)
    with selling(busy_place):
        wait_until(lambda: count(busy_place) > first + 5)
        before = count(busy_place)

        busy_place.do("backup", file)

        after = count(busy_place)
    with sqlite_place(tmp_path / "restored") as restored:
        printed = restored.do("restore", file)

        assert "all balanced, every admission posted" in printed
        assert before <= count(restored) < after, "Gates have waited for the backup."
        admitted = set(restored.rows("SELECT id FROM cards_redemption"))
        posted = restored.rows("SELECT redemption_id FROM cards_posting WHERE kind = 'admission'")
        assert sorted(posted) == sorted(admitted)
        paid = count(restored, "cards_card WHERE paid_at IS NOT NULL")
        assert count(restored, "cards_posting WHERE kind = 'sale'") == paid
        voided = count(restored, "cards_redemption WHERE voided_at IS NOT NULL")
        assert count(restored, "cards_posting WHERE kind = 'reversal'") == voided > 1
        told = restored.rows(
            "SELECT payload ->> '$.admission_id' FROM foundation_outboxentry"
            " WHERE event_name LIKE '%ecorded' AND payload ->> '$.admission_id' IS NOT NULL"
        )
        assert len(set(told)) == len(told) == len(admitted)
