"""A query without one of its parts, which may be wrong or be missing in the record."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from landsea.library.engine.search.codes import TokenKind, encode_neighbours
from landsea.library.engine.search.expressions import NOTHING, Expression, all_of
from landsea.library.engine.search.meanings import meanings_of
from landsea.library.engine.search.pieces import Writing, clusters_of
from landsea.library.engine.search.queries import QueryPiece, SearchQuery
from landsea.library.engine.search.syllables import is_syllable, without_tones
from landsea.library.engine.search.terms import Term

_FEWEST_FOR_LEAVING_OUT = 3
_SINGLE_UNITS_UP_TO = 8


def has_most(query: SearchQuery, terms: Sequence[Term]) -> Iterator[Expression]:
    """Yields the query without each of its words, and each run without each stretch of it."""
    # A half-typed word beside a missing one would be too vague.
    meanings = [meanings_of(replace(term, completions={})) for term in terms]
    for number, term in enumerate(terms):
        others = meanings[:number] + meanings[number + 1 :]
        if len(terms) >= _FEWEST_FOR_LEAVING_OUT:
            yield all_of(others)
        if term.piece.writing is not Writing.WORD:
            yield from _without_stretches(*_units_of_run(term.piece), others)
    syllables = [without_tones(piece.text) for piece in query.pieces]
    if sum(not is_syllable(each) for each in syllables) <= 1:
        yield from _without_stretches(TokenKind.SYLLABLES, syllables, [])


def _without_stretches(
    kind: TokenKind, units: Sequence[str], others: Sequence[Expression]
) -> Iterator[Expression]:
    for start, end in _stretches(len(units)):
        codes = _stretch(kind, units[:start]) + _stretch(kind, units[end:])
        yield all_of([*codes, *others]) if codes else NOTHING


def _units_of_run(piece: QueryPiece) -> tuple[TokenKind, list[str]]:
    if piece.writing is Writing.HAN:
        return TokenKind.HAN, list(piece.text)
    return TokenKind.CLUSTER, clusters_of(piece.text)


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """Yields what to leave out of a run so that one error is left out with it.

    Each unit of a short run; of a longer one also each two, for two that were swapped or run
    together; of a long one longer stretches that overlap, so that there are never many.
    """
    if count < _FEWEST_FOR_LEAVING_OUT:
        return
    if count <= _SINGLE_UNITS_UP_TO:
        for start in range(count):
            yield start, start + 1
    if count > _FEWEST_FOR_LEAVING_OUT + 1:
        length = max(2, count // 5)
        for start in range(0, count - 1, length - 1):
            yield start, min(start + length, count)


def _stretch(kind: TokenKind, units: Sequence[str]) -> list[str]:
    """Returns the tokens of a stretch; only a Chinese character alone is a token of a name."""
    if kind is not TokenKind.HAN and len(units) < 2:
        return []
    return encode_neighbours(kind, units)
