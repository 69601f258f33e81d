"""What the parts of a query ask of a record, as expressions over tokens."""

from collections.abc import Iterable, Iterator, Sequence

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
from landsea.library.engine.search.syllables import split_syllables, without_tones
from landsea.library.engine.search.terms import Term
from landsea.library.engine.search.typing_errors import (
    errors_allowed,
    parts_one_error_away,
    swapped_between_parts,
)


def is_the_name(query: SearchQuery) -> Expression:
    """Returns what asks for a name, or a reading, that is the query."""
    codes: list[Expression] = [encode(TokenKind.KEY, query.key)] if query.key else []
    if query.latin_key:
        codes.append(encode(TokenKind.READING, query.latin_key))
    return any_of(codes)


def begins_a_name(query: SearchQuery) -> tuple[Expression, Expression]:
    """Returns what asks for names, readings and initials that begin with the query.

    First what is certain, then what has only the beginning of the query that is kept of names.
    """
    asked = [
        (TokenKind.KEY_START, query.key, START_LENGTHS),
        (TokenKind.READING_START, query.latin_key, START_LENGTHS),
    ]
    # Initials are typed without spaces.
    if len(query.pieces) == 1:
        asked.append((TokenKind.INITIALS, query.latin_key, INITIALS_LENGTHS))
    certain: list[Expression] = []
    likely: list[Expression] = []
    for kind, key, lengths in asked:
        length = max((each for each in lengths if each <= len(key)), default=0)
        if length:
            (certain if length == len(key) else likely).append(encode(kind, key[:length]))
    return any_of(certain), any_of(likely)


def has_all(query: SearchQuery, terms: Sequence[Term]) -> Expression:
    """Returns what asks for all terms, or for the whole query as pinyin."""
    return any_of([all_of(meanings_of(term) for term in terms), *_readings(query.syllable_ways)])


def meanings_of(term: Term) -> Expression:
    """Returns the ways in which a record may have one piece of a query."""
    piece = term.piece
    if piece.writing is not Writing.WORD:
        return any_of([as_run(piece.writing, piece.text), _as_words(piece)])
    words = [piece.text, *term.completions, *term.near]
    codes: list[Expression] = [encode(TokenKind.WORD, word) for word in words]
    return any_of([*codes, *_readings(split_syllables(without_tones(piece.text)))])


def _readings(ways: Iterable[Sequence[str]]) -> list[Expression]:
    """Returns pinyin of two and more syllables, in each way in which it may be read."""
    return [all_of(encode_neighbours(TokenKind.SYLLABLES, way)) for way in ways if len(way) > 1]


def as_run(writing: Writing, text: str) -> Expression:
    """Returns what asks for all neighbours in a text without spaces."""
    if writing is Writing.HAN:
        return all_of(encode_neighbours(TokenKind.HAN, text))
    return all_of(encode_neighbours(TokenKind.CLUSTER, clusters_of(text)))


def _as_words(piece: QueryPiece) -> Expression:
    """Returns the words of a piece without spaces, wherever they stand in a name."""
    if piece.writing is Writing.HAN:
        return all_of(as_run(piece.writing, word) for word in piece.words)
    return all_of(encode(TokenKind.BROKEN_WORD, word) for word in piece.words)


def is_one_error_away(query: SearchQuery) -> Expression:
    """Returns what asks for a whole name, or reading, with one typing error."""
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


def is_read_alike(query: SearchQuery) -> Expression:
    """Returns what asks for other Chinese characters with the same reading."""
    syllables = query.syllables()
    if len(syllables) < 2:
        return NOTHING
    return all_of(encode_neighbours(TokenKind.SYLLABLES, syllables))


def sounds_alike(query: SearchQuery, terms: Sequence[Term]) -> Iterator[Expression]:
    """Yields what asks for Thai names that sound like the query."""
    if not query.latin_key:
        return
    sounds = [sound_of(term.piece.text) for term in terms]
    if all(len(sound) > 1 for sound in sounds):
        yield all_of(encode(TokenKind.SOUND, sound) for sound in sounds)
    if len(sounds) > 1:
        yield all_of(encode_neighbours(TokenKind.SOUND, sounds))


def words_of(terms: Sequence[Term]) -> Iterator[tuple[float, Expression]]:
    """Yields what asks for each word of a query, with how common it is."""
    for term in terms:
        if term.piece.writing is Writing.WORD:
            if term.count or term.near or term.completions:
                yield float(term.count), meanings_of(term)
            continue
        for word in term.piece.words:
            expression = (
                as_run(Writing.HAN, word)
                if term.piece.writing is Writing.HAN
                else encode(TokenKind.BROKEN_WORD, word)
            )
            # Long words are rare words.
            yield 1e6 / len(word) ** 4, expression
