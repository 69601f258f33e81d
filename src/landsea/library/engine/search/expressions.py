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
