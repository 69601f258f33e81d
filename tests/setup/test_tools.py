"""The small programs that make calls."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.sizes import list_long_files

ROOT = Path(__file__).parents[2]


def run_reset(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.reset"],
        cwd=ROOT,
        env={**os.environ, "LANDSEA_DATA": str(folder), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_reset_removes_a_folder_that_landsea_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "landsea.sqlite3").touch()

    outcome = run_reset(folder)

    assert outcome.returncode == 0
    assert not folder.exists()


@pytest.mark.parametrize("name", ["thesis.odt", "photos.zip"])
def test_reset_leaves_a_folder_that_is_not_landseas(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    outcome = run_reset(tmp_path)

    assert outcome.returncode == 1
    assert (tmp_path / name).exists()


def test_reset_never_removes_the_checkout() -> None:
    outcome = run_reset(ROOT)

    assert outcome.returncode == 1
    assert (ROOT / "pyproject.toml").exists()


def test_only_files_past_the_limit_are_named(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/short.py").write_text("pass\n" * 400)
    (tmp_path / "src/long.py").write_text("pass\n" * 401)

    assert list_long_files(tmp_path) == [(Path("src/long.py"), 401)]
