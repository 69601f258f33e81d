"""The doctor finds what is wrong, says what to do, and leaves what is well in peace."""

import json
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connection
from pytest_django import Settings

from landsea.cards.models import Redemption
from landsea.cards.services.voiding import void_admission
from landsea.foundation import files, keys
from landsea.foundation.actor import Actor
from landsea.foundation.models import Change, OutboxEntry, TaskRun
from landsea.keeping.checks import database, machine, records
from landsea.keeping.checks.findings import Finding, State
from landsea.keeping.doctor import examine
from landsea.keeping.schema import read_migrations
from landsea.kernel.clock import SystemClock
from tests.factories.cards import make_card, make_programme, scan_card
from tests.factories.members import NOW

pytestmark = pytest.mark.django_db

OK, ATTENTION, BAD = State.OK, State.ATTENTION, State.BAD


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.LANDSEA_DATA = folder
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder / "files"},
        }
    }
    secret = folder / "secret.key"
    secret.write_text("x" * 64)
    secret.chmod(0o600)
    return folder


def states(findings: Iterable[Finding]) -> list[State]:
    return [finding.state for finding in findings]


def only(findings: Iterable[Finding]) -> Finding:
    (finding,) = findings
    return finding


def run_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def admit_twice_and_take_one_back() -> None:
    programme = make_programme(uses=2)
    card = make_card(programme)
    scan_card(card, programme)
    second = scan_card(card, programme)
    void_admission(second.scan_id, reason="twice", by=programme.staff, now=NOW)


def test_a_sound_installation_has_nothing_bad() -> None:
    admit_twice_and_take_one_back()

    findings = examine(now=SystemClock().now() + timedelta(days=30))

    assert [finding for finding in findings if finding.state is BAD] == []
    assert {finding.check for finding in findings} >= {
        "versions", "data folder", "secrets", "settings", "backups", "database", "tables",
        "integrity", "triggers", "clock", "books", "events", "tasks", "stored files", "sealed keys",
    }  # fmt: skip


def test_every_finding_that_is_not_well_says_what_to_do(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], True

    findings = examine(now=NOW - timedelta(days=1000))

    assert [finding.state for finding in findings if finding.mend].count(BAD) >= 3
    assert [each for each in findings if (each.state is OK) == bool(each.mend)] == []


def test_the_command_ends_with_one_and_speaks_to_programs(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    with pytest.raises(CommandError) as error:
        call_command("doctor", "--json")

    told = json.loads(capsys.readouterr().out)
    assert error.value.returncode == 1
    assert {
        "check": "settings",
        "state": "bad",
        "said": "LANDSEA_HOSTS takes every name",
        "mend": "Name the hosts.",
    } in told


def test_what_to_do_stands_below_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("doctor")

    lines = capsys.readouterr().out.splitlines()
    found = lines.index("attention  backups: none was taken on this machine")
    assert lines[found + 1].startswith("           Run `landsea backup FILE`")


# Machine


def test_a_short_secret_wants_attention(settings: Settings) -> None:
    settings.LANDSEA_SECRETS = ["x" * 64, "short"]

    assert states(machine.check_secrets()) == [ATTENTION, OK]


def test_a_secret_that_others_can_read_is_bad(own_data_folder: Path, settings: Settings) -> None:
    settings.LANDSEA_SECRETS = ["x" * 64]
    (own_data_folder / "secret.key").chmod(0o640)

    assert only(machine.check_secrets()).mend.startswith("chmod 600")


def test_given_secrets_need_no_file(
    own_data_folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LANDSEA_SECRETS = ["x" * 64]
    monkeypatch.setenv("LANDSEA_SECRETS", "x" * 64)
    (own_data_folder / "secret.key").unlink()

    assert only(machine.check_secrets()).said == "1, from LANDSEA_SECRETS"


def test_a_data_folder_that_others_can_look_into_wants_attention(own_data_folder: Path) -> None:
    own_data_folder.chmod(0o755)

    assert states(machine.check_data_folder()) == [OK, ATTENTION]


def test_a_data_folder_that_can_not_be_written_to_is_bad(settings: Settings) -> None:
    settings.LANDSEA_DATA = Path("/proc/self")

    assert states(machine.check_data_folder()) == [BAD]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [OK]),
        ({"DEBUG": True}, [ATTENTION]),
        ({"LANDSEA_DEMO": True}, [OK]),
        ({"ALLOWED_HOSTS": ["cards.example.org"], "USE_TLS": True}, [OK]),
        ({"ALLOWED_HOSTS": ["cards.example.org"]}, [ATTENTION]),
        ({"ALLOWED_HOSTS": ["cards.example.org"], "USE_TLS": True, "DEBUG": True}, [BAD]),
        ({"ALLOWED_HOSTS": ["cards.example.org"], "USE_TLS": True, "LANDSEA_DEMO": True}, [BAD]),
        ({"ALLOWED_HOSTS": ["*"], "USE_TLS": True}, [BAD]),
    ],
)
def test_settings_are_judged_by_who_can_reach_landsea(
    settings: Settings, changes: dict[str, object], expected: list[State]
) -> None:
    for name, value in ({"ALLOWED_HOSTS": ["localhost"], "DEBUG": False} | changes).items():
        setattr(settings, name, value)

    assert states(machine.check_settings()) == expected


