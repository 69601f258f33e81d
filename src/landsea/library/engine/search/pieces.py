"""A folded text in pieces of one way of writing: words, Chinese and its kin, Thai and its kin."""

import re
from dataclasses import dataclass
from enum import StrEnum

from icu4py.breakers import WordBreaker

_HAN = (
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U000323af"
)
_CLUSTERED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
#: Marks that belong to the letter before them, in Thai, Lao, Burmese and Khmer.
_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
)
_PIECES = re.compile(f"([{_HAN}]+)|([{_CLUSTERED}]+)|([^ {_HAN}{_CLUSTERED}]+)")
_CLUSTERS = re.compile(f".[{_MARKS}]*", re.DOTALL)
_READ_AS_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af〇]")


class Writing(StrEnum):
    """How words are marked in a piece of text."""

    WORD = "word"  #: letters and digits between spaces
    HAN = "han"  #: characters without spaces: Chinese, Japanese, Korean
    CLUSTERED = "clustered"  #: letters with marks, without spaces: Thai, Lao, Khmer, Burmese


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one way of writing, without spaces."""

    writing: Writing
    text: str


_WRITINGS = (Writing.HAN, Writing.CLUSTERED, Writing.WORD)


def pieces_of(folded: str) -> list[Piece]:
    """Lists the pieces of a folded text in their order."""
    return [
        Piece(_WRITINGS[(match.lastindex or 1) - 1], match.group())
        for match in _PIECES.finditer(folded)
    ]


def clusters_of(text: str) -> list[str]:
    """Lists the letters of a text, each with the marks that belong to it."""
    return _CLUSTERS.findall(text)


def broken_words(text: str, language: str = "th") -> list[str]:
    """Lists the words of a text without spaces as ICU's dictionaries break it (UAX #29)."""
    return [word for word in WordBreaker(text, language) if word and not word.isspace()]


def has_chinese(text: str) -> bool:
    """Says whether a text has a character that pinyin may read."""
    return _READ_AS_CHINESE.search(text) is not None
