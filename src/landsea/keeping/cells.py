"""What stands in a row, as JSON that is the same whichever database it came from.

A cell of a JSON column is written in brackets, `[{"en": "…"}]`: so JSON's null is not the
database's. Its keys are sorted and its numbers written one way, because PostgreSQL keeps neither
the order nor the spelling.
"""

import base64
import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

#: A cell as JSON has it.
Cell = str | int | float | bool | list[Any] | None
Field = models.Field[Any, Any]

_MICROSECOND = timedelta(microseconds=1)
#: From here on Python writes a float with an exponent, which PostgreSQL's `jsonb` spells out.
_SPELT_OUT = 1e16


def end_of(field: Field) -> Field:
    """Returns the field at the end of a foreign key, or the field itself."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def plain_field(field: Field) -> Field:
    """Returns a field that reads and writes what lies in the column, as the database knows it.

    For a field of ours that makes other values of it this is Django's own: a backup neither opens
    nor closes what such a field seals.
    """
    field = end_of(field)
    if isinstance(field, models.JSONField) or not hasattr(field, "from_db_value"):
        return field
    own: type[Field] = getattr(models, field.get_internal_type())
    digits = {
        name: getattr(field, name)
        for name in ("max_digits", "decimal_places")
        if hasattr(field, name)
    }
    return own(**digits)


def encoder_of(field: Field) -> Callable[[Any], Cell] | None:
    """Returns what makes a cell of a value that was read; None where the value is one already.

    JSON columns are read as text.
    """
    plain = plain_field(field)
    if isinstance(plain, models.JSONField):
        return _json_cell
    if plain.get_internal_type() not in _READERS:
        return None
    return _cell if field.null else _required_cell


def decoder_of(field: Field, connection: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """Returns what makes of a cell the value that the database's driver takes; None as before."""
    plain = plain_field(field)
    if isinstance(plain, models.JSONField):
        return _json_text
    read = _READERS.get(plain.get_internal_type())
    if read is None:
        return None

    def decode(cell: Cell) -> object:
        return None if cell is None else plain.get_db_prep_save(read(cell), connection)

    return decode


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int):
        return value
    write = _WRITERS.get(type(value))
    if write is None:
        raise TypeError(f"a value of the type {type(value).__name__}")
    return write(value)


def _required_cell(value: object) -> Cell:
    if value is None:  # SQLite holds any text as a date, and Django reads none that is no date
        raise ValueError("a value that is none of its column's kind")
    return _cell(value)


def _json_cell(text: str | None) -> Cell:
    return None if text is None else [_JSON.decode(text)]


def _json_text(cell: list[Any] | None) -> str | None:
    return None if cell is None else json.dumps(cell[0])


def _number(text: str) -> int | float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"a number that is too large: {text[:20]}")
    if abs(number) >= _SPELT_OUT:
        return int(number)
    return number + 0.0  # no negative zero


def _float(value: float) -> Cell:
    return value + 0.0 if math.isfinite(value) else str(value)


def _decimal(value: Decimal) -> Cell:
    return format(value, "f")


_JSON = json.JSONDecoder(parse_float=_number)
_WRITERS: dict[type, Callable[[Any], Cell]] = {
    float: _float,
    datetime: lambda value: value.astimezone(UTC).isoformat(),
    date: lambda value: value.isoformat(),
    time: lambda value: value.isoformat(),
    timedelta: lambda value: value // _MICROSECOND,
    Decimal: _decimal,
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode(),
    memoryview: lambda value: base64.b64encode(value).decode(),
}
_READERS: dict[str, Callable[[Any], object]] = {
    "FloatField": float,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "DurationField": lambda cell: timedelta(microseconds=cell),
    "DecimalField": Decimal,
    "UUIDField": UUID,
    "BinaryField": base64.b64decode,
}
