"""Installations of their own: a data folder and a database on one of the engines."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.foundation.processes import OwnDatabase, own_database

#: The data folder of the first release after a day's life; see tools/previous_release.py.
PREVIOUS = Path(__file__).parent / "previous/landsea-0.1.0.tar.gz"
#: Nobody listens there.
NO_PORT = "1"


class Place(OwnDatabase):
    """An installation that a test has for itself."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder, url)
        self.folder = folder
        self.environment |= {"PORT": NO_PORT, "LANDSEA_SECRETS": "", "LANDSEA_DEMO": ""}

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def landsea(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end, however it ends."""
        return subprocess.run(
            [sys.executable, "-m", "landsea", *map(str, command)],
            env=self.environment | environment,
            check=False,
            capture_output=True,
            text=True,
        )

    def do(self, *command: str | Path, **environment: str) -> str:
        """Runs a command that must succeed, and returns what it printed."""
        done = self.landsea(*command, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *command: str | Path) -> subprocess.Popen[str]:
        """Starts a command."""
        return subprocess.Popen(
            [sys.executable, "-m", "landsea", *map(str, command)],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Stays connected to the database, as a server does, until the block ends."""
        if not self.is_sqlite:
            with psycopg.connect(self.url):
                yield
            return
        file = self.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield

    def tables(self) -> list[str]:
        """Lists the tables that are there."""
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if self.is_sqlite
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        return [name for (name,) in self.rows(query)]

    def contents(self) -> list[str]:
        """Lists the digests of stored content."""
        return sorted(path.name for path in self.folder.glob("files/content/*/*/*"))


@contextmanager
def sqlite_place(folder: Path) -> Iterator[Place]:
    """Yields an installation on SQLite that has nothing in it yet."""
    folder.mkdir(mode=0o700, exist_ok=True)
    yield Place(folder, f"sqlite:///{folder / 'landsea.sqlite3'}")


@contextmanager
def own_place(folder: Path, template: Place | None = None) -> Iterator[Place]:
    """Yields an installation on the engine under test, empty or with another's database."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if template is not None:
        for name in ("secret.key", "files"):
            if (template.folder / name).is_dir():
                shutil.copytree(template.folder / name, folder / name)
            elif (template.folder / name).exists():
                shutil.copy2(template.folder / name, folder / name)
    with own_database(folder, template) as database:
        yield Place(folder, database.url)


def unpack_previous(folder: Path) -> None:
    """Puts the first release's data into a folder."""
    folder.mkdir(mode=0o700, exist_ok=True)
    with tarfile.open(PREVIOUS) as packed:
        packed.extractall(folder, filter="data")


def manifest_of(file: Path) -> dict[str, Any]:
    """Returns what a backup says of itself."""
    with zipfile.ZipFile(file) as archive:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        return manifest


def export_of(place: Place, folder: Path) -> dict[str, Any]:
    """Returns all that an installation holds: each table's digest, each file's."""
    file = folder / "export.zip"
    place.do("backup", "--overwrite", file)
    return export_in(file)


def export_in(file: Path) -> dict[str, Any]:
    """Returns all that a backup holds, in the same way."""
    manifest = manifest_of(file)
    tables = {
        entry["table"]: (entry["rows"], entry["sha256"], entry["last_key"])
        for entry in manifest["tables"]
    }
    assert len(tables) > 30
    return tables | {"content": [entry["sha256"] for entry in manifest["content"]]}


def is_on_postgres() -> bool:
    """Says whether the tests run on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")
