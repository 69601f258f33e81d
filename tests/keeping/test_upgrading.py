"""The steps of an upgrade, each for itself."""

import os
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from landsea import __version__
from landsea.keeping.errors import NewerDatabase
from landsea.keeping.upgrading import clear_compiled, keep_latest, plan_upgrade
from landsea.keeping.versions import note_version


def make_backup(folder: Path, number: int) -> Path:
    path = folder / f"before-0.{number}.0-x.landsea.zip"
    path.touch()
    os.utime(path, (number, number))
    return path


def test_the_last_five_backups_of_upgrades_are_kept(tmp_path: Path) -> None:
    made = [make_backup(tmp_path, number) for number in (3, 1, 2, 7, 6, 5, 4)]
    mine = tmp_path / "mine.zip"
    mine.touch()

    keep_latest(tmp_path)

    assert [path.exists() for path in sorted(made)] == [False] * 2 + [True] * 5
    assert mine.exists()


def test_code_that_was_compiled_for_other_sources_is_removed(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LANDSEA_DATA = tmp_path
    present, stale = tmp_path / "compiled/present", tmp_path / "compiled/stale"
    for folder in (present, stale):
        (folder / "kernels").mkdir(parents=True)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(present))

    clear_compiled()

    assert (present.exists(), stale.exists()) == (True, False)


@pytest.mark.django_db
def test_a_migrated_database_has_nothing_to_do() -> None:
    plan = plan_upgrade()

    assert (plan.version, plan.pending) == (__version__, ())


@pytest.mark.django_db
def test_a_database_that_noted_nothing_is_of_the_first_release() -> None:
    MigrationRecorder(connection).migration_qs.filter(app="landsea").delete()

    assert plan_upgrade().version == "0.1.0"


@pytest.mark.django_db
def test_a_plan_names_what_is_to_be_migrated() -> None:
    note_version(DEFAULT_DB_ALIAS, "0.0.1")
    MigrationRecorder(connection).record_unapplied("cards", "0003_age_bands")

    plan = plan_upgrade()

    assert plan.version == "0.0.1"
    assert ("cards", "0003_age_bands") in plan.pending


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_left_alone() -> None:
    MigrationRecorder(connection).record_applied("cards", "9999_later")

    with pytest.raises(NewerDatabase, match="cards 9999_later"):
        plan_upgrade()
