"""Databases and worker processes that a test has for itself."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

LEASE_SECONDS = 1.5
PATIENCE_SECONDS = 120.0


class OwnDatabase:
    """A database on the engine under test that no other test sees, so that it may be committed."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "landsea.settings",
            "DATABASE_URL": url,
            "LANDSEA_DATA": str(folder),
            "LANDSEA_LEASE_SECONDS": str(LEASE_SECONDS),
        }

    def run(self, *command: str) -> str:
        """Runs a Landsea command and returns what it printed."""
        return subprocess.run(
            [sys.executable, "-m", "landsea", *command],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def script(self, code: str) -> str:
        """Runs Python code that has Django, the sample tasks as `sample` and `now()`."""
        prelude = (
            "import django; django.setup()\n"
            "from tests.foundation import sample_tasks as sample\n"
            "from landsea.kernel.clock import SystemClock\n"
            "now = SystemClock().now\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", prelude + code],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start_worker(self, *options: str) -> subprocess.Popen[str]:
        """Starts a worker process."""
        return subprocess.Popen(
            [sys.executable, "-m", "landsea", "worker", "--poll", "0.05", "--no-daily", *options],
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Reads what is committed, by plain SQL."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as file:
                return list(file.execute(query).fetchall())
        with psycopg.connect(self.url) as server:
            return list(server.execute(query).fetchall())

    def value(self, query: str) -> Any:  # noqa: ANN401 -- whatever the column holds
        """Returns the one value that a query gives."""
        ((value,),) = self.rows(query)
        return value

    def effects(self) -> list[str]:
        """Lists what the sample tasks did, in order."""
        query = "SELECT row_key FROM foundation_change WHERE row_label = 'sample.effect'"
        return [key for (key,) in self.rows(f"{query} ORDER BY id")]


@contextmanager
def own_database(folder: Path, template: OwnDatabase | None = None) -> Iterator[OwnDatabase]:
    """Makes a database beside the one of the test run, empty or as another, and removes it."""
    if connection.vendor == "sqlite":
        file = folder / "own.sqlite3"
        if template is not None:
            shutil.copyfile(template.url.removeprefix("sqlite:///"), file)
        yield OwnDatabase(folder, f"sqlite:///{file}")
        return
    name = f"own_{uuid4().hex}"
    server = connection.settings_dict
    base = f"postgres://{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as maker:
        source = template.url.rsplit("/", 1)[-1] if template else "template1"
        maker.execute(f"CREATE DATABASE {name} TEMPLATE {source}".encode())
        try:
            yield OwnDatabase(folder, f"{base}/{name}")
        finally:
            maker.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def wait_until(is_so: Callable[[], object]) -> None:
    """Waits until something has become so; fails after two minutes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "It never became so."
        time.sleep(0.02)
