"""Names into tokens: what a record can be found by."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from landsea.library.engine.search.codes import (
    TokenKind,
    encode,
    encode_characters,
    encode_hashed,
    encode_neighbours,
    encode_starts,
)
from landsea.library.engine.search.folding import Folded, fold, loose_form
from landsea.library.engine.search.pieces import (
    Piece,
    Writing,
    broken_words,
    clusters_of,
    has_chinese,
    pieces_of,
)
from landsea.library.engine.search.readings import readings_of
from landsea.library.engine.search.records import NameForms, NameRole, SearchName
from landsea.library.engine.search.sounds import sound_of
from landsea.library.engine.search.thai import romanise
from landsea.library.engine.search.typing_errors import parts_of

#: Lengths of the beginnings that are kept of a name. Longer ones and those between are found by
#: the next shorter, and compared afterwards.
START_LENGTHS = (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32)
INITIALS_LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 16)
_LONGEST_NAME = 300
_LONGEST_WORD = 40
_MOST_READINGS = 4
#: Languages whose Chinese characters are not read as Chinese.
_NOT_READ_AS_CHINESE = ("ja", "ko")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one record is indexed under."""

    #: Codes of a–z and 0–9; see `codes.TokenKind`.
    tokens: frozenset[str]
    #: Words that queries with typing errors and half-typed words are completed from.
    words: frozenset[str]
    forms: tuple[NameForms, ...]


def analyse_names(names: Iterable[SearchName]) -> Analysis:
    """Returns the tokens, words and forms of all names of a record.

    The same names give the same analysis. A name without letters and digits adds nothing; of a
    name of more than 300 characters the rest is not looked at.
    """
    tokens: set[str] = set()
    words: set[str] = set()
    forms: list[NameForms] = []
    for name in names:
        # Areas and common names come again and again.
        analysed = (_analysed_area if name.role is NameRole.AREA else _analysed)(name)
        if analysed is not None:
            tokens |= analysed.tokens
            words |= analysed.words
            forms += analysed.forms
    return Analysis(frozenset(tokens), frozenset(words), tuple(forms))


def analyse(text: str, language: str = "") -> frozenset[str]:
    """Returns the tokens of one name; `language` is a BCP 47 tag, or empty when unknown."""
    return analyse_names([SearchName(text, language)]).tokens


def _analysed(name: SearchName) -> Analysis | None:
    folded = fold(name.text[:_LONGEST_NAME])
    if not folded.key:
        return None
    pieces = pieces_of(folded.loose)
    writings = {piece.writing for piece in pieces}
    readings = _readings(folded, name.language) if Writing.HAN in writings else []
    sounds = _sounds(folded.exact) if Writing.CLUSTERED in writings else []
    tokens = _key_tokens(folded.key)
    tokens += _piece_tokens(folded.exact, pieces)
    tokens += _sound_tokens(sounds)
    tokens += _reading_tokens(readings)
    tokens += _syllable_tokens(readings)
    form = _form(name, folded, readings, sounds)
    return Analysis(frozenset(tokens), _vocabulary_words(pieces), (form,))


@lru_cache(maxsize=4096)
def _analysed_area(name: SearchName) -> Analysis | None:
    """Analyses what is no name: found by its words, not by its beginning or as a whole."""
    folded = fold(name.text[:_LONGEST_NAME])
    if not folded.key:
        return None
    pieces = pieces_of(folded.loose)
    readings = _readings(folded, name.language)
    tokens = frozenset(_piece_tokens(folded.exact, pieces) + _syllable_tokens(readings))
    return Analysis(tokens, _vocabulary_words(pieces), (_form(name, folded, readings, []),))


def _form(
    name: SearchName, folded: Folded, readings: list[list[str]], sounds: list[str]
) -> NameForms:
    return NameForms(
        text=" ".join(name.text.split()),
        language=name.language,
        role=name.role,
        loose=folded.loose,
        readings=tuple(" ".join(syllables) for syllables in readings),
        sound=" ".join(sounds),
    )


