"""Rows as lines: what was read is written back as it was, and nothing is guessed."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import JSONField, Value
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from landsea.foundation.models import Change, IdempotentAnswer, SigningKey
from landsea.keeping.cells import decoder_of, encoder_of
from landsea.keeping.counters import read_counter, set_counter
from landsea.keeping.errors import RowRefused, RowUnreadable
from landsea.keeping.rows import digest_of, read_lines, write_lines
from landsea.keeping.tables import Table
from tests.keeping.life import NOW, ODD_JSON

CHANGES, ANSWERS, KEYS = Table(Change), Table(IdempotentAnswer), Table(SigningKey)

#: Texts that both databases can hold.
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
numbers = st.integers(-(10**30), 10**30) | st.floats(
    allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
#: Of naive times, as the strategy wants them.
FIRST, LAST = datetime(1, 1, 2), datetime(9999, 12, 30)  # noqa: DTZ001
instants = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC))


def read(table: Table) -> list[bytes]:
    return list(read_lines(table, DEFAULT_DB_ALIAS))


def make_change(**fields: object) -> Change:
    return Change.objects.create(
        **{"row_label": "a.b", "row_key": "1", "action": "x", "patch": {}, "changed_at": NOW}
        | {"actor_kind": "system"}
        | fields
    )


class EveryValue(TestCase):
    """Rolls back after each example."""

    @given(patch=values, text=texts, subject=st.uuids() | st.none(), at=instants)
    def test_a_row_is_read_written_and_read_alike(
        self, patch: object, text: str, subject: UUID | None, at: datetime
    ) -> None:
        if patch is None:
            patch = [None]  # Django stores it as no value, which this column refuses
        make_change(patch=patch, action=text, actor_subject=subject, changed_at=at)
        before = read(CHANGES)
        Change.objects.all().delete()

        count = write_lines(CHANGES, before, DEFAULT_DB_ALIAS)

        assert (count, read(CHANGES)) == (1, before)
        (row,) = Change.objects.all()
        assert (row.action, row.actor_subject, row.changed_at) == (text, subject, at)

    @given(public=st.binary(min_size=0, max_size=32), sealed=st.binary(max_size=200))
    def test_bytes_are_read_written_and_read_alike(self, public: bytes, sealed: bytes) -> None:
        SigningKey.objects.create(
            kid="k",
            purpose="p",
            scope=UUID(int=1),
            public_key=public,
            sealed_private_key=sealed,
            created_at=NOW,
        )
        before = read(KEYS)
        SigningKey.objects.all().delete()

        write_lines(KEYS, before, DEFAULT_DB_ALIAS)

        assert read(KEYS) == before
        (row,) = SigningKey.objects.all()
        assert (bytes(row.public_key), bytes(row.sealed_private_key)) == (public, sealed)


@pytest.mark.django_db
def test_a_line_is_the_same_on_each_database() -> None:
    change = make_change(patch=ODD_JSON, batch=UUID(int=5), actor_subject=UUID(int=6))

    (line,) = read(CHANGES)

    row = dict(zip(CHANGES.columns, json.loads(line), strict=True))
    assert row["batch"] == "00000000-0000-0000-0000-000000000005"
    assert row["changed_at"] == "2026-02-28T23:59:59.000001+00:00"
    assert row["id"] == change.pk
    assert b'"digits":12345678901234567890,"large":10000000000000000000000,' in line
    assert b'"nested":{"a":"","z":[1,{"a":[],"b":true}]},"nought":0.0,"null":null' in line
    assert b'"small":1e-07' in line
    assert b'"whole":1.0}]' in line


@pytest.mark.django_db
def test_no_value_is_not_the_null_of_json() -> None:
    for key, answer in (("a", None), ("b", Value(None, JSONField()))):
        IdempotentAnswer.objects.create(scope="s", key=key, answer=answer, created_at=NOW)

    lines = read(ANSWERS)
    IdempotentAnswer.objects.all().delete()
    write_lines(ANSWERS, lines, DEFAULT_DB_ALIAS)

    position = ANSWERS.columns.index("answer")
    assert [json.loads(line)[position] for line in lines] == [None, [None]]
    assert IdempotentAnswer.objects.filter(answer__isnull=True).count() == 1
    assert read(ANSWERS) == lines


@pytest.mark.django_db
def test_half_a_pair_of_surrogates_in_json_is_kept_where_the_database_has_it() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL refuses it.")
    make_change(patch={"half": "\ud83d"})
    before = read(CHANGES)
    Change.objects.all().delete()

    write_lines(CHANGES, before, DEFAULT_DB_ALIAS)

    assert Change.objects.get().patch == {"half": "\ud83d"}


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_named() -> None:
    make_change()
    second = make_change(row_key="2")
    lines = read(CHANGES)
    Change.objects.filter(row_key="1").delete()

    with pytest.raises(RowRefused) as error:
        write_lines(CHANGES, lines, DEFAULT_DB_ALIAS)

    assert error.value.params["table"] == "foundation.change"
    assert error.value.params["key"] == str(second.pk)


@pytest.mark.django_db
def test_a_row_that_can_not_be_read_is_named() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no such row.")
    make_change()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_change SET changed_at = 'yesterday'")

    with pytest.raises(RowUnreadable, match=r"foundation\.change"):
        read(CHANGES)


@pytest.mark.django_db
def test_a_digest_tells_of_any_change_and_of_nothing_else() -> None:
    change = make_change(patch={"a": 1, "b": 2})
    first = digest_of(CHANGES, DEFAULT_DB_ALIAS)

    Change.objects.filter(pk=change.pk).update(patch={"b": 2, "a": 1})
    same = digest_of(CHANGES, DEFAULT_DB_ALIAS)
    Change.objects.filter(pk=change.pk).update(patch={"b": 2, "a": 2})
    other = digest_of(CHANGES, DEFAULT_DB_ALIAS)

    assert first == same != other
    assert first.rows == other.rows == 1


@pytest.mark.django_db(transaction=True)
def test_a_counter_goes_on_after_the_highest_key_that_was_given() -> None:
    kept = make_change()
    make_change().delete()
    given = read_counter(CHANGES, DEFAULT_DB_ALIAS)
    lines = read(CHANGES)
    Change.objects.all().delete()
    write_lines(CHANGES, lines, DEFAULT_DB_ALIAS)

    set_counter(CHANGES, kept.pk + 100, DEFAULT_DB_ALIAS)

    assert given == kept.pk + 1
    assert make_change().pk == kept.pk + 101


@pytest.mark.django_db(transaction=True)
def test_a_counter_never_falls_behind_the_rows_that_are_there() -> None:
    kept = make_change()

    set_counter(CHANGES, 0, DEFAULT_DB_ALIAS)

    assert make_change().pk == kept.pk + 1


def test_all_fields_of_our_tables_can_be_read_and_written() -> None:
    known = {
        type(field).__name__
        for model in apps.get_models(include_auto_created=True)
        for field in Table(model).fields
        if encoder_of(field) is not None and decoder_of(field, connection) is not None
    }

    assert {"DateTimeField", "UUIDField", "JSONField", "BinaryField", "FloatField"} <= known
