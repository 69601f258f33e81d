"""Long lists in pieces: each piece says where the next one begins, whatever was added meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")
Other = TypeVar("Other")

#: The values of a list's order at its last row: what comes after it is the next piece.
Position = tuple[str | int, ...]


class CursorUnreadable(InvalidInput):
    """The cursor is not one that this list gave for this search."""

    code = "cursor-unreadable"
    message = N_("This cursor is not one of this list.")
    mend = N_("Begin without a cursor; then follow the answer's “next” with the same filters.")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """A piece of a list, and where the list goes on: None at its end."""

    items: tuple[Item, ...]
    next: Position | None

    def each(self, change: Callable[[Item], Other]) -> "Slice[Other]":
        """Returns the same piece with its items changed one by one."""
        return Slice(tuple(change(item) for item in self.items), self.next)


def slice_rows(rows: QuerySet[Row], *order: str, after: Position | None, limit: int) -> Slice[Row]:
    """Returns the rows after a position, by columns of which the last is unique.

    A row that was added meanwhile moves no other: the position is of values, not of numbers.
    Columns are never null, and annotations may be among them.
    """
    if after is not None:
        rows = rows.filter(_past(order, after))
    found = list(rows.order_by(*order)[: limit + 1])
    kept = tuple(found[:limit])
    return Slice(kept, _position_of(kept[-1], order) if len(found) > limit else None)


def write_cursor(position: Position, *, of: str) -> str:
    """Returns a position as text that only this installation can have written."""
    return _signer(of).sign_object(list(position))


def read_cursor(text: str, *, of: str) -> Position:
    """Returns the position that a cursor of the same list holds."""
    try:
        return tuple(_signer(of).unsign_object(text))
    except (BadSignature, ValueError) as error:
        raise CursorUnreadable(field="cursor", value=text[:40]) from error


def _signer(of: str) -> Signer:
    return Signer(salt=f"landsea.cursor {of}")


def _past(order: Sequence[str], after: Position) -> Q:
    """Returns the condition of rows that stand after a position in an order."""
    past, equal = Q(), Q()
    for column, value in zip(order, after, strict=True):
        name = column.removeprefix("-")
        comparison = "lt" if column.startswith("-") else "gt"
        past |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    return past


def _position_of(row: Model, order: Sequence[str]) -> Position:
    return tuple(_plain(getattr(row, column.removeprefix("-"))) for column in order)


def _plain(value: object) -> str | int:
    if isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A list is not ordered by a {type(value).__name__}.")
