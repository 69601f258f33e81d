"""Files that are handed in."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from landsea.foundation import files
from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.models import StoredFile
from landsea.kernel.errors import InvalidInput, NotFound, TooLarge

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SUBJECT = UUID(int=7)
EDITOR = Actor(kind=ActorKind.PERSON, subject=SUBJECT)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of the test's own."""
    settings.LANDSEA_DATA = tmp_path
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": settings.STORAGES["staticfiles"],
    }
    return tmp_path


def store(content: bytes = b"picture", name: str = "dazu.jpg", **others: object) -> StoredFile:
    return files.store_file(
        content,
        name=name,
        media_type=str(others.get("media_type", "image/jpeg")),
        owner=UUID(int=1),
        by=EDITOR,
        now=NOW,
        max_bytes=1_000_000,
    )


def list_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_comes_back_as_it_was_handed_in() -> None:
    content = os.urandom(3 * files.CHUNK_BYTES + 5)

    row = files.store_file(
        BytesIO(content),
        name="dazu.jpg",
        media_type="image/jpeg",
        owner=UUID(int=1),
        by=EDITOR,
        now=NOW,
        max_bytes=len(content),
    )

    with files.open_file(row.public_id, by=Actor.system()) as stored:
        assert stored.read() == content
    kept = files.get_file(row.public_id, by=Actor.system())
    assert (kept.sha256, kept.byte_count) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (kept.name, kept.media_type, kept.created_at) == ("dazu.jpg", "image/jpeg", NOW)
    assert (kept.owner, kept.created_by) == (UUID(int=1), SUBJECT)


def test_the_same_content_lies_in_the_storage_once(folder: Path) -> None:
    first = store(name="dazu.jpg")

    second = store(name="copy of dazu.jpg")

    assert first.public_id != second.public_id
    assert list_files(folder) == [first.sha256]


def test_an_empty_file_is_a_file() -> None:
    row = store(b"")

    with files.open_file(row.public_id, by=Actor.system()) as stored:
        assert (stored.read(), row.byte_count) == (b"", 0)


def test_a_file_that_is_too_large_leaves_nothing_behind(folder: Path) -> None:
    with pytest.raises(TooLarge, match=r"larger than the 1 MB"):
        store(b"x" * 1_000_001)

    assert (list_files(folder), StoredFile.objects.count()) == ([], 0)


def test_a_file_that_breaks_off_leaves_nothing_behind(folder: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        files.store_file(
            Broken(b"x" * 200_000),
            name="a",
            media_type="image/jpeg",
            owner=None,
            by=EDITOR,
            now=NOW,
            max_bytes=1_000_000,
        )

    assert (list_files(folder), StoredFile.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    "media_type", ["", "jpeg", "image/", "a/b\r\nc: d", "IMAGE/JPEG", "a/" * 60]
)
def test_what_is_no_media_type_is_refused(media_type: str) -> None:
    with pytest.raises(InvalidInput):
        store(media_type=media_type)


def test_half_a_file_of_a_killed_process_is_replaced_by_the_whole() -> None:
    content = b"whole picture"
    path = Path(default_storage.path(files.path_of(hashlib.sha256(content).hexdigest())))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"whole")

    row = store(content)

    with files.open_file(row.public_id, by=Actor.system()) as stored:
        assert stored.read() == content


def test_an_unknown_file_and_one_whose_content_is_gone_are_not_found() -> None:
    row = store()
    default_storage.delete(files.path_of(row.sha256))

    with pytest.raises(NotFound):
        files.open_file(uuid4(), by=Actor.system())
    with pytest.raises(NotFound):
        files.open_file(row.public_id, by=Actor.system())


def test_the_sweep_removes_old_content_without_a_row_and_nothing_else(folder: Path) -> None:
    now = datetime.now(UTC)
    kept = store(b"kept")
    with transaction.atomic():
        store(b"orphan")
        transaction.set_rollback(True)
    (folder / "incoming" / "left").write_bytes(b"half an upload")

    too_young = files.sweep_orphans(now=now + timedelta(hours=23))
    old_enough = files.sweep_orphans(now=now + timedelta(hours=25))

    assert (too_young, old_enough) == (0, 2)
    assert list_files(folder) == [kept.sha256]


def test_the_sweep_of_a_new_installation_finds_nothing() -> None:
    assert files.sweep_orphans(now=NOW) == 0


def test_orphaned_content_that_is_handed_in_again_is_kept() -> None:
    now = datetime.now(UTC)
    with transaction.atomic():
        store(b"orphan")
        transaction.set_rollback(True)
    row = store(b"orphan")

    swept = files.sweep_orphans(now=now + timedelta(days=3))

    assert swept == 0
    with files.open_file(row.public_id, by=Actor.system()) as stored:
        assert stored.read() == b"orphan"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("dazu.jpg", "dazu.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lan\\dazu.jpg", "dazu.jpg"),
        ("大足 石刻.jpg", "大足 石刻.jpg"),
        ("two\r\nlines\t.jpg", "two lines .jpg"),
        ("gpj\u202e.exe", "gpj.exe"),
        ("nul\x00.jpg", "nul.jpg"),
        (".htaccess", "htaccess"),
        ("e\u0301.jpg", "é.jpg"),
        ("", "file"),
        ("/", "file"),
        ("x" * 300 + ".jpeg", "x" * 195 + ".jpeg"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(name: str, shown: str) -> None:
    assert files.display_name(name) == shown


@given(st.text())
def test_a_shown_name_is_one_short_line_that_stays_as_it_is(name: str) -> None:
    shown = files.display_name(name)

    assert 1 <= len(shown) <= 200
    assert shown.isprintable()
    assert not {"/", "\\", "\n"} & set(shown)
    assert files.display_name(shown) == shown


def test_the_database_refuses_half_a_digest() -> None:
    row = store()
    row.sha256 = row.sha256[:10]

    with pytest.raises(IntegrityError):
        row.save()
