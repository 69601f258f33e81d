"""How words of other scripts are read in the letters a to z, and what they sound like."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

_DATA = files("landsea.library.engine.linkage")

#: Letters with a stroke: Unicode does not take them apart into a letter and a mark.
_STROKED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})

#: Royal Thai General System of Transcription (1999): how a consonant begins a syllable …
_THAI_INITIALS = {
    **dict.fromkeys("ก", "k"),
    **dict.fromkeys("ขฃคฅฆ", "kh"),
    **dict.fromkeys("ง", "ng"),
    **dict.fromkeys("จฉชฌ", "ch"),
    **dict.fromkeys("ซศษส", "s"),
    **dict.fromkeys("ญย", "y"),
    **dict.fromkeys("ฎด", "d"),
    **dict.fromkeys("ฏต", "t"),
    **dict.fromkeys("ฐฑฒถทธ", "th"),
    **dict.fromkeys("ณน", "n"),
    **dict.fromkeys("บ", "b"),
    **dict.fromkeys("ป", "p"),
    **dict.fromkeys("ผพภ", "ph"),
    **dict.fromkeys("ฝฟ", "f"),
    **dict.fromkeys("ม", "m"),
    **dict.fromkeys("ร", "r"),
    **dict.fromkeys("ลฬ", "l"),
    **dict.fromkeys("ว", "w"),
    **dict.fromkeys("หฮ", "h"),
    **dict.fromkeys("อ", ""),
}
#: … and how it ends one.
_THAI_FINALS = {
    **dict.fromkeys("กขคฆ", "k"),
    **dict.fromkeys("จชซฎฏฐฑฒดตถทธศษส", "t"),
    **dict.fromkeys("ญณนรลฬ", "n"),
    **dict.fromkeys("บปพฟภ", "p"),
    **dict.fromkeys("ง", "ng"),
    **dict.fromkeys("ม", "m"),
    **dict.fromkeys("ย", "i"),
    **dict.fromkeys("ว", "o"),
    **dict.fromkeys("อ", "o"),
    **dict.fromkeys("หฮ", ""),
}
_THAI_LEADING = {"เ": "e", "แ": "ae", "โ": "o", "ใ": "ai", "ไ": "ai"}
_THAI_FOLLOWING = {
    "ะ": "a", "ั": "a", "า": "a", "ๅ": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue",
    "ุ": "u", "ู": "u", "็": "", "ฤ": "rue",
}  # fmt: skip
_THAI_SILENCED = re.compile("(?:[ทตด]ร|[ก-ฮ])[ิุ]?์")
_THAI_UNREAD = re.compile("[่-๋ํ๎ฯๆฺ]")
_THAI_LEADING_H = re.compile("ห(?=[งญนมยรลว])")
#: Lao letters stand in Unicode in the order of the Thai ones, 0x80 further on.
_LAO_TO_THAI = {code: code - 0x80 for code in range(0x0E80, 0x0EDE)} | {0x0EDC: "น", 0x0EDD: "ม"}

#: Characters of the phrases that readings are looked up for.
_LONGEST_PHRASE = 4


def _letters(row: str) -> tuple[str, ...]:
    """Returns the readings of a row of letters; a hyphen stands for none."""
    return tuple(each.replace("-", "") for each in row.split())


_HANGUL_INITIALS = _letters("g kk n d tt r m b pp s ss - j jj ch k t p h")
_HANGUL_VOWELS = _letters("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_HANGUL_FINALS = _letters("- k k k n n n t l k m p l l p l m p p t t ng t t k t p t")

_KANA = dict(
    zip(
        "あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほ"
        "ばびぶべぼぱぴぷぺぽまみむめもやゆよらりるれろわをんゃゅょっ",
        _letters(
            "a i u e o ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te "
            "to da ji zu de do na ni nu ne no ha hi fu he ho ba bi bu be bo pa pi pu pe po ma mi "
            "mu me mo ya yu yo ra ri ru re ro wa o n ya yu yo -"
        ),
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ",
        _letters(
            "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e i i e g"
        ),
        strict=True,
    )
)

#: What sounds alike across romanisations: the longest spelling first.
_SOUNDS = re.compile(
    "(?P<P>ph|pp|[bpf])|(?P<S>tch|zh|ch|sh|ts|dz|ss|jj|c(?=[eiy])|[szxjq])|(?P<T>th|tt|[dt])"
    "|(?P<K>kh|gh|kk|ck|[kgc])|(?P<N>ng|nh|n)|(?P<M>m)|(?P<L>[lr])|(?P<W>[wv])|(?P<a>[aeiouy]+)"
)

_SILENT_R = re.compile("(?<=[aeiou])r(?![aeiouy])")


def fold_letters(text: str) -> str:
    """Returns a text in lower case without accents; other scripts as they are."""
    if text.isascii():
        return text.lower()
    return _fold(text)


@lru_cache(maxsize=1 << 13)
def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = (each for each in decomposed if not "\u0300" <= each <= "\u036f")
    return unicodedata.normalize("NFC", "".join(kept)).translate(_STROKED)


@cache
def _simplified() -> dict[int, str]:
    lines = _DATA.joinpath("traditional.txt").read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return {ord(pairs[index]): pairs[index + 1] for index in range(0, len(pairs), 2)}


def simplify_han(text: str) -> str:
    """Returns a text with simplified characters for the common traditional ones."""
    return text.translate(_simplified())


@lru_cache(maxsize=1 << 13)
def read_han(run: str) -> tuple[str, ...]:
    """Returns the pinyin syllable of each character of a run of Han characters, without tones.

    A character that can be read in several ways is read as in the longest phrase of pypinyin's
    dictionary that begins at or before it, else in its usual way.
    """
    phrases = _phrases()
    syllables: list[str] = []
    while len(syllables) < len(run):
        begin = len(syllables)
        for length in range(min(_LONGEST_PHRASE, len(run) - begin), 1, -1):
            if (readings := phrases.get(run[begin : begin + length])) is not None:
                syllables += [_without_tone(each[0]) for each in readings]
                break
        else:
            syllables.append(_read_character(run[begin]))
    return tuple(syllables[: len(run)])


@cache
def _phrases() -> Mapping[str, Sequence[Sequence[str]]]:
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 -- slow import

    return phrases_dict


@lru_cache(maxsize=1 << 13)
def _read_character(character: str) -> str:
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 -- slow import

    return _without_tone(pinyin_dict.get(ord(character), "").split(",")[0])


@lru_cache(maxsize=1 << 13)
def _without_tone(syllable: str) -> str:
    plain = _fold(syllable)
    return plain if plain.isascii() else ""


@lru_cache(maxsize=1 << 13)
def read_thai(word: str) -> str:
    """Returns a Thai or Lao word in Latin letters, about as the Royal Institute writes it.

    Without a dictionary some vowels that are not written stay unknown; comparisons by sound
    forgive a vowel.
    """
    text = word.translate(_LAO_TO_THAI)
    text = _THAI_SILENCED.sub("", text)
    text = _THAI_LEADING_H.sub("", _THAI_UNREAD.sub("", text))
    return "".join(_thai_letters(text))


def _thai_letters(text: str) -> Iterator[str]:
    vowel_before, open_syllable = "", False
    for position, letter in enumerate(text):
        after = text[position + 1 : position + 2]
        if letter in _THAI_LEADING:
            vowel_before, open_syllable = _THAI_LEADING[letter], False
        elif letter in _THAI_FOLLOWING:
            yield _THAI_FOLLOWING[letter]
            open_syllable = True
        elif letter not in _THAI_INITIALS:
            yield letter if letter.isalnum() else ""
        elif vowel_before:
            yield _THAI_INITIALS[letter]
            if after not in ("ร", "ล") or _bears_vowel(text, position + 1):
                yield vowel_before
                vowel_before, open_syllable = "", True
        elif _bears_vowel(text, position):
            yield _THAI_INITIALS[letter]
            open_syllable = True
        elif open_syllable:
            yield _THAI_FINALS.get(letter, _THAI_INITIALS[letter])
            open_syllable = False
        else:
            yield _THAI_INITIALS[letter]
            # Two bare consonants are read with an o between them, more of them with an a first.
            is_bare = after in _THAI_INITIALS and not _bears_vowel(text, position + 1)
            yield "o" if is_bare else ""
            open_syllable = is_bare


def _bears_vowel(text: str, position: int) -> bool:
    after = text[position + 1 : position + 2]
    return after == "อ" or after in _THAI_FOLLOWING


def read_hangul(word: str) -> str:
    """Returns a Korean word in the Revised Romanisation (2000), syllable by syllable."""
    letters: list[str] = []
    for syllable in word:
        index = ord(syllable) - 0xAC00
        if 0 <= index < 11172:
            letters += (
                _HANGUL_INITIALS[index // 588],
                _HANGUL_VOWELS[index % 588 // 28],
                _HANGUL_FINALS[index % 28],
            )
    return "".join(letters)


def read_kana(word: str) -> str:
    """Returns a word in kana in Hepburn's letters."""
    hiragana = (chr(ord(each) - 0x60) if "ァ" <= each <= "ヶ" else each for each in word)
    return "".join(_KANA.get(each, "") for each in hiragana)


def read_cyrillic(word: str) -> str:
    """Returns a Cyrillic word in Latin letters."""
    return "".join(_CYRILLIC.get(each, "") for each in word)


@lru_cache(maxsize=1 << 13)
def sound_of(latin: str) -> str:
    """Returns the classes of sounds of a romanised word: `chatuchak` and `qiatuqiak` are one.

    Consonants that romanisations confuse share a letter, a row of vowels is one `a`, and an r that
    closes a syllable is silent: the idea of Soundex (Russell 1918), without its preference for
    English and for the first letter.
    """
    spoken = _SILENT_R.sub("", latin)
    return "".join(match.lastgroup or "" for match in _SOUNDS.finditer(spoken))
