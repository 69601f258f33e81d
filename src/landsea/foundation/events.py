"""Events: frozen values that travel through the outbox as JSON."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, Self, get_args, get_type_hints
from uuid import UUID

_READERS: dict[type, Any] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; subclasses name it and add fields of plain types."""

    event_name: ClassVar[str] = ""

    def as_payload(self) -> dict[str, Any]:
        """Returns the fields as JSON values."""
        return {field.name: _write(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Returns the event from what `as_payload` gave, without fields that it does not know."""
        hints = get_type_hints(cls)
        known = {field.name for field in fields(cls)}
        return cls(**{name: _read(hints[name], payload[name]) for name in known & payload.keys()})


def _write(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return value


def _read(hint: object, value: object) -> object:
    if value is None:
        return None
    kinds = [hint, *get_args(hint)]
    reader = next((_READERS[kind] for kind in kinds if kind in _READERS), None)
    return reader(value) if reader else value
