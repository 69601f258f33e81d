"""Thai in Latin letters, near the Royal Thai General System of Transcription (RTGS, 1999).

Unicode's own Thai-Latin transform writes letters, not sounds (ISO 11940: wạd phra kæ̂w); RTGS writes
what is heard: wat phra kaeo. The rules here see the spelling only: of all ways to take a word apart
into syllables, the one with the fewest unwritten vowels is read. Where reading needs a dictionary
(linking syllables of Indic words: Ratchadamnoen comes out as ratdamnoen) they are wrong; searches
compare sounds coarsely, so that some of these faults do no harm.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_FIRST = {
    letter: sound
    for sound, letters in {
        "k": "ก", "kh": "ขฃคฅฆ", "ng": "ง", "ch": "จฉชฌ", "s": "ซศษส", "y": "ญย", "d": "ฎด",
        "t": "ฏต", "th": "ฐฑฒถทธ", "n": "ณน", "b": "บ", "p": "ป", "ph": "ผพภ", "f": "ฝฟ", "m": "ม",
        "r": "ร", "l": "ลฬ", "w": "ว", "h": "หฮ", "": "อ",
    }.items()
    for letter in letters
}  # fmt: skip
_LAST = {
    letter: sound
    for sound, letters in {
        "k": "กขคฆ", "ng": "ง", "t": "จชซฎฏฐฑฒดตถทธศษส", "n": "ญณนรลฬ", "p": "บปผพฟภ", "m": "ม",
        "i": "ย", "o": "ว",
    }.items()
    for letter in letters
}  # fmt: skip
#: Two letters that are heard as one at the end: จักร, สมุทร, เพชร; ธาตุ, ชาติ, ภูมิ.
_LAST_PAIRS = {"กร": "k", "ตร": "t", "ทร": "t", "ชร": "t"}
_LAST_OF_WORD = {"ตุ": "t", "ติ": "t", "มิ": "m", "ธิ": "t"}
_PAIRS = "[กขคตปผพ]ร|[กขคปผพ]ล|[กขค]ว|ห[งญนมยรลว]|[ศส]ร|ทร|อย(?=[าู])"
_INITIALS = ("([ก-ฮ])", f"({_PAIRS})")
#: Each spelling of a vowel around the first consonant `I`: its sound, and whether a consonant may
#: (`?`), must (`!`) or cannot (`-`) close the syllable.
_VOWELS = (
    ("เIียว", "iao", "-"),
    ("เIียะ?", "ia", "?"),
    ("เIือ", "uea", "?"),
    ("เIาะ", "o", "-"),
    ("เIา", "ao", "-"),
    ("เIย", "oei", "-"),
    ("เIอะ?", "oe", "?"),
    ("เIิ", "oe", "!"),
    ("เI็", "e", "!"),
    ("เIะ", "e", "-"),
    ("เI", "e", "?"),
    ("แI็", "ae", "!"),
    ("แIะ", "ae", "-"),
    ("แI", "ae", "?"),
    ("โIะ?", "o", "?"),
    ("[ไใ]Iย?", "ai", "-"),
    ("Iัวะ?", "ua", "-"),
    ("Iัย", "ai", "-"),
    ("Iั", "a", "!"),
    ("Iรร", "a", "!"),
    ("Iรร", "an", "-"),
    ("Iำ", "am", "-"),
    ("Iา", "a", "?"),
    ("Iะ", "a", "-"),
    ("Iิ", "i", "?"),
    ("Iี", "i", "?"),
    ("Iึ", "ue", "?"),
    ("Iือ?", "ue", "?"),
    ("Iุ", "u", "?"),
    ("Iู", "u", "?"),
    ("I็อ", "o", "!"),
    ("Iว", "ua", "!"),
    ("Iอ", "o", "?"),
)
_SPELLINGS = tuple(
    (re.compile(spelling.replace("I", initial)), sound, closing)
    for spelling, sound, closing in _VOWELS
    for initial in _INITIALS
)
_BARE_INITIALS = tuple(re.compile(initial) for initial in _INITIALS)
_SHORT = re.compile("[ัิุ]$|^เ")
_SILENT = re.compile("(?:[กดตทฎ]ร|ษณ|[ก-ฮ])[ิุ]?์")
_TONES = re.compile("[่-๋]")
#: Common parts of names that are read otherwise than they are spelled, spelled as they are read.
_AS_READ = (
    (re.compile("นคร(?![ะาัิีึืุู])"), "นะคอน"),
    (re.compile("ราช(?=[กขคงจชดตทธนบปพภมยรลวศสห]|[เแโไ])(?!ว[รง])"), "ราดชะ"),
    (re.compile("เพชร(?=บ)"), "เพ็ดชะ"),
    (re.compile("อยุธยา"), "อะยุดทะยา"),
    (re.compile("สระ(?=[ก-ฮเแ])"), "สะ"),
)
_WRITTEN, _UNWRITTEN_O, _UNWRITTEN_A, _UNREAD = 1.0, 1.3, 1.6, 10.0


@lru_cache(maxsize=8192)
def romanise(word: str) -> str:
    """Returns a Thai word in Latin letters; what is not Thai is left out."""
    letters = (
        _TONES.sub("", _SILENT.sub("", word)).replace("ํา", "ำ").replace("ฤ", "รึ").replace("ฦ", "ลึ")
    )
    for spelled, read in _AS_READ:
        letters = spelled.sub(read, letters)
    #: The cheapest reading from each place to the end: cost, letters.
    best: list[tuple[float, str]] = [(0.0, "")] * (len(letters) + 1)
    for start in range(len(letters) - 1, -1, -1):
        ways = [
            (cost + best[end][0], sound + best[end][1])
            for end, cost, sound in _syllables(letters, start)
        ]
        best[start] = min(ways, key=lambda way: way[0])
    return best[0][1]


def _syllables(letters: str, start: int) -> Iterator[tuple[int, float, str]]:
    """Yields each syllable that may begin at a place: where it ends, its cost, its sound."""
    for spelling, vowel, closing in _SPELLINGS:
        if match := spelling.match(letters, start):
            first, end = _initial(match.group(1)), match.end()
            if closing != "!":
                yield end, _WRITTEN, first + vowel
            if closing != "-":
                is_short = _SHORT.search(match.group()) is not None
                for after, last in _closings(letters, end, after_short=is_short):
                    yield after, _WRITTEN, first + vowel + last
    for initial in _BARE_INITIALS:
        if match := initial.match(letters, start):
            first, end = _initial(match.group(1)), match.end()
            yield end, _UNWRITTEN_A, f"{first}a"
            # อ is written for a vowel, ย and ว are half vowels: o is not left out beside them.
            if match.group() != "อ" and letters[end : end + 1] not in {"ย", "ว"}:
                for after, last in _closings(letters, end, after_short=False):
                    yield after, _UNWRITTEN_O, f"{first}o{last}"
    yield start + 1, _UNREAD, ""


def _closings(letters: str, start: int, *, after_short: bool) -> Iterator[tuple[int, str]]:
    """Yields the ways to close a syllable: where it then ends, and the sound."""
    pair = letters[start : start + 2]
    if pair == "หม":
        yield start + 2, "m"
    if after_short and pair in _LAST_PAIRS:
        yield start + 2, _LAST_PAIRS[pair]
    if pair in _LAST_OF_WORD and start + 2 == len(letters):
        yield start + 2, _LAST_OF_WORD[pair]
    if letters[start : start + 1] in _LAST:
        yield start + 1, _LAST[letters[start]]


def _initial(consonants: str) -> str:
    if len(consonants) == 1:
        return _FIRST[consonants]
    if consonants[0] in "หอ":
        return _FIRST[consonants[1]]
    if consonants in {"ทร", "ศร", "สร"}:
        return "s"
    return _FIRST[consonants[0]] + _FIRST[consonants[1]]
