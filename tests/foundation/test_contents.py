"""Content that comes without its row, as a restore brings it."""

import hashlib
import stat
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django import Settings

from landsea.foundation import files
from landsea.foundation.secret_file import load_or_create_secret, replace_secret
from landsea.kernel.errors import InvalidInput

CONTENT = b"a picture"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, settings: Settings) -> None:
    settings.LANDSEA_DATA = tmp_path
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "files"},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}


def test_content_is_found_under_its_digest() -> None:
    files.put_content(BytesIO(CONTENT), sha256=DIGEST)

    with files.open_content(DIGEST) as content:
        assert content.read() == CONTENT
    assert list(files.list_contents()) == [DIGEST]
    assert files.find_content_size(DIGEST) == len(CONTENT)


def test_content_that_is_there_is_put_there_once() -> None:
    files.put_content(BytesIO(CONTENT), sha256=DIGEST)

    files.put_content(BytesIO(CONTENT), sha256=DIGEST)

    assert list(files.list_contents()) == [DIGEST]


def test_content_with_another_digest_is_refused() -> None:
    with pytest.raises(InvalidInput):
        files.put_content(BytesIO(b"another"), sha256=DIGEST)

    assert list(files.list_contents()) == []


def test_content_that_is_gone_has_no_size() -> None:
    assert files.find_content_size(DIGEST) is None


def test_a_secret_takes_the_place_of_another_and_stays_its_owners(tmp_path: Path) -> None:
    load_or_create_secret(tmp_path)
    path = tmp_path / "secret.key"

    replace_secret(path, "of another installation\n")

    assert load_or_create_secret(tmp_path) == "of another installation"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
