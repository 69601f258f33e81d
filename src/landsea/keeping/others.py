"""Who else works with the database at this moment."""

import sqlite3
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from django.db import connections

_KNOCK_SECONDS = 2.0
#: Somebody may be at the file for a moment only.
_PATIENCE_SECONDS = 2.0


def find_others(using: str, *, port: int) -> str:
    """Says who else is connected to the database; nothing when nobody is.

    A server that nobody has asked for a while may have no connection open: it is asked first.
    """
    _knock(port)
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid, application_name FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend' ORDER BY pid"
            )
            rows = cursor.fetchall()
        return ", ".join(f"{name or 'a client'} (backend {pid})" for pid, name in rows)
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    return "" if not file.exists() or _is_alone(file) else f"another process has {file} open"


def _knock(port: int) -> None:
    knocking = HTTPConnection("127.0.0.1", port, timeout=_KNOCK_SECONDS)
    with suppress(OSError, HTTPException), closing(knocking):
        knocking.request("GET", "/healthz")
        knocking.getresponse().read()


def _is_alone(file: Path) -> bool:
    """Says whether SQLite gives us the whole file, which it does to the only one who has it."""
    address = f"file:{quote(str(file))}?mode=rw"
    with closing(
        sqlite3.connect(address, uri=True, timeout=_PATIENCE_SECONDS, isolation_level=None)
    ) as probe:
        try:
            probe.execute("PRAGMA locking_mode = EXCLUSIVE")
            probe.execute("BEGIN EXCLUSIVE")
            probe.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
    return True
