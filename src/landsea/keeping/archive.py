"""The file of a backup: a ZIP archive of lines of JSON, sealed with its own digest.

Any tool opens it. It is written once through, under another name and readable by its owner only,
and gets its name when all of it is on the disk.
"""

import fcntl
import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BufferedWriter, RawIOBase
from pathlib import Path
from typing import IO, BinaryIO, cast

from landsea.keeping import manifest as manifests
from landsea.keeping.errors import BackupBeingWritten, DamagedBackup, FileInTheWay, NoSuchBackup
from landsea.keeping.manifest import Manifest
from landsea.keeping.seal import CHUNK_BYTES, PLACE, SealedWriter, is_sealed

SECRET = "secret.key"  # noqa: S105 -- the name of a member
#: The archive's comment: what its last bytes are, for whoever looks.
_COMMENT = b"landsea backup, sha256 of all before: "
#: Rows are texts that repeat themselves; more effort saves little and costs much.
_COMPRESSION_LEVEL = 4
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    NotImplementedError,
    RuntimeError,
)


class Member:
    """A member that is being written."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._digest.update(data)
        self._target.write(data)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class ArchiveWriter:
    """Takes the members of a backup, one after the other."""

    def __init__(self, target: zipfile.ZipFile, made_at: datetime) -> None:
        self._target = target
        self._made_at = made_at

    @contextmanager
    def member(self, name: str, *, compressed: bool = True) -> Iterator[Member]:
        """Opens a member to write to."""
        info = zipfile.ZipInfo(name, self._made_at.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        info._compresslevel = _COMPRESSION_LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 -- no other way in 3.11
        info.external_attr = 0o600 << 16
        with (
            self._target.open(info, "w", force_zip64=True) as target,
            BufferedWriter(cast(RawIOBase, target), CHUNK_BYTES) as buffered,
        ):
            yield Member(buffered)


@contextmanager
def written_archive(path: Path, *, overwrite: bool, made_at: datetime) -> Iterator[ArchiveWriter]:
    """Opens a new backup; it gets its name when the block has ended well, and is gone if not."""
    if path.exists() and not overwrite:
        raise FileInTheWay(file=str(path))
    with _draft(path) as draft:
        sealed = SealedWriter(draft)
        with zipfile.ZipFile(cast(BinaryIO, sealed), "w") as target:
            yield ArchiveWriter(target, made_at)
            target.comment = _COMMENT + PLACE
        sealed.seal()
        draft.flush()
        os.fsync(draft.fileno())
        _give_name(path, overwrite=overwrite)


class Archive:
    """A backup that was looked through and is whole."""

    def __init__(self, source: zipfile.ZipFile, manifest: Manifest) -> None:
        self._source = source
        self.manifest = manifest

    def open(self, name: str) -> IO[bytes]:
        """Opens a member to read from."""
        return self._source.open(name)


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """Opens a backup after all of it was looked through; the file stays open, so it stays so."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise NoSuchBackup(file=str(path), reason=str(error.strerror).lower()) from error
    with file:
        try:
            archive = _checked(file)
        except _READ_ERRORS as error:
            what = str(error).rstrip(".") or type(error).__name__
            raise DamagedBackup(file=str(path), what=what) from error
        yield archive


def _checked(file: BinaryIO) -> Archive:
    if not is_sealed(file):
        raise ValueError("its end does not tell what is before")
    source = zipfile.ZipFile(file)
    manifest = Manifest.read(source.read(manifests.NAME))
    digests = {entry.member: entry.sha256 for entry in manifest.tables}
    digests |= {entry.member: entry.sha256 for entry in manifest.content}
    expected = {*digests, manifests.NAME, *([SECRET] if manifest.has_secret else [])}
    names = source.namelist()
    if len(names) != len(expected) or set(names) != expected:
        raise ValueError("its members are not those that it names")
    rows = {entry.member: entry.rows for entry in manifest.tables}
    for name, sha256 in digests.items():
        found, line_count = _look_through(source, name)
        if found != sha256 or (name in rows and line_count != rows[name] + 1):
            raise ValueError(f"{name} is not what it was")
    return Archive(source, manifest)


def _look_through(source: zipfile.ZipFile, name: str) -> tuple[str, int]:
    digest, line_count = hashlib.sha256(), 0
    with source.open(name) as member:
        while chunk := member.read(CHUNK_BYTES):
            digest.update(chunk)
            line_count += chunk.count(b"\n")
    return digest.hexdigest(), line_count


@contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    part = part_of(path)
    # Of a killed process: what it left is written over. Of a living one: its lock tells.
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "r+b") as draft:
        try:
            fcntl.flock(draft, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupBeingWritten(file=str(path)) from error
        if not part.exists() or not os.path.samestat(os.fstat(handle), part.stat()):
            # It got its name between our opening and our lock: it is somebody's backup now.
            raise BackupBeingWritten(file=str(path))
        os.fchmod(draft.fileno(), 0o600)
        draft.truncate()
        try:
            yield draft
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def part_of(path: Path) -> Path:
    """Returns the name under which a backup is written."""
    return path.with_name(path.name + ".part")


def _give_name(path: Path, *, overwrite: bool) -> None:
    part = part_of(path)
    if overwrite:
        part.replace(path)
    else:
        try:
            path.hardlink_to(part)  # unlike a renaming, this never takes another file's place
        except FileExistsError as error:
            raise FileInTheWay(file=str(path)) from error
        except OSError:  # a file system without links
            part.rename(path)
        else:
            part.unlink()
    with suppress(OSError):  # not every file system lets a folder be synced
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
