"""Files that people hand in, kept once each under the digest of what is in them.

The content comes first and the row second, so a row never lacks its content. What a killed process
leaves is content without a row, which `sweep_orphans` removes after a day.
"""

import hashlib
import logging
import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from landsea.foundation.actor import Actor
from landsea.foundation.models import StoredFile
from landsea.kernel.errors import InvalidInput, NotFound, TooLarge

logger = logging.getLogger(__name__)

CHUNK_BYTES = 64 * 1024
ORPHAN_AGE = timedelta(days=1)
_ROOT = "content"
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 20
#: RFC 6838, 4.2.
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
#: Names the lock that keeps the sweep from removing what is being stored; any number will do.
_LOCK = 0x1A2D5EAF


def store_file(
    content: BinaryIO | bytes,
    *,
    name: str,
    media_type: str,
    owner: UUID | None,
    by: Actor,
    now: datetime,
    max_bytes: int,
) -> StoredFile:
    """Stores a file of at most `max_bytes`, its content once however often it is handed in."""
    if not _MEDIA_TYPE.fullmatch(media_type) or len(media_type) > 100:
        raise InvalidInput(field="media_type", value=media_type[:100])
    stream = BytesIO(content) if isinstance(content, bytes) else content
    with _received(stream, max_bytes) as received:
        _keep(received)
        with transaction.atomic():
            _lock(is_shared=True)
            _keep(received)  # the sweep may have taken it in between
            return StoredFile.objects.create(
                sha256=received.sha256,
                byte_count=received.byte_count,
                name=display_name(name),
                media_type=media_type,
                owner=owner,
                created_by=by.subject,
                created_at=now,
            )


def get_file(public_id: UUID, *, by: Actor) -> StoredFile:
    """Returns what is known of a file that the actor may see."""
    row = StoredFile.objects.visible_to(by).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def open_file(public_id: UUID, *, by: Actor) -> "File[bytes]":
    """Returns the content of a file that the actor may see; the caller closes it."""
    row = get_file(public_id, by=by)
    try:
        return default_storage.open(path_of(row.sha256))
    except FileNotFoundError as error:
        logger.exception("The content of a file is gone", extra={"file": str(public_id)})
        raise NotFound from error


def list_contents() -> Iterator[str]:
    """Lists the digests under which content lies in the storage."""
    return (path.rsplit("/", 1)[-1] for path in _list_content())


def find_content_size(sha256: str) -> int | None:
    """Returns how many bytes of content there are under a digest; None when it is gone."""
    try:
        return default_storage.size(path_of(sha256))
    except FileNotFoundError:
        return None


def open_content(sha256: str) -> "File[bytes]":
    """Returns the content with a digest to read from; raises FileNotFoundError when it is gone."""
    return default_storage.open(path_of(sha256))


def put_content(content: BinaryIO, *, sha256: str) -> None:
    """Stores content whose row comes, or came, another way; refuses what has another digest."""
    with _received(content, max_bytes=sys.maxsize) as received:
        if received.sha256 != sha256:
            raise InvalidInput(field="sha256", value=sha256)
        _keep(received)


def sweep_orphans(*, now: datetime) -> int:
    """Removes content without a row that is older than a day; returns how many were removed."""
    orphans = [path for path in _list_content() if _is_orphan(path, now)]
    return sum(_sweep(path, now) for path in orphans) + _sweep_incoming(now)


def path_of(sha256: str) -> str:
    """Returns where content lies in the storage: in 65,536 folders, so that none grows large."""
    return f"{_ROOT}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def display_name(name: str) -> str:
    """Returns a file's name fit to be shown: one line, no folders, no hidden or turning marks."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    visible = "".join(
        " " if each.isspace() else each
        for each in last
        if each.isspace() or unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    words = " ".join(visible.split()).strip(". ")
    if len(words) <= _LONGEST_NAME:
        return words or "file"
    suffix = Path(words).suffix[:_LONGEST_SUFFIX]
    return words[: _LONGEST_NAME - len(suffix)] + suffix


@dataclass(frozen=True, slots=True)
class _Received:
    """Content on this machine's disk that the storage does not have yet."""

    path: Path
    sha256: str
    byte_count: int


class _MovableFile(File):  # type: ignore[type-arg]  # generic in the stubs alone
    """Local content; a storage on the same disk moves it, so that no half file can be seen."""

    def __init__(self, source: BinaryIO, path: Path) -> None:
        super().__init__(source, name=path.name)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


@contextmanager
def _received(stream: BinaryIO, max_bytes: int) -> Iterator[_Received]:
    handle, name = tempfile.mkstemp(dir=_incoming())
    path = Path(name)
    digest = hashlib.sha256()
    byte_count = 0
    try:
        with os.fdopen(handle, "wb") as target:
            while chunk := stream.read(CHUNK_BYTES):
                byte_count += len(chunk)
                if byte_count > max_bytes:
                    raise TooLarge(limit=_readable(max_bytes))
                digest.update(chunk)
                target.write(chunk)
            # The row is on the disk once it is committed; its content must not come later.
            target.flush()
            os.fsync(target.fileno())
        yield _Received(path, digest.hexdigest(), byte_count)
    finally:
        path.unlink(missing_ok=True)


def _keep(received: _Received) -> None:
    wanted = path_of(received.sha256)
    if default_storage.exists(wanted):
        if default_storage.size(wanted) == received.byte_count:
            return
        # Half of it: a process was killed while it copied to a storage that can't move files.
        default_storage.delete(wanted)
    with received.path.open("rb") as source:
        saved = default_storage.save(wanted, _MovableFile(source, received.path))
    if saved != wanted:  # the same content came twice in one moment
        default_storage.delete(saved)


def _incoming() -> Path:
    folder = Path(settings.LANDSEA_DATA) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _list_content(folder: str = _ROOT) -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _list_content(f"{folder}/{name}")


def _sweep(path: str, now: datetime) -> bool:
    with transaction.atomic():
        _lock(is_shared=False)
        if not _is_orphan(path, now):  # it was handed in again in between
            return False
        default_storage.delete(path)
        return True


def _is_orphan(path: str, now: datetime) -> bool:
    try:
        if default_storage.get_modified_time(path) > now - ORPHAN_AGE:
            return False
    except FileNotFoundError:
        return False
    rows = StoredFile.objects.unscoped("content stays while any row names it")
    return not rows.filter(sha256=path.rsplit("/", 1)[-1]).exists()


def _sweep_incoming(now: datetime) -> int:
    too_old = (now - ORPHAN_AGE).timestamp()
    swept = 0
    for left in _incoming().iterdir():
        # An upload that ends in this moment takes its file away itself.
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < too_old:
                left.unlink()
                swept += 1
    return swept


def _lock(*, is_shared: bool) -> None:
    """Waits until no sweep, or nobody at all, is at the files; SQLite's transactions always do."""
    if connection.vendor != "postgresql":
        return
    function = "pg_advisory_xact_lock_shared" if is_shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])


def _readable(byte_count: int) -> str:
    return f"{byte_count / 1_000_000:g} MB"
