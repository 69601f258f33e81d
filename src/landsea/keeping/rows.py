"""Reads a table's rows as lines of JSON, and writes them back.

The lines of equal tables are equal byte for byte, whichever database the rows are in: so the
digest of a table's lines tells whether two installations hold the same.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import Error, connections, models, transaction
from django.db.models import ExpressionWrapper, F, TextField
from django.db.models.functions import Cast, Collate

from landsea.keeping.cells import Cell, Field, decoder_of, encoder_of, end_of, plain_field
from landsea.keeping.errors import RowRefused, RowUnreadable
from landsea.keeping.tables import Table

#: Rows in memory at a time.
BATCH_SIZE = 500

_WRITER, _ASCII_WRITER = (
    json.JSONEncoder(
        ensure_ascii=ensure_ascii, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    for ensure_ascii in (False, True)
)


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows a table has, and what they are."""

    rows: int
    sha256: str


def digest_of_tables(tables: Iterable[Table], using: str) -> dict[str, Digest]:
    """Returns the digest of each table: equal for equal contents, on both databases."""
    return {table.label: digest_of(table, using) for table in tables}


def digest_of(table: Table, using: str) -> Digest:
    """Returns the digest of one table."""
    digest, count = hashlib.sha256(header_of(table)), 0
    for line in read_lines(table, using):
        digest.update(line)
        count += 1
    return Digest(count, digest.hexdigest())


def header_of(table: Table) -> bytes:
    """Returns the line before the rows: the table's name and its columns."""
    return _line({"table": table.label, "columns": table.columns})


def read_lines(table: Table, using: str) -> Iterator[bytes]:
    """Reads a table's rows in the order of their keys."""
    encoders = [encoder_of(field) for field in table.fields]
    rows = _query(table, using).iterator(chunk_size=BATCH_SIZE)
    key_at, key = _key_position(table), None
    try:
        for row in rows:
            key = row[key_at]
            yield _line(
                [
                    encode(value) if encode else value
                    for encode, value in zip(encoders, row, strict=True)
                ]
            )
    except (TypeError, ValueError) as error:
        reason = str(error).rstrip(".")
        raise RowUnreadable(table=table.label, key=str(key), reason=reason) from error


def write_lines(table: Table, lines: Iterable[bytes], using: str) -> int:
    """Writes rows that `read_lines` has read; returns how many."""
    connection = connections[using]
    decoders = [decoder_of(field, connection) for field in table.fields]
    rows = (
        [
            decode(cell) if decode else cell
            for decode, cell in zip(decoders, json.loads(line), strict=True)
        ]
        for line in lines
    )
    count = 0
    for batch in _batches(rows):
        _insert(table, batch, using)
        count += len(batch)
    return count


def _query(table: Table, using: str) -> "models.QuerySet[Any, Any]":
    rows: models.QuerySet[Any, Any] = models.QuerySet(table.model, using=using)
    raw = {f"raw_{field.attname}": _raw(field) for field in table.fields if _is_made_over(field)}
    names = [
        f"raw_{field.attname}" if _is_made_over(field) else str(field.attname)
        for field in table.fields
    ]
    in_order: models.QuerySet[Any, Any] = rows.annotate(**raw).order_by(*_key(table, using))
    return in_order.values_list(*names)


def _is_made_over(field: Field) -> bool:
    plain = plain_field(field)
    return isinstance(plain, models.JSONField) or plain is not end_of(field)


def _raw(field: Field) -> models.Expression:
    plain = plain_field(field)
    if isinstance(plain, models.JSONField):
        return Cast(field.attname, TextField())
    return ExpressionWrapper(F(str(field.attname)), output_field=plain)


def _key(table: Table, using: str) -> list[Any]:
    key = table.model._meta.pk
    is_text = isinstance(plain_field(key), models.CharField | models.TextField)
    # Byte by byte, as SQLite sorts, whatever language PostgreSQL's database is in.
    return [Collate("pk", "C")] if is_text and connections[using].vendor == "postgresql" else ["pk"]


def _key_position(table: Table) -> int:
    return table.columns.index(str(table.model._meta.pk.column))


def _line(value: object) -> bytes:
    try:
        return _WRITER.encode(value).encode() + b"\n"
    except UnicodeEncodeError:  # half a pair of surrogates, which JSON may hold escaped
        return _ASCII_WRITER.encode(value).encode() + b"\n"


def _batches(rows: Iterable[list[Cell]]) -> Iterator[list[list[Cell]]]:
    batch: list[list[Cell]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH_SIZE:
            yield batch
            batch = []
    if batch:
        yield batch


def _insert(table: Table, rows: Sequence[list[Cell]], using: str) -> None:
    try:
        with transaction.atomic(using=using):
            _write_batch(table, rows, using)
    except (Error, ValueError, OverflowError) as error:
        if len(rows) == 1:
            key = rows[0][_key_position(table)]
            reason = " ".join(str(error).split()).rstrip(".")
            raise RowRefused(table=table.label, key=str(key), reason=reason) from error
        # One of them: each for itself tells which.
        for row in rows:
            _insert(table, [row], using)
        raise


def _write_batch(table: Table, rows: Sequence[list[Cell]], using: str) -> None:
    connection = connections[using]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in table.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Far quicker there than INSERT; triggers and constraints hold all the same.
            statement = f"COPY {quote(table.name)} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as target:
                for row in rows:
                    target.write_row(row)
            return
        marks = ", ".join(["%s"] * len(table.columns))
        statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608 -- names of our tables
        cursor.executemany(statement, rows)
