"""The order of names as readers of a language expect it, as a key that both engines compare alike.

The rules are those of CLDR as far as names of places need them: base letters first, accents only
between names that are alike else. German and French accents don't move a letter; Vietnamese has 29
letters of its own and its tones count last; Thai sorts by consonants, so a vowel written before its
consonant is read after it; Chinese goes by pinyin, and names in Latin letters stand before it.
Keys are compared by code point, which PostgreSQL ("C") and SQLite ("BINARY") do alike.
"""

import re
import unicodedata
from collections.abc import Callable

from landsea.kernel.texts import LANGUAGES, LocalisedText
from landsea.library.engine.search.readings import syllables_of

_LONGEST = 200
_STROKED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
#: Vietnamese letters after their base letter: the second sign of a letter's key.
_VIETNAMESE = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
_VIETNAMESE_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_THAI_LEADING = re.compile("([เ-ไ])([ก-ฮ])")
_THAI_MARKS = re.compile("[\u0e47-\u0e4e]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
#: Sorts before every letter and digit, so that a name stands before those that it begins.
_END = " "


def sort_keys_of(names: LocalisedText) -> dict[str, str]:
    """Returns the key of a name for each language of the interface, as it is shown there."""
    return {tag: sort_key(names.in_language(tag).text, tag) for tag in LANGUAGES}


def sort_key(text: str, language: str) -> str:
    """Returns what a text is ordered by among readers of a language."""
    plain = _plain(text)
    return _KEYS.get(language, _latin)(plain)[:_LONGEST]


def _plain(text: str) -> str:
    """Returns a text in lower case, words apart by one space, without punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (character if _counts(character) else " " for character in folded)
    return " ".join("".join(kept).split())


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _latin(plain: str) -> str:
    taken_apart = unicodedata.normalize("NFD", plain)
    base = "".join(each for each in taken_apart if not unicodedata.combining(each))
    return f"{base.translate(_STROKED)}{_END * 2}{plain}"


def _vietnamese(plain: str) -> str:
    letters, tones = [], []
    for character in plain:
        taken_apart = unicodedata.normalize("NFD", character)
        tone = next((each for each in taken_apart if each in _VIETNAMESE_TONES), "")
        # A tone that stands alone is no letter's: it is kept as it is.
        bare = (taken_apart.replace(tone, "") if tone else "") or character
        letter = unicodedata.normalize("NFC", bare)
        letters.append(_vietnamese_letter(letter))
        tones.append(_VIETNAMESE_TONES.get(tone, "0"))
    return f"{''.join(letters)}{_END * 2}{''.join(tones)}"


def _vietnamese_letter(letter: str) -> str:
    if letter in _VIETNAMESE:
        return _VIETNAMESE[letter]
    # Two signs for each letter: so `ă` comes after `a` and before `b` wherever it stands.
    return _END * 2 if letter == " " else f"{unicodedata.normalize('NFD', letter)[0]}0"


def _thai(plain: str) -> str:
    base = _THAI_LEADING.sub(r"\2\1", _THAI_MARKS.sub("", plain))
    return f"{base}{_END * 2}{plain}"


def _chinese(plain: str) -> str:
    # A brace comes after all Latin letters, a space ends the syllable: xi an stands before xian.
    read = _HAN.sub(lambda run: "".join(f"{{{each} " for each in syllables_of(run.group())), plain)
    return f"{read}{_END}{plain}"


_KEYS: dict[str, Callable[[str], str]] = {
    "vi": _vietnamese,
    "th": _thai,
    "zh-Hans": _chinese,
}
