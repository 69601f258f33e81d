"""The database: reachable, migrated, whole, with its triggers."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from django.db import Error, connections
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader

from landsea.keeping.backups import engine_of
from landsea.keeping.checks.findings import Findings, bad, ok
from landsea.keeping.errors import NewerDatabase
from landsea.keeping.schema import Migration, list_pending, names_of, read_schema
from landsea.keeping.versions import version_of

#: So many names are said; whoever mends begins with them.
_NAMED = 5


def check_reachable(using: str) -> Findings:
    """Looks whether the database answers; makes none where there is none."""
    file = Path(connections[using].settings_dict["NAME"])
    if connections[using].vendor == "sqlite" and not file.exists():
        yield bad("database", f"there is no {file}", "Check LANDSEA_DATA, or `landsea upgrade`.")
        return
    try:
        connections[using].ensure_connection()
        yield ok("database", engine_of(using))
    except Error as error:
        said = " ".join(str(error).split())
        yield bad("database", said, "Start the database, and check DATABASE_URL.")


def check_migrated(using: str) -> Findings:
    """Looks whether the tables are those of this version."""
    try:
        pending = list_pending(read_schema(using).migrations)
    except NewerDatabase as error:
        yield bad("tables", error.message.format(**error.params), error.mend)
        return
    if pending:
        more = f" and {len(pending) - _NAMED} more" if len(pending) > _NAMED else ""
        said = f"not migrated: {names_of(pending[:_NAMED])}{more}"
        yield bad("tables", said, "Run `landsea upgrade`.")
    else:
        yield ok("tables", f"those of Landsea {version_of(using)}")


def check_integrity(using: str) -> Findings:
    """Looks whether what the database holds is whole, as far as it can tell itself."""
    is_sqlite = connections[using].vendor == "sqlite"
    faults = _sqlite_faults(using) if is_sqlite else _postgresql_faults(using)
    if faults:
        yield bad(
            "integrity",
            f"{len(faults)} faults: {'; '.join(faults[:_NAMED])}",
            "Stop Landsea, keep a copy of the database as it is, and restore the last backup.",
        )
    else:
        yield ok("integrity", "indexes, constraints and foreign keys hold")


def check_triggers(using: str, migrations: Iterable[Migration]) -> Findings:
    """Looks whether the triggers that keep ledgers as they are, are there."""
    wanted = expected_triggers(migrations, connections[using].vendor)
    if missing := sorted(wanted - present_triggers(using)):
        yield bad(
            "triggers",
            f"missing: {', '.join(missing)}",
            "Find out who removed them, check the books, and restore the last sound backup.",
        )
    else:
        yield ok("triggers", f"{len(wanted)} guard what is never changed")


def expected_triggers(migrations: Iterable[Migration], vendor: str) -> set[str]:
    """Returns the triggers that some migrations have made, as they say in their hints."""
    nodes = MigrationLoader(None).graph.nodes
    names: set[str] = set()
    for key in migrations:
        for operation in nodes[key].operations:
            if isinstance(operation, RunPython):
                names.update(operation.hints.get("triggers", {}).get(vendor, ()))
    return names


def present_triggers(using: str) -> set[str]:
    """Returns the triggers that work in the database, without those of the engine itself."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connections[using].vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND tgenabled <> 'D' AND pg_table_is_visible(pg_class.oid)"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def _sqlite_faults(using: str) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        faults = [said for (said,) in cursor.fetchall() if said != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        broken: defaultdict[tuple[str, str], int] = defaultdict(int)
        for table, _row, target, _number in cursor.fetchall():
            broken[table, target] += 1
    lost = [f"{count} rows of {table} lack their {to}" for (table, to), count in broken.items()]
    return faults + lost


def _postgresql_faults(using: str) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT 'index ' || indexrelid::regclass || ' is invalid' FROM pg_index"
            " JOIN pg_class ON pg_class.oid = indrelid"
            " WHERE NOT indisvalid AND pg_table_is_visible(pg_class.oid)"
            " UNION ALL"
            " SELECT 'constraint ' || conname || ' is not validated' FROM pg_constraint"
            " JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE NOT convalidated AND pg_table_is_visible(pg_class.oid)"
        )
        return [said for (said,) in cursor.fetchall()]
