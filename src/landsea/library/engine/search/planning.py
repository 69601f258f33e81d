"""Which records a query considers: tiers of boolean expressions, from sure to far-fetched.

The tiers are the same for every store, and each is cut off after its most famous records.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from landsea.library.engine.search.analysis import INITIALS_LENGTHS, START_LENGTHS
from landsea.library.engine.search.codes import (
    TokenKind,
    encode,
    encode_hashed,
    encode_neighbours,
)
from landsea.library.engine.search.expressions import NOTHING, Expression, all_of, any_of
from landsea.library.engine.search.pieces import Writing, clusters_of
from landsea.library.engine.search.queries import QueryPiece, SearchQuery
from landsea.library.engine.search.sounds import sound_of
from landsea.library.engine.search.syllables import is_syllable, split_syllables, without_tones
from landsea.library.engine.search.terms import Term, required
from landsea.library.engine.search.typing_errors import (
    errors_allowed,
    parts_one_error_away,
    swapped_between_parts,
)

_FEWEST_FOR_LEAVING_OUT = 3
_SINGLE_UNITS_UP_TO = 8
_RAREST = 4


class TierKind(StrEnum):
    """Why a record is considered."""

    EXACT = "exact"  #: a name, or how it is read, equals the query
    START = "start"  #: a name, its reading or its initials begin with the query
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
    return _tiers((TierKind.EXACT, _exact(query)), (TierKind.START, _start(query)))


def sure_tiers(query: SearchQuery, terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers that every query asks for: exact, start, all, and one slip in a name."""
    return [
        *start_tiers(query),
        *_tiers((TierKind.ALL, _all(query, terms)), (TierKind.SLIP, _slip(query))),
    ]


def tolerant_tiers(query: SearchQuery, terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers for when the sure ones gave little; `terms` have their near words."""
    return _tiers(
        (TierKind.NEAR, _all(query, required(terms))), (TierKind.HOMOPHONE, _homophones(query))
    )


def incomplete_tiers(query: SearchQuery, terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers of records that lack a word or a character, or only sound alike."""
    wanted = required(terms)
    return _tiers(
        (TierKind.MOST, any_of(_most(query, wanted))),
        (TierKind.SOUND, any_of(_sounds(query, wanted))),
    )


def last_tiers(terms: Sequence[Term]) -> list[Tier]:
    """Returns the tiers for when nothing else was found: two words together, then rare ones."""
    units = sorted(_units(required(terms)), key=lambda unit: unit[0])[:_RAREST]
    pairs = [all_of([first, second]) for (_, first), (_, second) in combinations(units, 2)]
    return _tiers(
        (TierKind.ANY, any_of(pairs)), *((TierKind.ANY, expression) for _, expression in units)
    )


def _tiers(*asked: tuple[TierKind, Expression]) -> list[Tier]:
    return [
        Tier(kind, expression, _LIMITS[kind]) for kind, expression in asked if expression != NOTHING
    ]


def _exact(query: SearchQuery) -> Expression:
    codes: list[Expression] = [encode(TokenKind.KEY, query.key)] if query.key else []
    if query.latin_key:
        codes.append(encode(TokenKind.READING, query.latin_key))
    return any_of(codes)


def _start(query: SearchQuery) -> Expression:
    codes: list[Expression] = []
    if length := _longest(START_LENGTHS, len(query.key)):
        codes.append(encode(TokenKind.KEY_START, query.key[:length]))
    if length := _longest(START_LENGTHS, len(query.latin_key)):
        codes.append(encode(TokenKind.READING_START, query.latin_key[:length]))
    # Initials are typed without spaces, and nobody types very many.
    length = _longest(INITIALS_LENGTHS, len(query.latin_key))
    if length and len(query.pieces) == 1:
        codes.append(encode(TokenKind.INITIALS, query.latin_key[:length]))
    return any_of(codes)


def _longest(lengths: Sequence[int], most: int) -> int:
    return max((length for length in lengths if length <= most), default=0)


def _all(query: SearchQuery, terms: Sequence[Term]) -> Expression:
    return any_of([all_of(_meanings(term) for term in terms), *_readings(query.syllable_ways)])


def _meanings(term: Term) -> Expression:
    """Returns the ways in which a record may have one piece of a query."""
    piece = term.piece
    if piece.writing is not Writing.WORD:
        return any_of([_as_run(piece.writing, piece.text), _as_words(piece)])
    words = [piece.text, *term.completions, *term.near]
    codes: list[Expression] = [encode(TokenKind.WORD, word) for word in words]
    return any_of([*codes, *_readings(split_syllables(without_tones(piece.text)))])


def _readings(ways: Iterable[Sequence[str]]) -> list[Expression]:
    """Returns pinyin of two and more syllables, in each way in which it may be read."""
    return [all_of(encode_neighbours(TokenKind.SYLLABLES, way)) for way in ways if len(way) > 1]


def _as_run(writing: Writing, text: str) -> Expression:
    if writing is Writing.HAN:
        return all_of(encode_neighbours(TokenKind.HAN, text))
    return all_of(encode_neighbours(TokenKind.CLUSTER, clusters_of(text)))


def _as_words(piece: QueryPiece) -> Expression:
    """Returns the words of a piece without spaces, wherever they stand in a name."""
    if piece.writing is Writing.HAN:
        return all_of(_as_run(piece.writing, word) for word in piece.words)
    return all_of(encode(TokenKind.BROKEN_WORD, word) for word in piece.words)


def _slip(query: SearchQuery) -> Expression:
    codes: list[Expression] = []
    for key, whole, part in (
        (query.key, TokenKind.KEY, TokenKind.KEY_PART),
        (query.latin_key, TokenKind.READING, TokenKind.READING_PART),
    ):
        if key.isascii() and not errors_allowed(len(key)):
            continue
        codes += [encode_hashed(part, each) for each in parts_one_error_away(key)]
        codes += [encode(whole, each) for each in swapped_between_parts(key)]
    return any_of(codes)


def _homophones(query: SearchQuery) -> Expression:
    syllables = query.syllables()
    if len(syllables) < 2:
        return NOTHING
    return all_of(encode_neighbours(TokenKind.SYLLABLES, syllables))


def _sounds(query: SearchQuery, terms: Sequence[Term]) -> Iterator[Expression]:
    if not query.latin_key:
        return
    sounds = [sound_of(term.piece.text) for term in terms]
    if all(len(sound) > 1 for sound in sounds):
        yield all_of(encode(TokenKind.SOUND, sound) for sound in sounds)
    if len(sounds) > 1:
        yield all_of(encode_neighbours(TokenKind.SOUND, sounds))


def _most(query: SearchQuery, terms: Sequence[Term]) -> Iterator[Expression]:
    """Yields the query without each of its words, and each run without each stretch of it."""
    # A half-typed word beside a missing one would be too vague.
    meanings = [_meanings(replace(term, completions={})) for term in terms]
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


def _units(terms: Sequence[Term]) -> Iterator[tuple[float, Expression]]:
    """Yields the words of a query, each with how common it is."""
    for term in terms:
        if term.piece.writing is Writing.WORD:
            if term.count or term.near or term.completions:
                yield float(term.count), _meanings(term)
            continue
        for word in term.piece.words:
            expression = (
                _as_run(Writing.HAN, word)
                if term.piece.writing is Writing.HAN
                else encode(TokenKind.BROKEN_WORD, word)
            )
            # Long words are rare words.
            yield 1e6 / len(word) ** 4, expression
