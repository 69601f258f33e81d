"""A query's words together with the words of the library that they may stand for."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from landsea.library.engine.search.pieces import Writing
from landsea.library.engine.search.queries import QueryPiece, SearchQuery
from landsea.library.engine.search.stores import Store
from landsea.library.engine.search.typing_errors import (
    deletions_of,
    errors_allowed,
    errors_between,
)

#: A half-typed word is completed by at most so many words, a misspelt one by so many.
MOST_COMPLETIONS = 40
MOST_NEAR_WORDS = 20
#: Each character of a script without spaces weighs as much as a word of one record in eight.
_WEIGHT_OF_A_CHARACTER = math.log(9)


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a query: how much it tells, and what else it may stand for."""

    piece: QueryPiece
    #: Of a word, ln(1 + records / (1 + records with it)): rare words tell more.
    weight: float
    #: Records with just this word; for pieces without spaces, 0.
    count: int
    #: Words that begin with it, and words that are some errors away (with how many).
    completions: Mapping[str, int]
    near: Mapping[str, int]


def terms_of(query: SearchQuery, store: Store) -> tuple[Term, ...]:
    """Returns the terms of a query; its last word may be half typed."""
    pieces = query.pieces
    words = [piece.text for piece in pieces if piece.writing is Writing.WORD]
    counts = store.counts_of(words) if words else {}
    size = store.size()
    terms = []
    for piece in pieces:
        count = counts.get(piece.text, 0)
        completions: Mapping[str, int] = {}
        if piece.writing is Writing.WORD and piece is pieces[-1] and len(piece.text) > 1:
            completions = store.words_from(piece.text, MOST_COMPLETIONS)
        terms.append(Term(piece, _weight(piece, count, size), count, completions, {}))
    return tuple(terms)


def required(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Returns the terms without articles and the like, or all when there is nothing else."""
    return tuple(term for term in terms if not term.piece.is_optional) or tuple(terms)


def with_near_words(terms: tuple[Term, ...], store: Store) -> tuple[Term, ...]:
    """Returns the terms with the words that differ from theirs by typing errors."""
    size = store.size()
    found = []
    for term in terms:
        near = near_words(term.piece.text, store) if term.piece.writing is Writing.WORD else {}
        # A word that nobody has tells as much as the words it was probably meant to be.
        most = max((count for _, count in near.values()), default=term.count)
        weight = _weight(term.piece, max(most, term.count), size)
        errors = {word: errors for word, (errors, _) in near.items()}
        found.append(replace(term, near=errors, weight=weight))
    return tuple(found)


def near_words(word: str, store: Store) -> dict[str, tuple[int, int]]:
    """Returns the library's words near one, nearest and most common first: errors and counts."""
    allowed = errors_allowed(len(word))
    if not allowed:
        return {}
    found = []
    for other, count in store.words_with_deletions(deletions_of(word)).items():
        errors = errors_between(word, other, allowed)
        if 0 < errors <= allowed:
            found.append((errors, -count, other))
    return {
        other: (errors, -negative) for errors, negative, other in sorted(found)[:MOST_NEAR_WORDS]
    }


def _weight(piece: QueryPiece, count: int, size: int) -> float:
    if piece.writing is Writing.WORD:
        rarity = math.log(1 + size / (1 + count)) + 0.1
        return 0.3 * rarity if piece.is_optional else rarity
    return _WEIGHT_OF_A_CHARACTER * len(piece.text)
