"""Restores a backup into an empty place: all of it, or nothing.

Files and the secret come first and the rows last, in one transaction with the making of their
tables: whenever it is killed, the database is as empty as before and the restore can be repeated.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from landsea import __version__
from landsea.foundation import files
from landsea.foundation.secret_file import replace_secret
from landsea.keeping.archive import SECRET, Archive, opened_archive
from landsea.keeping.backups import Note
from landsea.keeping.counters import set_counter
from landsea.keeping.errors import DamagedBackup, NewerBackup, RowsDiffer, TargetNotEmpty
from landsea.keeping.manifest import Manifest
from landsea.keeping.rows import digest_of, header_of, write_lines
from landsea.keeping.schema import (
    Schema,
    list_leaves,
    list_unknown,
    names_of,
    read_schema,
    schema_after,
)
from landsea.keeping.secret_marks import (
    are_secrets_given,
    brought_secret_path,
    present_marks,
    secret_path,
)
from landsea.keeping.tables import FILLED_BY_MIGRATING, Table
from landsea.keeping.versions import note_version

#: Tables of more rows are named while they are written.
_NOTED_FROM = 100_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and whether this installation can open what the backup's had sealed."""

    manifest: Manifest
    opens_sealed: bool


def check_backup(path: Path) -> Manifest:
    """Looks a backup through and returns what is in it; writes nothing."""
    with opened_archive(path) as archive:
        _schema_of(path, archive)
        return archive.manifest


def restore_backup(path: Path, *, note: Note, using: str = DEFAULT_DB_ALIAS) -> Restored:
    """Restores a backup with the tables that it was made of; migrating them is another step."""
    note("Looking the backup through …")
    with opened_archive(path) as archive:
        schema = _schema_of(path, archive)
        _require_empty(archive.manifest, schema, using)
        _put_content(archive)
        opens_sealed = _put_secret(archive)
        with _without_checks(using), transaction.atomic(using=using):
            # Again, now that nobody else can write.
            _require_empty(archive.manifest, schema, using)
            _make_tables(schema, using)
            note("Writing the rows …")
            _put_rows(archive, schema, using, note)
            note_version(using, archive.manifest.version)
        return Restored(archive.manifest, opens_sealed)


def _schema_of(path: Path, archive: Archive) -> Schema:
    """Returns the schema of a backup; refuses one that this version does not know."""
    manifest = archive.manifest
    if unknown := list_unknown(manifest.migrations):
        raise NewerBackup(version=manifest.made_by, present=__version__, unknown=names_of(unknown))
    schema = schema_after(manifest.migrations)
    headers = {}
    for entry in manifest.tables:
        with archive.open(entry.member) as lines:
            headers[entry.table] = lines.readline()
    if headers != {table.label: header_of(table) for table in schema.tables}:
        raise DamagedBackup(file=str(path), what="its tables are not those of its migrations")
    return schema


def _require_empty(manifest: Manifest, schema: Schema, using: str) -> None:
    present = read_schema(using)
    if ahead := sorted(present.migrations - schema.migrations):
        raise TargetNotEmpty(what=f"the database is migrated beyond the backup ({names_of(ahead)})")
    for table in present.tables:
        if table.label not in FILLED_BY_MIGRATING and _has_rows(table, using):
            raise TargetNotEmpty(what=f"the database has rows in {table.label}")
    if extra := set(files.list_contents()) - {entry.sha256 for entry in manifest.content}:
        raise TargetNotEmpty(what=f"the data folder has {len(extra)} stored files")


def _has_rows(table: Table, using: str) -> bool:
    quoted = connections[using].ops.quote_name(table.name)
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {quoted} LIMIT 1")  # noqa: S608 -- a name of our tables
        return cursor.fetchone() is not None


def _put_content(archive: Archive) -> None:
    for entry in archive.manifest.content:
        with archive.open(entry.member) as content:
            files.put_content(content, sha256=entry.sha256)  # type: ignore[arg-type]  # it only reads


def _put_secret(archive: Archive) -> bool:
    """Puts the backup's own secret in place; says whether what it sealed can be opened now."""
    manifest = archive.manifest
    is_known = set(manifest.secrets) <= set(present_marks())
    if not manifest.has_secret or (is_known and are_secrets_given()):
        return is_known
    # Where secrets are given, it lies beside for the deployer, who alone can add it to them.
    path = brought_secret_path() if are_secrets_given() else secret_path()
    with archive.open(SECRET) as member:
        replace_secret(path, member.read().decode())
    return not are_secrets_given()


@contextmanager
def _without_checks(using: str) -> Iterator[None]:
    """Lets SQLite's tables be made in a transaction; foreign keys are looked at before its end."""
    connection = connections[using]
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def _make_tables(schema: Schema, using: str) -> None:
    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(list_leaves(schema.migrations))
    executor.migrate(list_leaves(schema.migrations), plan=plan)
    # Migrations may write rows of their own; those that they wrote there are in the backup.
    for table in reversed(schema.all_tables):
        quoted = connections[using].ops.quote_name(table.name)
        with connections[using].cursor() as cursor:
            cursor.execute(f"DELETE FROM {quoted}")  # noqa: S608 -- a name of our tables


def _put_rows(archive: Archive, schema: Schema, using: str, note: Note) -> None:
    entries = {entry.table: entry for entry in archive.manifest.tables}
    for table in schema.tables:
        if entries[table.label].rows > _NOTED_FROM:
            note(f"{table.label}: {entries[table.label].rows:,} rows …")
        with archive.open(entries[table.label].member) as lines:
            lines.readline()  # the header
            write_lines(table, lines, using)
    connections[using].check_constraints()
    note("Reading all of it back …")
    for table in schema.tables:
        entry = entries[table.label]
        set_counter(table, entry.last_key, using)
        if digest_of(table, using).sha256 != entry.sha256:
            raise RowsDiffer(table=table.label)