@pytest.mark.parametrize(("days", "expected"), [(1, OK), (3, ATTENTION)])
def test_a_backup_grows_old(own_data_folder: Path, days: int, expected: State) -> None:
    told = {"made_at": (NOW - timedelta(days=days)).isoformat(), "file": "/mnt/a.zip"}
    (own_data_folder / "last-backup.json").write_text(json.dumps(told))

    finding = only(machine.check_backups(now=NOW))

    assert finding.state is expected
    assert "/mnt/a.zip" in finding.said


def test_a_backup_is_noted_for_the_doctor(own_data_folder: Path, tmp_path: Path) -> None:
    (own_data_folder / "last-backup.json").write_text("{")

    assert states(machine.check_backups(now=NOW)) == [ATTENTION]


@pytest.mark.parametrize(
    ("latest", "expected"),
    [(None, OK), (NOW, OK), (NOW + timedelta(minutes=1), OK), (NOW + timedelta(hours=1), BAD)],
)
def test_a_clock_behind_the_rows_is_bad(latest: datetime | None, expected: State) -> None:
    assert states(machine.check_clock(now=NOW, latest=latest)) == [expected]


def test_a_clock_of_an_earlier_year_is_bad() -> None:
    assert states(machine.check_clock(now=NOW - timedelta(days=365), latest=None)) == [BAD]


def test_libraries_are_those_of_the_lock() -> None:
    assert states(machine.check_versions()) == [OK, OK]


def test_a_library_of_another_version_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==1.0 \\\n    --hash=x\nnot-installed==2.0\n")
    monkeypatch.setattr("landsea.keeping.checks.machine._LOCK", lock)

    _python, libraries = machine.check_versions()

    assert (libraries.state, "not 1.0" in libraries.said) == (ATTENTION, True)
    assert "not-installed" not in libraries.said


# Database


def test_all_triggers_of_a_migrated_database_are_expected_ones() -> None:
    migrations = read_migrations(DEFAULT_DB_ALIAS)

    expected = database.expected_triggers(migrations, connection.vendor)

    assert database.present_triggers(DEFAULT_DB_ALIAS) == expected
    assert len(expected) >= 3


def test_a_trigger_that_was_removed_is_missed() -> None:
    is_sqlite = connection.vendor == "sqlite"
    run_sql("DROP TRIGGER cards_posting_has_one_currency" + " ON cards_posting" * (not is_sqlite))

    finding = only(database.check_triggers(DEFAULT_DB_ALIAS, read_migrations(DEFAULT_DB_ALIAS)))

    assert (finding.state, finding.said) == (BAD, "missing: cards_posting_has_one_currency")


def test_a_trigger_that_was_switched_off_is_missed() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no such switch.")
    run_sql("ALTER TABLE cards_posting DISABLE TRIGGER cards_posting_append_only")

    finding = only(database.check_triggers(DEFAULT_DB_ALIAS, read_migrations(DEFAULT_DB_ALIAS)))

    assert finding.said == "missing: cards_posting_append_only"


def test_a_database_that_is_not_there_is_told_and_not_made(
    own_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL makes no database when it is asked.")
    file = own_data_folder / "landsea.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))

    finding = only(database.check_reachable(DEFAULT_DB_ALIAS))

    assert (finding.state, finding.said) == (BAD, f"there is no {file}")
    assert not file.exists()


def test_tables_that_are_not_migrated_are_bad() -> None:
    run_sql("DELETE FROM django_migrations WHERE app = 'cards' AND name LIKE '0003%'")

    finding = only(database.check_migrated(DEFAULT_DB_ALIAS))

    assert (finding.state, finding.said) == (BAD, "not migrated: cards 0003_age_bands")


def test_tables_of_a_newer_version_are_bad() -> None:
    run_sql(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('cards', '9999_later', '2026-11-01 00:00:00+00:00')"
    )

    finding = only(database.check_migrated(DEFAULT_DB_ALIAS))

    assert (finding.state, "cards 9999_later" in finding.said) == (BAD, True)


def test_an_index_that_is_not_valid_is_bad() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite looks at each page instead.")
    run_sql(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'posting_by_credit'::regclass"
    )

    finding = only(database.check_integrity(DEFAULT_DB_ALIAS))

    assert (finding.state, "posting_by_credit is invalid" in finding.said) == (BAD, True)


# Records


@pytest.fixture
def unguarded() -> None:
    """Takes the ledger's triggers away, as somebody with the database's shell might."""
    if connection.vendor == "postgresql":
        run_sql("ALTER TABLE cards_posting DISABLE TRIGGER USER")
        return
    for name in ("no_update", "no_delete", "has_one_currency"):
        run_sql(f"DROP TRIGGER cards_posting_{name}")


#: The posting of an admission becomes one of another kind.
UNPOSTED = """
    UPDATE cards_posting SET kind = 'reversal', reverses_id = id WHERE kind = 'admission'
    AND id NOT IN (SELECT reverses_id FROM cards_posting WHERE reverses_id IS NOT NULL)
"""


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE cards_posting SET currency = 'THB' WHERE kind = 'sale'", "1 postings of mixed"),
        ("UPDATE cards_posting SET amount_minor = 1 WHERE kind = 'reversal'", "1 crooked"),
        (UNPOSTED, "1 admissions without a posting"),
        ("DELETE FROM cards_posting WHERE kind = 'reversal'", "1 voided ones not taken back"),
    ],
)
def test_books_that_do_not_add_up_are_bad(damage: str, said: str) -> None:
    admit_twice_and_take_one_back()
    run_sql(damage)

    finding = only(records.check_books())

    assert (finding.state, said in finding.said) == (BAD, True), finding.said


