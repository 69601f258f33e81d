"""`landsea clearing verify`: any member adds a period up again."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from landsea.bench.clearing import main as bench

# The bundle is verified by processes of their own.
pytestmark = [pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Returns the bundle of the last month of a small year, as the benchmark writes it."""
    folder = tmp_path_factory.mktemp("year")
    path, figures = folder / "december.bundle", folder / "figures.json"
    ended_with = bench(
        ["--redemptions", "600", "--venues", "7", "--bundle", str(path), "--json", str(figures)]
    )
    assert ended_with == 0
    return path.read_bytes()


@pytest.fixture
def bundle(december: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "december.bundle"
    path.write_bytes(december)
    return path


def test_a_right_bundle_is_told_to_be_right(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("clearing", "verify", str(bundle))

    said = capsys.readouterr().out
    assert "bench, 2026-12-01 to 2027-01-01: 50 visits, every amount is right." in said


def test_a_changed_bundle_is_refused_and_its_lines_are_named(bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes().replace(b",2026-12-", b",2026-11-", 1))

    with pytest.raises(CommandError, match="Lines 4 to 54: changed since they were written"):
        call_command("clearing", "verify", str(bundle))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.bundle can't be read"):
        call_command("clearing", "verify", str(tmp_path / "nowhere.bundle"))
