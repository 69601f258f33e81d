"""Which records a query considers: tiers of boolean expressions, from sure to far-fetched.

The tiers are the same for every store, and each is cut off after its most famous records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from landsea.library.engine.search.expressions import NOTHING, Expression, all_of, any_of
from landsea.library.engine.search.leaving_out import has_most
from landsea.library.engine.search.meanings import (
    begins_a_name,
    has_all,
    is_one_error_away,
    is_read_alike,
    is_the_name,
    sounds_alike,
    words_of,
)
from landsea.library.engine.search.queries import SearchQuery
from landsea.library.engine.search.terms import Term, required

_RAREST = 4


class TierKind(StrEnum):
    """Why a record is considered."""

    EXACT = "exact"  #: a name, or how it is read, equals the query
    START = "start"  #: a name, its reading or its initials begin with the query
    BEGINNING = "beginning"  #: they begin with the first letters of the query
    ALL = "all"  #: all words stand in the record
    SLIP = "slip"  #: a whole name is one typing error away
    NEAR = "near"  #: all words, with typing errors in them
    HOMOPHONE = "homophone"  #: other Chinese characters that are read alike
    MOST = "most"  #: all words but one, all characters but one
    SOUND = "sound"  #: a Thai name that sounds alike
    ANY = "any"  #: two words, or a rare one


_LIMITS = {
    TierKind.EXACT: 60,
    TierKind.START: 60,
    TierKind.BEGINNING: 60,
    TierKind.ALL: 120,
    TierKind.SLIP: 60,
    TierKind.NEAR: 80,
    TierKind.HOMOPHONE: 60,
    TierKind.SOUND: 60,
    TierKind.MOST: 80,
    TierKind.ANY: 50,
}


@dataclass(frozen=True, slots=True)
class Tier:
    """One expression, and after how many records it is cut off."""

    kind: TierKind
    expression: Expression
    limit: int


def start_tiers(query: SearchQuery) -> list[Tier]:
    """Returns the tiers of names that are, or begin with, what was typed."""
    certain, likely = begins_a_name(query)
    return _tiers(
        (TierKind.EXACT, is_the_name(query)),
        (TierKind.START, certain),
        (TierKind.BEGINNING, likely),
    )


def sure_tiers(query: SearchQuery, terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers that every query asks for: exact, start, all, and one slip in a name."""
    return [
        *start_tiers(query),
        *_tiers((TierKind.ALL, has_all(query, terms)), (TierKind.SLIP, is_one_error_away(query))),
    ]


def tolerant_tiers(query: SearchQuery, terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers for when the sure ones gave little; `terms` have their near words."""
    return _tiers(
        (TierKind.NEAR, has_all(query, required(terms))), (TierKind.HOMOPHONE, is_read_alike(query))
    )


def incomplete_tiers(query: SearchQuery, terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers of records that lack a word or a character, or only sound alike."""
    wanted = required(terms)
    return _tiers(
        (TierKind.MOST, any_of(has_most(query, wanted))),
        (TierKind.SOUND, any_of(sounds_alike(query, wanted))),
    )


def last_tiers(terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers for when nothing else was found: two words together, then rare ones."""
    units = sorted(words_of(required(terms)), key=lambda unit: unit[0])[:_RAREST]
    pairs = [all_of([first, second]) for (_, first), (_, second) in combinations(units, 2)]
    return _tiers(
        (TierKind.ANY, any_of(pairs)), *((TierKind.ANY, expression) for _, expression in units)
    )


def _tiers(*asked: tuple[TierKind, Expression]) -> list[Tier]:
    return [
        Tier(kind, expression, _LIMITS[kind]) for kind, expression in asked if expression != NOTHING
    ]
