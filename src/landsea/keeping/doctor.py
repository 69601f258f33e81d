"""Looks an installation over."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import DEFAULT_DB_ALIAS, Error
from django.db.migrations.recorder import MigrationRecorder

from landsea.foundation import health
from landsea.keeping.checks import database, machine, records
from landsea.keeping.checks.findings import Finding, Findings, State, bad
from landsea.keeping.schema import read_migrations


def examine(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> list[Finding]:
    """Returns what the doctor finds; what needs sound tables is looked at only in such."""
    found = [
        *machine.check_versions(),
        *machine.check_data_folder(),
        *machine.check_secrets(),
        *machine.check_settings(),
        *machine.check_backups(now=now),
    ]
    if not _all_sound(found_now := list(database.check_reachable(using))):
        return [*found, *found_now]
    found += found_now
    found += (tables := list(_surely("tables", partial(database.check_migrated, using))))
    found += _surely("integrity", partial(database.check_integrity, using))
    if not _all_sound(tables):
        return [*found, *machine.check_clock(now=now, latest=None)]
    migrations = read_migrations(using)
    checks: list[tuple[str, Callable[[], Findings]]] = [
        ("triggers", partial(database.check_triggers, using, migrations)),
        ("clock", lambda: machine.check_clock(now=now, latest=_latest(using))),
        ("books", records.check_books),
        ("events", partial(records.check_events, now=now)),
        ("tasks", partial(records.check_tasks, now=now)),
        ("stored files", records.check_files),
        ("sealed keys", records.check_keys),
    ]
    for name, check in checks:
        found += _surely(name, check)
    return found


def _all_sound(findings: list[Finding]) -> bool:
    return all(finding.state is not State.BAD for finding in findings)


def _surely(name: str, check: Callable[[], Findings]) -> list[Finding]:
    try:
        return list(check())
    except (Error, OSError, ValueError) as error:
        said = " ".join(str(error).split())
        return [bad(name, f"could not be looked at: {said}", "Mend that first, then ask again.")]


def _latest(using: str) -> datetime | None:
    applied = MigrationRecorder.Migration.objects.using(using).order_by("-applied")
    times = [applied.values_list("applied", flat=True).first(), health.find_latest_change()]
    return max((each for each in times if each is not None), default=None)