def _vocabulary_words(pieces: Iterable[Piece]) -> frozenset[str]:
    return frozenset(
        piece.text
        for piece in pieces
        if piece.writing is Writing.WORD and 2 <= len(piece.text) <= _LONGEST_WORD
    )


def _key_tokens(key: str) -> list[str]:
    return [
        encode(TokenKind.KEY, key),
        *encode_starts(TokenKind.KEY_START, key, START_LENGTHS),
        *[encode_hashed(TokenKind.KEY_PART, part) for part in parts_of(key)],
    ]


def _piece_tokens(exact: str, pieces: Iterable[Piece]) -> list[str]:
    codes = []
    has_clusters = False
    for piece in pieces:
        if piece.writing is Writing.WORD:
            codes.append(encode(TokenKind.WORD, piece.text))
        elif piece.writing is Writing.HAN:
            codes += encode_characters(TokenKind.HAN, piece.text)
        else:
            codes += encode_neighbours(TokenKind.CLUSTER, clusters_of(piece.text))
            has_clusters = True
    if has_clusters:
        codes += [encode(TokenKind.BROKEN_WORD, word) for word in broken_loose_words(exact)]
    return codes


def broken_loose_words(exact: str) -> list[str]:
    """Lists the words of the Thai, Lao, Khmer and Burmese parts of a text in loose form.

    The dictionaries know words with their tone marks, so they are left out afterwards.
    """
    found = []
    for piece in pieces_of(exact):
        if piece.writing is Writing.CLUSTERED:
            found += [loose_form(word) for word in broken_words(piece.text)]
    return [word for word in found if word]


def _readings(folded: Folded, language: str) -> list[list[str]]:
    """Lists the ways in which a name with Chinese characters is read; other words stay."""
    if not has_chinese(folded.loose) or language.startswith(_NOT_READ_AS_CHINESE):
        return []
    ways: list[list[str]] = [[]]
    for piece in pieces_of(folded.exact):
        if piece.writing is Writing.HAN and has_chinese(piece.text):
            first, *others = readings_of(piece.text)
            # One unusual syllable in the whole name at most, as within a run.
            unusual = [ways[0] + other for other in others]
            ways = [way + first for way in ways] + unusual
        else:
            word = loose_form(piece.text)
            ways = [[*way, word] for way in ways] if word else ways
    return [way for way in ways[:_MOST_READINGS] if way]


def _reading_tokens(readings: list[list[str]]) -> list[str]:
    codes = []
    for syllables in readings:
        key = "".join(syllables)
        codes.append(encode(TokenKind.READING, key))
        codes += encode_starts(TokenKind.READING_START, key, START_LENGTHS)
    for usual in readings[:1]:
        parts = parts_of("".join(usual))
        codes += [encode_hashed(TokenKind.READING_PART, part) for part in parts]
        initials = "".join(syllable[0] for syllable in usual)
        codes += encode_starts(TokenKind.INITIALS, initials, INITIALS_LENGTHS)
    return codes


def _syllable_tokens(readings: list[list[str]]) -> list[str]:
    codes = []
    for syllables in readings:
        codes += encode_neighbours(TokenKind.SYLLABLES, syllables)
    return codes


def _sounds(exact: str) -> list[str]:
    """Lists how the words of a Thai name sound; Latin words in it sound as they are written."""
    words: list[str] = []
    for piece in pieces_of(exact):
        if piece.writing is Writing.CLUSTERED:
            words += [romanise(word) for word in broken_words(piece.text)]
        elif piece.writing is Writing.WORD:
            words.append(loose_form(piece.text))
    return [sound for sound in map(sound_of, words) if sound.isascii() and sound]


def _sound_tokens(sounds: list[str]) -> list[str]:
    codes = [encode(TokenKind.SOUND, sound) for sound in sounds if len(sound) > 1]
    return codes + encode_neighbours(TokenKind.SOUND, sounds)
