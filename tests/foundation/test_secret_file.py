"""The installation's own secret."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from landsea.foundation.secret_file import load_or_create_secret


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = load_or_create_secret(tmp_path)

    second = load_or_create_secret(tmp_path)

    assert second == first
    assert len(first) >= 50


def test_installations_have_different_secrets(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    assert load_or_create_secret(one) != load_or_create_secret(other)


def test_only_its_owner_can_read_the_secret(tmp_path: Path) -> None:
    load_or_create_secret(tmp_path)

    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    for number in range(50):
        folder = tmp_path / str(number)
        folder.mkdir()

        with ThreadPoolExecutor(8) as starters:
            secrets = set(starters.map(load_or_create_secret, [folder] * 8))

        assert len(secrets) == 1
