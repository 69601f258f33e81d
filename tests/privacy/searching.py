"""Looks for a text wherever it could be: in every column of every table, in files, in logs."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection


def spellings_of(subject: UUID) -> list[str]:
    """Returns how a subject may be written: as people do, and as SQLite keeps it."""
    return [str(subject), subject.hex]


def find_in_database(*needles: str) -> list[str]:
    """Lists the columns of the whole database that hold one of the texts, in any case."""
    wanted = [needle.lower() for needle in needles]
    found = {
        f"{table}.{column}"
        for table in connection.introspection.table_names()
        for column, value in _list_values(table)
        if any(needle in _as_text(value) for needle in wanted)
    }
    sessions = (str(each.get_decoded()).lower() for each in Session.objects.order_by("pk"))
    if any(needle in session for session in sessions for needle in wanted):
        found.add("django_session, decoded")
    return sorted(found)


def find_in_files(*needles: str) -> list[str]:
    """Lists the files of the data folder whose bytes hold one of the texts.

    The database of SQLite is one of them, with its free pages and its log.
    """
    wanted = [needle.encode() for needle in needles]
    return sorted(
        str(path.relative_to(settings.LANDSEA_DATA))
        for path in Path(settings.LANDSEA_DATA).rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in wanted)
    )


def find_in_logs(records: Iterable[logging.LogRecord], *needles: str) -> list[str]:
    """Lists what was logged and holds one of the texts, before anything in it is masked."""
    wanted = [needle.lower() for needle in needles]
    found = []
    for record in records:
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        told = f"{record.getMessage()} {vars(record)} {trace}"
        if any(needle in told.lower() for needle in wanted):
            found.append(told)
    return found


def _list_values(table: str) -> Iterator[tuple[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        columns = [str(column[0]) for column in cursor.description or ()]
        for row in cursor.fetchall():
            yield from zip(columns, row, strict=True)


def _as_text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1").lower()
    return str(value).lower()
