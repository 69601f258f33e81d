"""A database that is slow between an admission and its posting: a kill can meet it there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from tests.foundation.processes import OwnDatabase

#: SQLite can't sleep, but it can count.
SQLITE_SLOW = """
CREATE TRIGGER slow BEFORE INSERT ON cards_posting BEGIN
    SELECT count(*) FROM (
        WITH RECURSIVE number(n) AS (
            SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 500000000
        )
        SELECT n FROM number
    );
END
"""
#: Shorter than tests wait: a sleeping PostgreSQL does not see that its client was killed.
POSTGRESQL_SLOW = """
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN PERFORM pg_sleep(10); RETURN NEW; END';
CREATE TRIGGER slow BEFORE INSERT ON cards_posting FOR EACH ROW EXECUTE FUNCTION slow();
"""


@contextmanager
def slow_posting(database: OwnDatabase) -> Iterator[None]:
    """Lets a posting last ten seconds or more until the block ends."""
    is_sqlite = database.url.startswith("sqlite")
    change(database, SQLITE_SLOW if is_sqlite else POSTGRESQL_SLOW)
    yield
    change(database, "DROP TRIGGER slow" if is_sqlite else "DROP FUNCTION slow() CASCADE")


def change(database: OwnDatabase, statements: str) -> None:
    """Runs statements and commits them."""
    if database.url.startswith("sqlite"):
        with closing(sqlite3.connect(database.url.removeprefix("sqlite:///"))) as file:
            file.executescript(statements)
        return
    with psycopg.connect(database.url) as server:
        server.execute(statements.encode())


def is_posting(database: OwnDatabase) -> bool:
    """Says whether somebody is in the middle of a slow posting."""
    if not database.url.startswith("sqlite"):
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        return bool(database.value(query))
    file = database.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as writer:
        try:
            writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False
