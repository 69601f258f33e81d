"""Small backups, made without a database."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from landsea.keeping.archive import SECRET, written_archive
from landsea.keeping.manifest import NAME, ContentEntry, Manifest, TableEntry

NOW = datetime(2026, 11, 20, 4, 5, 6, tzinfo=UTC)
LINES = b'{"columns":["id"],"table":"sample.row"}\n[1]\n[2]\n'
PICTURE = bytes(range(256))
MANIFEST = Manifest(
    id=UUID(int=1),
    made_at=NOW,
    made_by="0.1.0",
    version="0.1.0",
    engine="sqlite 3.40.1",
    migrations=(("cards", "0001_initial"),),
    tables=(
        TableEntry(
            table="sample.row",
            member="tables/001-sample.row.jsonl",
            rows=2,
            sha256=hashlib.sha256(LINES).hexdigest(),
            last_key=2,
        ),
    ),
    content=(ContentEntry(sha256=hashlib.sha256(PICTURE).hexdigest(), byte_count=256),),
    missing=(),
    has_secret=True,
    secrets=("00",),
    left_out=(),
)


def write_sample(path: Path, manifest: Manifest = MANIFEST, *, overwrite: bool = False) -> None:
    """Writes a backup whose manifest may say what is not so."""
    with written_archive(path, overwrite=overwrite, made_at=NOW) as archive:
        members = {
            MANIFEST.tables[0].member: LINES,
            MANIFEST.content[0].member: PICTURE,
            SECRET: b"a secret\n",
            NAME: manifest.as_bytes(),
        }
        for name, content in members.items():
            with archive.member(name) as member:
                member.write(content)
