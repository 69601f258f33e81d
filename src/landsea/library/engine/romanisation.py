"""Chinese and Thai names in Latin letters, for readers of neither: always marked as such.

Chinese by Hanyu Pinyin without tones, written together by words (GB/T 16159, and GB/T 28039 for
names of places); Thai near the Royal Thai General System (RTGS). Both are read off the spelling by
rules: the sign at the gate may say otherwise. Made once, when a name is written.
"""

import re
import unicodedata

from icu4py.breakers import WordBreaker

from landsea.kernel.texts import LocalisedText, is_latin
from landsea.library.engine.search import thai
from landsea.library.engine.search.readings import syllables_of

#: BCP 47: the language, the script, and by which system it came into it.
CHINESE_IN_LATIN = "zh-Latn-pinyin"
THAI_IN_LATIN = "th-Latn"
_CHINESE = ("zh-Hans", "zh", "zh-Hant")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_THAI = re.compile(r"[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e]+")
#: What places are, at the end of their names: words of their own, which ICU takes apart.
_GENERIC = re.compile(
    "(博物馆|博物院|纪念馆|陈列馆|科技馆|展览馆|规划馆|动物园|植物园|湿地公园|森林公园|地质公园|公园|景区|"
    "风景区|旅游区|度假区|风貌区|保护区|遗址|古镇|古城|古寨|老街|广场|水库|瀑布|山庄|田园|小镇|故居|自治县|"
    "经开区|新区)"
)
_APART = str.maketrans({"（": " (", "）": ") ", "、": ", ", "，": ", ", "·": " · ", "•": " · "})
_SPACES = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s+([,)])")


def romanised(names: LocalisedText) -> tuple[str, str]:
    """Returns the language tag and the letters of a name that has no Latin ones; else nothing."""
    if any(is_latin(tag) for tag in names.languages):
        return "", ""
    for tag in (*_CHINESE, "th"):
        if (text := names.find(tag)) and (read := romanise(text, tag)):
            return (THAI_IN_LATIN if tag == "th" else CHINESE_IN_LATIN), read
    return "", ""


def as_told(names: LocalisedText) -> LocalisedText:
    """Returns a name as its sources tell it, without what was read off another script."""
    return LocalisedText.of({tag: text for tag, text in names if not is_romanised(tag)})


def is_romanised(tag: str) -> bool:
    """Says whether a name was read off another script."""
    return tag in {CHINESE_IN_LATIN, THAI_IN_LATIN}


def romanise(text: str, language: str) -> str:
    """Returns a Chinese or Thai text in Latin letters; empty where it can't be read out."""
    plain = unicodedata.normalize("NFKC", text.translate(_APART))
    if language == "th":
        read = _THAI.sub(lambda run: f" {_thai_words(run.group())} ", plain)
    else:
        read = _HAN.sub(lambda run: f" {_chinese_words(run.group())} ", plain)
    shown = _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", read)).strip().replace("( ", "(")
    return shown if all(_is_latin_or_common(character) for character in shown) else ""


def _chinese_words(run: str) -> str:
    words: list[str] = []
    for part in _GENERIC.split(run):
        words += [part] if _GENERIC.fullmatch(part) else _joined(_words(part))
    return " ".join(_join(syllables_of(word)).capitalize() for word in words)


def _joined(words: list[str]) -> list[str]:
    """Joins single characters that stand beside one another: most are one name, cut in pieces."""
    joined: list[str] = []
    is_open = False
    for word in words:
        if len(word) == 1 and is_open:
            joined[-1] += word
        else:
            joined.append(word)
        is_open = len(word) == 1
    return joined


def _join(syllables: list[str]) -> str:
    """Writes syllables as one word; one that begins with a vowel is set off: Xi'an."""
    return "".join(
        f"'{syllable}" if position and syllable[:1] in {"a", "e", "o"} else syllable
        for position, syllable in enumerate(syllables)
    )


def _thai_words(run: str) -> str:
    return " ".join(thai.romanise(word).capitalize() for word in _words(run))


def _words(run: str) -> list[str]:
    return [str(word) for word in WordBreaker(run, "en") if str(word).strip()]


def _is_latin_or_common(character: str) -> bool:
    return not character.isalpha() or unicodedata.name(character, "").startswith("LATIN")
