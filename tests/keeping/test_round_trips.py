"""What was backed up is there again after a restore, on each database and across them."""

import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.keeping.places import (
    Place,
    export_in,
    export_of,
    is_on_postgres,
    manifest_of,
    own_place,
    sqlite_place,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    makers: dict[str, AbstractContextManager[Place]] = {
        "sqlite": sqlite_place(tmp_path / "target"),
        "tested": own_place(tmp_path / "target"),
    }
    with makers[request.param] as place:
        yield place


@pytest.fixture
def source(request: pytest.FixtureRequest, sqlite_home: Place, home: Place) -> Place:
    return {"sqlite": sqlite_home, "tested": home}[request.param]


#: On SQLite there is the one pair; on PostgreSQL there are the other three.
PAIRS = [
    ("tested", "tested"),
    *([("sqlite", "tested"), ("tested", "sqlite")] if is_on_postgres() else []),
]


@pytest.mark.parametrize(("source", "target"), PAIRS, indirect=True)
def test_a_restored_installation_equals_the_one_that_was_backed_up(
    source: Place, target: Place, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    source.do("backup", file)

    target.do("restore", file, "--as-it-was")

    assert export_of(target, tmp_path) == export_in(file)
    assert target.contents() == source.contents()
    assert (target.folder / "secret.key").read_text() == (source.folder / "secret.key").read_text()


@pytest.fixture(scope="module")
def restored(
    backup_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Place, str]]:
    """An installation that was restored, and what was printed meanwhile."""
    with own_place(tmp_path_factory.mktemp("restored") / "data") as place:
        yield place, place.do("restore", backup_file)


def test_a_restored_installation_is_sound_and_opens_its_keys(
    restored: tuple[Place, str],
) -> None:
    _place, printed = restored

    assert "read back, they are the same" in printed
    assert "ok         books: 7 postings" in printed
    assert "ok         sealed keys: all can be opened" in printed
    assert "bad" not in printed


def test_keys_go_on_after_those_that_were_ever_given(
    backup_file: Path, restored: tuple[Place, str]
) -> None:
    place, _printed = restored
    given = {entry["table"]: entry["last_key"] for entry in manifest_of(backup_file)["tables"]}
    kept = place.value("SELECT max(id) FROM foundation_outboxentry")

    next_key = place.script(
        "from landsea.foundation.models import OutboxEntry\n"
        "row = OutboxEntry(event_name='next', payload={}, recorded_at=now(), due_at=now())\n"
        "row.save()\n"
        "print(row.pk)"
    )

    assert int(next_key) == given["foundation.outboxentry"] + 1 > kept + 1


def test_what_is_of_the_moment_is_not_restored(
    backup_file: Path, restored: tuple[Place, str]
) -> None:
    place, _printed = restored

    left_out = {
        "foundation.cacheentry": "foundation_cacheentry",
        "foundation.ratecount": "foundation_ratecount",
        "sessions.session": "django_session",
    }
    assert manifest_of(backup_file)["left_out"] == list(left_out)
    for table in left_out.values():
        assert place.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 -- named above


def test_a_database_that_was_only_migrated_takes_a_backup(
    backup_file: Path, rowless_place: Place, tmp_path: Path
) -> None:
    rowless_place.do("restore", backup_file, "--as-it-was")

    assert export_of(rowless_place, tmp_path) == export_in(backup_file)


def test_only_its_owner_can_read_a_backup(backup_file: Path) -> None:
    assert stat.S_IMODE(backup_file.stat().st_mode) == 0o600


def test_given_secrets_are_not_in_a_backup(sqlite_home: Place, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    secret = (sqlite_home.folder / "secret.key").read_text().strip()

    printed = sqlite_home.do("backup", file, LANDSEA_SECRETS=secret)

    assert "keep them elsewhere" in printed
    assert manifest_of(file)["has_secret"] is False
    assert secret.encode() not in file.read_bytes()


def test_a_restore_tells_that_keys_can_not_be_opened_with_other_secrets(
    sqlite_home: Place, rowless_place: Place, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    secret = (sqlite_home.folder / "secret.key").read_text().strip()
    sqlite_home.do("backup", file, LANDSEA_SECRETS=secret)

    restored = rowless_place.landsea("restore", file)

    assert restored.returncode == 1
    assert "set LANDSEA_SECRETS to those of the installation" in restored.stdout
    assert "bad        sealed keys: no present secret opens signing key" in restored.stdout
    assert "ok         sealed keys" in rowless_place.do("doctor", LANDSEA_SECRETS=secret)


def test_a_secret_that_comes_with_a_backup_is_named_beside_given_ones(
    backup_file: Path, sqlite_home: Place, rowless_place: Place
) -> None:
    secret = (sqlite_home.folder / "secret.key").read_text()
    given = "another secret that the deployer of this place has given"

    restored = rowless_place.landsea("restore", backup_file, LANDSEA_SECRETS=given)

    kept = rowless_place.folder / "secret-of-backup.key"
    assert restored.returncode == 1
    assert f"add the one in {kept} to LANDSEA_SECRETS, behind a comma" in restored.stdout
    assert kept.read_text() == secret
    rowless_place.do("doctor", LANDSEA_SECRETS=f"{given},{secret.strip()}")
