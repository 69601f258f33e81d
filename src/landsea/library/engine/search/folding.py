"""Texts brought into the two forms in which they are compared: exact and loose.

Both: NFKC and full case folding (Unicode Standard 3.13, UAX #15), digits of all scripts as 0–9,
punctuation and symbols as spaces. The exact form keeps accents, tone marks and Traditional
characters; the loose form is without them, because people leave them out.
"""

import re
import unicodedata
from dataclasses import dataclass

from landsea.library.engine.search.han import simplified_forms

#: Letters that Unicode does not take apart into a letter and a mark.
_STROKED = {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "ŧ": "t", "ƶ": "z"} | {
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ŋ": "ng",
}
#: Written inside a word and not heard: apostrophes, accents that stand alone.
_INSIDE_WORDS = frozenset("'’‘ʼʻʹ`´＇′ˈ")
#: Only in these scripts is a mark an accent on a letter; in Thai, say, it is a vowel.
_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING")
#: Tone marks, the short vowel mark and the mark of silence of Thai; tone marks of Lao.
_THAI_LAO_MARKS = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0ec8\u0ec9\u0eca\u0ecb\u0ecc")
#: Points of Hebrew and Arabic, which are seldom typed.
_POINTS = (range(0x0591, 0x05C8), range(0x064B, 0x0660), range(0x0670, 0x0671))
#: French and Italian words shortened before a vowel: l'empereur is found as empereur.
_ELISION = re.compile(r"\b([ldcjmnst]|qu)['’ʼ](?=\w)")
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in both forms, words parted by one space, and the loose form without spaces."""

    exact: str
    loose: str

    @property
    def key(self) -> str:
        return self.loose.replace(" ", "")


def fold(text: str) -> Folded:
    """Returns both forms of a text; they are empty when it has no letter and no digit."""
    exact = exact_form(text)
    return Folded(exact, loose_form(exact))


def exact_form(text: str) -> str:
    """Returns a text without case and punctuation; applying it twice changes nothing more."""
    return _settled(text, _EXACT)


def loose_form(text: str) -> str:
    """Returns a text also without accents, tone marks and Traditional characters."""
    if text.isascii():
        return exact_form(text)
    # Two short vowels typed for the long one look the same on screen.
    return _settled(text, _LOOSE).replace("เเ", "แ")


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __init__(self, *, is_loose: bool) -> None:
        super().__init__()
        self._is_loose = is_loose

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        folded = _common(character)
        if self._is_loose and folded not in {"", " "}:
            folded = _loosened(character)
        self[code_point] = folded
        return folded


def _common(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if character in _INSIDE_WORDS or category in {"Cf", "Sk", "Me"}:
        return ""
    # Letters, marks and numbers stay; controls, separators, punctuation and symbols part words.
    return character if category[0] in "LMN" else " "


def _loosened(character: str) -> str:
    if character in _THAI_LAO_MARKS or any(ord(character) in points for points in _POINTS):
        return ""
    if character in _STROKED:
        return _STROKED[character]
    if unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS):
        taken_apart = unicodedata.normalize("NFD", character)
        return "".join(
            _STROKED.get(each, each) for each in taken_apart if not unicodedata.combining(each)
        )
    return simplified_forms().get(character, character)


_EXACT = _Table(is_loose=False)
_LOOSE = _Table(is_loose=True)


def _settled(text: str, table: _Table) -> str:
    """Folds until nothing changes: what is left out may let its neighbours combine."""
    if text.isascii():
        return " ".join(_elided(text.lower()).translate(table).split())
    for _ in range(_MOST_ROUNDS):
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        folded = " ".join(_elided(folded).translate(table).split())
        folded = _with_am(unicodedata.normalize("NFC", folded))
        if folded == text:
            break
        text = folded
    return text


def _with_am(text: str) -> str:
    """Puts the vowel am of Thai and Lao together again, as dictionaries and people have it."""
    return text.replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")


def _elided(text: str) -> str:
    return _ELISION.sub(r"\1 ", text) if "'" in text or "’" in text else text
