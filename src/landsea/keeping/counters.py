"""The counters from which the database takes the keys of new rows.

A key that was given once is never given again, not after its row is gone: the change log and other
people's files may still name it. So a restore sets the counters to where they stood.
"""

from django.core.management.color import no_style
from django.db import connections

from landsea.keeping.tables import Table


def read_counter(table: Table, using: str) -> int | None:
    """Returns the highest key ever given in a table; None if it counts none or gave none."""
    if table.counter is None:
        return None
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            sequence = _sequence_of(table, using)
            if sequence is None:
                return None
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 -- told by the database
        row = cursor.fetchone()
    return int(row[0]) or None if row else None


def set_counter(table: Table, last_key: int | None, using: str) -> None:
    """Lets a table's keys go on after those that it has and those that it has given."""
    if table.counter is None:
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Rows that came with their keys have moved the counter already.
            given = max(read_counter(table, using) or 0, last_key or 0)
            if given:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table.name, given])
            return
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model]):
            cursor.execute(statement)
        if last_key is not None and last_key > (read_counter(table, using) or 0):
            cursor.execute("SELECT setval(%s, %s)", [_sequence_of(table, using), last_key])


def _sequence_of(table: Table, using: str) -> str | None:
    with connections[using].cursor() as cursor:
        quoted = connections[using].ops.quote_name(table.name)
        column = table.counter.column if table.counter is not None else None
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, column])
        (name,) = cursor.fetchone()
    return str(name) if name else None
