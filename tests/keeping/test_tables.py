"""No table is forgotten."""

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection

from landsea.keeping.schema import (
    list_leaves,
    list_pending,
    list_unknown,
    read_migrations,
    schema_after,
)
from landsea.keeping.tables import LEFT_OUT, Table, list_tables
from landsea.keeping.versions import find_version, note_version, version_of
from tests.docs.reading import ROOT


@pytest.mark.django_db
def test_every_table_is_in_a_backup_or_is_left_out_by_name() -> None:
    schema = schema_after(read_migrations(DEFAULT_DB_ALIAS))

    kept = {table.name for table in schema.tables}
    left_out = {apps.get_model(label)._meta.db_table for label in LEFT_OUT}
    there = set(connection.introspection.table_names())
    assert kept | left_out | {"django_migrations"} == there
    assert not kept & left_out


@pytest.mark.django_db
def test_migrations_make_the_tables_that_the_models_describe() -> None:
    schema = schema_after(read_migrations(DEFAULT_DB_ALIAS))

    described = {table.label: sorted(table.columns) for table in list_tables(apps)}

    assert {table.label: sorted(table.columns) for table in schema.tables} == described


def test_a_table_comes_after_those_that_it_points_to() -> None:
    tables = list_tables(apps, with_left_out=True)

    seen: set[str] = set()
    for table in tables:
        assert table.points_to <= seen, table.label
        seen.add(table.label)


def test_no_table_that_is_kept_points_to_one_that_is_left_out() -> None:
    assert [table.label for table in list_tables(apps) if table.points_to & LEFT_OUT.keys()] == []


def test_the_guide_names_the_tables_that_are_left_out() -> None:
    guide = (ROOT / "docs/how-to/back-up-and-restore.md").read_text(encoding="utf-8")

    assert [label for label in LEFT_OUT if f"`{label}`" not in guide] == []


def test_a_table_tells_its_counter() -> None:
    user, session = (
        Table(apps.get_model(label)) for label in ("foundation.user", "sessions.session")
    )

    assert (user.counter and user.counter.column, session.counter) == ("id", None)


@pytest.mark.django_db
def test_migrations_that_this_version_lacks_are_told() -> None:
    applied = read_migrations(DEFAULT_DB_ALIAS)

    assert list_unknown(applied) == []
    assert list_unknown({*applied, ("cards", "9999_later")}) == [("cards", "9999_later")]


@pytest.mark.django_db
def test_what_is_yet_to_be_migrated_is_told_in_order() -> None:
    applied = read_migrations(DEFAULT_DB_ALIAS)
    later = {key for key in applied if key[0] == "members" and not key[1].startswith("0001")}

    pending = list_pending(applied - later)

    assert pending == sorted(later)
    assert list_pending(applied) == []


def test_the_last_migrations_of_each_app_stand_for_all() -> None:
    first, second = ("cards", "0001_initial"), ("cards", "0002_ledger_guards")

    assert list_leaves([first, second, ("trips", "0001_initial")]) == [
        second,
        ("trips", "0001_initial"),
    ]


@pytest.mark.django_db
def test_a_database_tells_the_version_that_migrated_it_last() -> None:
    for version in ("7.0", "8.0", "7.0"):
        note_version(DEFAULT_DB_ALIAS, version)

    assert find_version(DEFAULT_DB_ALIAS) == version_of(DEFAULT_DB_ALIAS) == "7.0"
