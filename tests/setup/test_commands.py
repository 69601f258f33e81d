"""The commands that people are told to run exist."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", "frontend/README.md", "Makefile", "src/landsea/demo"]


def read_page(name: str) -> str:
    path = ROOT / name
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return "\n".join(file.read_text() for file in files)


def list_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text()
    return set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_each_make_command_of_a_page_exists(page: str) -> None:
    named = set(re.findall(r"[`“]make ([a-z-]+)", read_page(page)))

    assert named - list_targets() == set()


def test_readme_names_the_commands_that_people_need() -> None:
    readme = (ROOT / "README.md").read_text()

    missing = [name for name in ("demo", "reset", "test", "proof") if f"make {name}" not in readme]

    assert missing == []


@pytest.mark.parametrize("target", ["demo", "reset", "test", "proof", "lint", "clean", "lock"])
def test_each_target_can_be_planned(target: str) -> None:
    # -n plans without running; a missing prerequisite or a broken line fails here.
    outcome = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize("command", ["check", ".ci/run"])
def test_a_command_can_be_run(command: str) -> None:
    mode = (ROOT / command).stat().st_mode

    assert mode & 0o111 == 0o111


def test_a_missing_python_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())

    outcome = subprocess.run(
        # Inside `make test` the inner make would tell its folder first.
        ["make", "--no-print-directory", "demo", "PYTHON="],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 2
    assert outcome.stdout.startswith("Landsea needs Python 3.11, and found none")
