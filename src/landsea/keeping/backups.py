"""Takes a backup: one moment of the database, and the stored files that its rows name."""

import hashlib
import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from landsea import __version__
from landsea.foundation import files
from landsea.keeping.archive import SECRET, ArchiveWriter, written_archive
from landsea.keeping.counters import read_counter
from landsea.keeping.errors import NothingToKeep
from landsea.keeping.manifest import NAME, ContentEntry, Manifest, TableEntry
from landsea.keeping.rows import header_of, read_lines
from landsea.keeping.schema import Schema, read_schema
from landsea.keeping.secret_marks import are_secrets_given, present_marks, secret_path
from landsea.keeping.snapshot import snapshot
from landsea.keeping.tables import LEFT_OUT, Table
from landsea.keeping.versions import version_of

#: Takes one line about how far the work is.
Note = Callable[[str], None]
#: Lines between two notes.
_NOTE_EVERY = 100_000
#: The table whose rows name stored files, and its column of digests.
_STORED_FILES = "foundation.storedfile"
_JOURNAL = "last-backup.json"


def take_backup(
    path: Path, *, overwrite: bool = False, now: datetime, note: Note, using: str = DEFAULT_DB_ALIAS
) -> Manifest:
    """Writes a backup while others go on working, and returns what is in it."""
    with written_archive(path, overwrite=overwrite, made_at=now) as archive:
        with snapshot(using):
            schema = read_schema(using)
            if not schema.migrations:
                raise NothingToKeep
            version = version_of(using) or __version__
            tables = [
                _write_table(archive, position, table, using, note)
                for position, table in enumerate(schema.tables, start=1)
            ]
            digests = _list_digests(schema, using)
            left_out = _list_left_out(schema, using)
        # After the moment: a row's content is there before the row and stays for a day after it.
        content = _write_content(archive, digests, note)
        has_secret = not are_secrets_given()
        if has_secret:
            with archive.member(SECRET) as member:
                member.write(secret_path().read_bytes())
        manifest = Manifest(
            id=uuid.uuid4(),
            made_at=now,
            made_by=__version__,
            version=version,
            engine=engine_of(using),
            migrations=tuple(sorted(schema.migrations)),
            tables=tuple(tables),
            content=tuple(content),
            missing=tuple(sorted(set(digests) - {entry.sha256 for entry in content})),
            has_secret=has_secret,
            secrets=present_marks(),
            left_out=left_out,
        )
        with archive.member(NAME) as member:
            member.write(manifest.as_bytes())
    _write_journal(path, manifest)
    return manifest


def engine_of(using: str) -> str:
    """Returns the database's name and version: `sqlite 3.40.1`."""
    connection = connections[using]
    numbers = ".".join(str(number) for number in connection.get_database_version())
    return f"{connection.vendor} {numbers}"


def read_journal() -> tuple[datetime, str] | None:
    """Returns when the last backup was taken on this machine, and its file; None if none was."""
    try:
        told = json.loads((Path(settings.LANDSEA_DATA) / _JOURNAL).read_text())
        return datetime.fromisoformat(told["made_at"]), str(told["file"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _write_table(
    archive: ArchiveWriter, position: int, table: Table, using: str, note: Note
) -> TableEntry:
    name = f"tables/{position:03}-{table.label}.jsonl"
    count = 0
    with archive.member(name) as member:
        member.write(header_of(table))
        for line in read_lines(table, using):
            member.write(line)
            count += 1
            if count % _NOTE_EVERY == 0:
                note(f"{table.label}: {count:,} rows …")
    return TableEntry(
        table=table.label,
        member=name,
        rows=count,
        sha256=member.sha256,
        last_key=read_counter(table, using),
    )


def _list_digests(schema: Schema, using: str) -> list[str]:
    for table in schema.tables:
        if table.label == _STORED_FILES:
            column = connections[using].ops.quote_name("sha256")
            with connections[using].cursor() as cursor:
                cursor.execute(f"SELECT DISTINCT {column} FROM {table.name} ORDER BY 1")  # noqa: S608 -- names of our table
                return [digest for (digest,) in cursor.fetchall()]
    return []


def _list_left_out(schema: Schema, using: str) -> tuple[str, ...]:
    """Lists tables that are not in the backup: those named so, and those that are no app's."""
    ours = [table.label for table in schema.all_tables if table.label in LEFT_OUT]
    known = {table.name for table in schema.all_tables} | {"django_migrations"}
    others = set(connections[using].introspection.table_names()) - known
    return (*sorted(ours), *sorted(others))


def _write_content(archive: ArchiveWriter, digests: list[str], note: Note) -> list[ContentEntry]:
    entries = []
    for digest in digests:
        try:
            source = files.open_content(digest)
        except FileNotFoundError:
            note(f"The content of a stored file is gone: {digest}")
            continue
        with source:
            if hashlib.file_digest(source, "sha256").hexdigest() != digest:
                note(f"The content of a stored file is not what it was: {digest}")
                continue
            entry = ContentEntry(sha256=digest, byte_count=source.size)
            # Pictures and the like are compressed already.
            with archive.member(entry.member, compressed=False) as member:
                for chunk in source.chunks():
                    member.write(chunk)
        entries.append(entry)
    return entries


def _write_journal(path: Path, manifest: Manifest) -> None:
    """Tells the doctor when the last backup was taken, wherever its file lies."""
    journal = Path(settings.LANDSEA_DATA) / _JOURNAL
    told = {"made_at": manifest.made_at.isoformat(), "file": str(path.resolve())}
    with suppress(OSError):  # the backup is there all the same
        journal.write_text(json.dumps(told) + "\n")
