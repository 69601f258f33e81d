"""What a tier of candidates asks a store: tokens joined by "and" and "or"."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AllOf:
    """Records that have all parts; without parts, none."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Records that have at least one part; without parts, none."""

    parts: "tuple[Expression, ...]"


#: A token's code, or a combination of expressions.
Expression = str | AllOf | AnyOf

NOTHING = AnyOf(())


def all_of(parts: Iterable[Expression]) -> Expression:
    """Returns "and" of the parts: nothing when there is none, the part itself when it is alone."""
    return _joined(tuple(dict.fromkeys(parts)), AllOf)


def any_of(parts: Iterable[Expression]) -> Expression:
    """Returns "or" of the parts that can be met."""
    return _joined(tuple(dict.fromkeys(part for part in parts if part != NOTHING)), AnyOf)


def _joined(parts: tuple[Expression, ...], kind: type[AllOf] | type[AnyOf]) -> Expression:
    if not parts or (kind is AllOf and NOTHING in parts):
        return NOTHING
    return parts[0] if len(parts) == 1 else kind(parts)


def as_fts5(expression: Expression) -> str:
    """Returns an expression as SQLite's FTS5 takes it after MATCH; raises ValueError for nothing.

    Codes need no quotes. A table with `detail=none` is enough: places of words are not asked for.
    """
    return _written(expression, " AND ", " OR ")


def as_tsquery(expression: Expression) -> str:
    """Returns an expression as PostgreSQL casts it to `tsquery`; raises ValueError for nothing."""
    return _written(expression, " & ", " | ")


def _written(expression: Expression, and_: str, or_: str) -> str:
    if isinstance(expression, str):
        return expression
    if not expression.parts:
        raise ValueError("An expression that nothing meets is not asked.")
    joined = and_ if isinstance(expression, AllOf) else or_
    return "(" + joined.join(_written(part, and_, or_) for part in expression.parts) + ")"
