"""Tokens as codes that no full-text engine takes apart.

SQLite's FTS5 (`unicode61`) breaks Thai at vowel marks, PostgreSQL's `to_tsvector` splits words
again, and both change letters. A code is one run of a–z and 0–9 that begins with a letter, so that
`unicode61` and a tsvector literal keep it whole: kind, form of what follows, content.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import blake2b
from itertools import pairwise

_LONGEST_CONTENT = 32
_DIGITS_EACH = 4
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class TokenKind(StrEnum):
    """What a token says about a record."""

    KEY = "k"  #: a whole name in loose form, without spaces
    KEY_START = "e"  #: the first letters of such a name
    KEY_PART = "b"  #: such a name without one of its three parts
    WORD = "w"  #: a word of letters and digits
    HAN = "h"  #: one or two neighbouring characters of Chinese, Japanese or Korean
    CLUSTER = "c"  #: one or two neighbouring clusters of Thai, Lao, Khmer or Burmese
    BROKEN_WORD = "t"  #: a word of those, as ICU's dictionaries break them
    READING = "p"  #: the pinyin of a whole name, without tones and spaces
    READING_START = "q"  #: the first letters of such pinyin
    READING_PART = "d"  #: such pinyin without one of its three parts
    SYLLABLES = "y"  #: two neighbouring syllables of pinyin
    INITIALS = "i"  #: the first letters of the syllables of a whole name, and of its beginnings
    SOUND = "s"  #: consonants of one or two neighbouring words of romanised Thai


class _CharacterCodes(dict[int, str]):
    """Four digits of base 36 for each character: 36⁴ is more than Unicode's 1,114,112."""

    def __missing__(self, code_point: int) -> str:
        rest, digits = code_point, ""
        for _ in range(_DIGITS_EACH):
            rest, digit = divmod(rest, 36)
            digits = _DIGITS[digit] + digits
        self[code_point] = digits
        return digits


_CHARACTER_CODES = _CharacterCodes()


def encode(kind: TokenKind, folded: str) -> str:
    """Returns the code of a folded text without spaces; of different texts, different codes.

    Only texts of more than 32 letters, or of 8 in other scripts, are hashed (BLAKE2b, 64 bits).
    No code is longer than 34 characters.
    """
    # Added, not formatted: this runs a hundred times for each record of an import.
    if folded.isascii() and folded.isalnum():
        if len(folded) <= _LONGEST_CONTENT:
            return kind + "a" + folded
    elif len(folded) * _DIGITS_EACH <= _LONGEST_CONTENT:
        return kind + "u" + folded.translate(_CHARACTER_CODES)
    return encode_hashed(kind, folded)


def encode_starts(kind: TokenKind, folded: str, lengths: Iterable[int]) -> list[str]:
    """Returns the codes of a text's beginnings of some lengths, each as `encode` returns it."""
    possible = [length for length in lengths if length <= len(folded)]
    if folded.isascii() and folded.isalnum():
        head = kind + "a"
        return [
            head + folded[:length] if length <= _LONGEST_CONTENT else encode(kind, folded[:length])
            for length in possible
        ]
    head, content = kind + "u", folded.translate(_CHARACTER_CODES)
    return [
        head + content[: length * _DIGITS_EACH]
        if length * _DIGITS_EACH <= _LONGEST_CONTENT and not folded[:length].isascii()
        else encode(kind, folded[:length])
        for length in possible
    ]


def encode_characters(kind: TokenKind, text: str) -> list[str]:
    """Returns the codes of each character, and of each two neighbours; none may be ASCII."""
    head, content = kind + "u", text.translate(_CHARACTER_CODES)
    starts = range(0, len(content), _DIGITS_EACH)
    return [head + content[start : start + _DIGITS_EACH] for start in starts] + [
        head + content[start : start + 2 * _DIGITS_EACH] for start in starts[:-1]
    ]


def encode_neighbours(kind: TokenKind, units: Sequence[str]) -> list[str]:
    """Returns the codes of each two neighbouring units together; of a single unit, its own."""
    if len(units) < 2:
        return [encode(kind, unit) for unit in units]
    return [encode(kind, first + second) for first, second in pairwise(units)]


def encode_hashed(kind: TokenKind, text: str) -> str:
    """Returns the code of a text that is only ever looked up whole; any text will do."""
    content = text.encode("utf-8", "surrogatepass")
    return kind + "x" + blake2b(content, digest_size=8).hexdigest()