def test_books_that_add_up_are_well() -> None:
    admit_twice_and_take_one_back()

    finding = only(records.check_books())

    assert (finding.state, finding.said[:10]) == (OK, "4 postings")
    assert Redemption.objects.unscoped("all").count() == 2


def make_event(**fields: object) -> None:
    OutboxEntry.objects.create(event_name="x", payload={}, recorded_at=NOW, due_at=NOW, **fields)


@pytest.mark.parametrize(
    ("minutes", "attempt_count", "expected"), [(9, 9, OK), (11, 0, ATTENTION), (11, 5, BAD)]
)
def test_events_that_wait_are_found(minutes: int, attempt_count: int, expected: State) -> None:
    make_event(attempt_count=attempt_count, last_error="a receiver: it broke")

    finding = only(records.check_events(now=NOW + timedelta(minutes=minutes)))

    assert finding.state is expected
    assert ("it broke" in finding.said) is (expected is BAD)


def make_task(state: str, **fields: object) -> None:
    TaskRun.objects.create(
        task_path="a.b",
        arguments={"args": [], "kwargs": {}},
        queue="default",
        state=state,
        run_after=NOW,
        max_attempts=1,
        created_at=NOW,
        **fields,
    )


def test_tasks_that_nobody_works_on_are_found() -> None:
    make_task("ready")
    make_task("running", lease_until=NOW, lease_token=uuid4())
    later = NOW + timedelta(minutes=11)

    assert only(records.check_tasks(now=NOW)).state is OK
    assert only(records.check_tasks(now=later)).said == "2 wait for a worker"


def test_tasks_that_have_failed_are_found_for_a_week() -> None:
    make_task("failed", finished_at=NOW)

    assert only(records.check_tasks(now=NOW + timedelta(days=6))).state is ATTENTION
    assert only(records.check_tasks(now=NOW + timedelta(days=8))).state is OK


def store(content: bytes) -> Path:
    stored = files.store_file(
        content,
        name="a.txt",
        media_type="text/plain",
        owner=None,
        by=Actor.system(),
        now=NOW,
        max_bytes=100,
    )
    return Path(files.path_of(stored.sha256))


@pytest.mark.parametrize("damage", ["gone", "half"])
def test_files_that_have_lost_their_content_are_bad(own_data_folder: Path, damage: str) -> None:
    store(b"kept")
    lost = own_data_folder / "files" / store(b"lost")
    if damage == "gone":
        lost.unlink()
    else:
        os.truncate(lost, 2)

    finding = only(records.check_files())

    assert (finding.state, lost.name in finding.said) == (BAD, True)
    assert finding.said.startswith("1 have")


def test_content_without_a_row_is_told_and_is_no_fault(own_data_folder: Path) -> None:
    store(b"kept")
    orphan = own_data_folder / "files" / files.path_of("a" * 64)
    orphan.parent.mkdir(parents=True)
    orphan.write_text("left")

    finding = only(records.check_files())

    assert (finding.state, "1 without a row" in finding.said) == (OK, True)


def test_keys_that_no_present_secret_opens_are_bad(settings: Settings) -> None:
    settings.LANDSEA_SECRETS = ["a" * 40]
    kid = keys.ensure_signing_key("card", uuid4(), now=NOW).kid
    settings.LANDSEA_SECRETS = ["b" * 40]
    closed = only(records.check_keys())
    settings.LANDSEA_SECRETS = ["b" * 40, "a" * 40]

    opened = only(records.check_keys())

    assert (closed.state, opened.state) == (BAD, OK)
    assert f"signing key {kid}" in closed.said


def test_a_row_of_the_future_shows_a_wrong_clock() -> None:
    now = SystemClock().now()
    Change.objects.create(
        row_label="a",
        row_key="1",
        action="x",
        patch={},
        actor_kind="system",
        changed_at=now + timedelta(days=1),
    )

    findings = examine(now=now)

    assert [each.state for each in findings if each.check == "clock"] == [BAD]
