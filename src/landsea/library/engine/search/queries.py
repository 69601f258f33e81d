"""What somebody typed, in all the ways in which it may be meant."""

from dataclasses import dataclass

from landsea.library.engine.search.analysis import broken_loose_words
from landsea.library.engine.search.folding import Folded, fold, loose_form
from landsea.library.engine.search.pieces import Writing, broken_words, has_chinese, pieces_of
from landsea.library.engine.search.readings import syllables_of
from landsea.library.engine.search.syllables import split_syllables, without_tones

MAX_QUERY_LENGTH = 100
MAX_QUERY_PIECES = 12
#: Small words that a name may lack: articles, "of", "and" in English, French, German, Malay.
_LISTED = """
the an of at in on and to for le la les de du des et au aux en der die das und von im am zu di dan
"""
_OPTIONAL = frozenset(_LISTED.split())


@dataclass(frozen=True, slots=True)
class QueryPiece:
    """A run of one way of writing in a query, in loose form."""

    writing: Writing
    text: str
    #: Its words as ICU's dictionaries break it; for a word between spaces, itself.
    words: tuple[str, ...]

    @property
    def is_optional(self) -> bool:
        return self.text in _OPTIONAL or (len(self.text) == 1 and self.text.isascii())


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query in its forms; `language` is the reader's, as a BCP 47 tag, or empty."""

    text: str
    language: str
    folded: Folded
    pieces: tuple[QueryPiece, ...]
    #: The letters without spaces and tones, when all are a–z: they may be pinyin or its initials.
    latin_key: str
    #: Ways to read those letters as syllables of pinyin.
    syllable_ways: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> str:
        return self.folded.key

    @property
    def has_chinese(self) -> bool:
        return has_chinese(self.folded.loose)

    def syllables(self) -> list[str]:
        """Returns how the query sounds when it is all Chinese, so that homophones meet."""
        if any(piece.writing is not Writing.HAN for piece in self.pieces):
            return []
        return [each for piece in self.pieces for each in syllables_of(piece.text)]


def analyse_query(text: str, language: str = "") -> SearchQuery:
    """Returns a query in its forms; what is past 100 characters or 12 pieces is dropped."""
    folded = fold(text[:MAX_QUERY_LENGTH])
    pieces = tuple(_pieces(folded))[:MAX_QUERY_PIECES]
    is_latin = folded.key.isascii() and folded.key != ""
    latin_key = without_tones(folded.loose).replace(" ", "") if is_latin else ""
    ways = split_syllables(latin_key)
    return SearchQuery(" ".join(text.split()), language, folded, pieces, latin_key, ways)


def _pieces(folded: Folded) -> list[QueryPiece]:
    found = []
    for piece in pieces_of(folded.exact):
        loose = loose_form(piece.text).replace(" ", "")
        if not loose:
            continue
        if piece.writing is Writing.CLUSTERED:
            words = tuple(broken_loose_words(piece.text))
        elif piece.writing is Writing.HAN:
            words = tuple(broken_words(loose, "zh"))
        else:
            words = (loose,)
        found.append(QueryPiece(piece.writing, loose, words))
    return found
