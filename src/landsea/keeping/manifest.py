"""What a backup says of itself: the last member of its archive."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from landsea import __version__
from landsea.keeping.errors import NewerBackup
from landsea.keeping.schema import Migration

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """One table in a backup."""

    table: str
    member: str
    rows: int
    sha256: str
    #: The highest key that the database has ever given in it: none is given twice.
    last_key: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentEntry:
    """The content of stored files; its digest is its name."""

    sha256: str
    byte_count: int

    @property
    def member(self) -> str:
        return f"content/{self.sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything about a backup but its rows."""

    id: UUID
    made_at: datetime
    #: The version that made it, and the version of the database that it was made of.
    made_by: str
    version: str
    engine: str
    migrations: tuple[Migration, ...]
    tables: tuple[TableEntry, ...]
    content: tuple[ContentEntry, ...]
    #: Digests of stored files whose content was gone or was not what it had been.
    missing: tuple[str, ...]
    #: Whether the secret is in it, and by what each secret that was in use is known again.
    has_secret: bool
    secrets: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def row_count(self) -> int:
        return sum(entry.rows for entry in self.tables)

    @property
    def byte_count(self) -> int:
        """How many bytes of files."""
        return sum(entry.byte_count for entry in self.content)

    def as_bytes(self) -> bytes:
        """Returns the manifest as the archive holds it."""
        values = {"format": FORMAT, **asdict(self)}
        return json.dumps(values, default=str, indent=1, ensure_ascii=False).encode()

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Returns the manifest; raises ValueError, TypeError or KeyError when it is none."""
        values = json.loads(text)
        if values["format"] > FORMAT:
            raise NewerBackup(
                version=str(values["made_by"]),
                present=__version__,
                unknown=f"backups of the format {values['format']}",
            )
        known = {field.name: values[field.name] for field in fields(cls)}
        return cls(
            **known
            | {
                "id": UUID(known["id"]),
                "made_at": datetime.fromisoformat(known["made_at"]),
                "migrations": tuple(sorted((app, name) for app, name in known["migrations"])),
                "tables": _entries(TableEntry, known["tables"]),
                "content": _entries(ContentEntry, known["content"]),
                "missing": tuple(known["missing"]),
                "secrets": tuple(known["secrets"]),
                "left_out": tuple(known["left_out"]),
            }
        )


def _entries(kind: type[Any], values: Iterable[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(kind(**value) for value in values)
