"""A name taken apart into words that can be compared with those of another language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from icu4py.breakers import WordBreaker

from landsea.library.engine.linkage import scripts
from landsea.library.engine.linkage.lexicon import Concept, Role, lexicon, split_runs

#: How many words of a name are looked at; longer names are sentences.
MOST_WORDS = 20
_LONGEST_PHRASE = 4

#: Bits that a shared word of its own tells, by its letters: short ones are met by chance.
_BITS_BY_LETTERS = (0.0, 1.0, 2.5, 4.5, 7.0, 8.5)
_BITS_OF_A_LONG_WORD = 10.0
_BITS_OF_A_HAN_CHARACTER = 4.0
_BITS_OF_A_NUMBER = 3.0

_BRACKETS = re.compile(r"[(（\[【〔「『][^)）\]】〕」』]*[)）\]】〕」』]?")
_ALTERNATIVES = re.compile(r"\s*[/;／；|]\s*|\s+[-–—]\s+|\s+aka\s+")
_IS_COMPOUND = re.compile(r"[(（\[【〔「『/;／；|]|\s[-–—]\s|\saka\s")
_SHARE_OF_THE_MAIN_NAME, _SHARE_OF_A_PART = 0.97, 0.85
_THAI_WORDS = "th"
#: Signs that belong to the consonant before them: no word begins with one.
_THAI_BOUND = frozenset("ะัาำิีึืุู็่้๊๋์ๅๆฯ")
_COUNTED = re.compile(r"(?<=\d)(?:号|號|期|路)|第(?=[\d一二三四五六七八九十])|\bno\.?\s*(?=\d)|nº")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: as written, as read in Latin letters, and what it means if known."""

    text: str
    latin: str
    script: str
    role: int
    bits: float
    concepts: tuple[int, ...] = ()


def list_variants(name: str) -> tuple[tuple[str, float], ...]:
    """Returns a name and the names inside it, each with the share of the whole that it stands for.

    First the whole, then it without its brackets, then its alternatives and what the brackets hold.
    """
    whole = name.strip()
    if not _IS_COMPOUND.search(whole):
        return ((whole, 1.0),)
    without = " ".join(_BRACKETS.sub(" ", whole).split())
    inside = (
        match.group().strip("()（）[]【】〔〕「」『』 ") for match in _BRACKETS.finditer(whole)
    )
    alternatives = _ALTERNATIVES.split(without)
    found = {whole: 1.0}
    found.setdefault(without, _SHARE_OF_THE_MAIN_NAME)
    for part in (*(alternatives if len(alternatives) > 1 else ()), *inside):
        found.setdefault(part.strip(), _SHARE_OF_A_PART)
    return tuple((text, share) for text, share in found.items() if text)[:5]


@lru_cache(maxsize=1 << 13)
def split_name(name: str) -> tuple[Word, ...]:
    """Returns the words of a name, at most `MOST_WORDS`.

    Each Han character that is in no known word is a word. Thai is parted by ICU's dictionary.
    """
    text = scripts.simplify_han(_COUNTED.sub(" ", name.casefold()))
    runs = list(split_runs(text))
    words: list[Word] = []
    position = 0
    while position < len(runs) and len(words) < MOST_WORDS:
        script, run = runs[position]
        if script == "latin":
            taken, word = _latin_phrase(runs, position)
            words.append(word)
            position += taken
            continue
        words += _words_of_run(script, run)
        position += 1
    return tuple(words[:MOST_WORDS])


def _words_of_run(script: str, run: str) -> Iterator[Word]:
    if script == "han":
        yield from _han_words(run)
    elif script == "thai":
        yield from _thai_words(run)
    elif script == "number":
        concepts = lexicon().of_number(run) if len(run) < 4 else ()
        role = concepts[0].role if concepts else _number_role()
        numbers = tuple(each.number for each in concepts)
        yield Word(str(int(run)), "", "number", role, _BITS_OF_A_NUMBER, numbers)
    elif script == "hangul":
        yield _word(run, scripts.read_hangul(run), script, lexicon().exact.get((run,), ()))
    elif script == "kana":
        yield _word(run, scripts.read_kana(run), script, lexicon().exact.get((run,), ()))
    elif script == "cyrillic":
        yield _word(run, scripts.read_cyrillic(run), script, lexicon().exact.get((run,), ()))
    else:
        yield _word(run, "", script, ())


def _number_role() -> int:
    return lexicon().of_number("1")[0].role


def _latin_phrase(runs: list[tuple[str, str]], position: int) -> tuple[int, Word]:
    """Returns the longest known phrase that begins here, else the one word, and its length."""
    first = runs[position][1]
    longest = min(_longest_phrase(first), len(runs) - position)
    for length in range(longest, 1, -1):
        part = runs[position : position + length]
        if all(script == "latin" for script, _run in part):
            word = _known_phrase(tuple(run for _script, run in part))
            if word:
                return length, word
    return 1, _latin_word(first)


@lru_cache(maxsize=1 << 13)
def _longest_phrase(first: str) -> int:
    longest = lexicon().longest
    known = max(longest.get(first, 1), longest.get(scripts.fold_letters(first), 1))
    return min(known, _LONGEST_PHRASE)


def _known_phrase(raw: tuple[str, ...]) -> Word | None:
    words = lexicon()
    plain = tuple(map(scripts.fold_letters, raw))
    concepts = words.exact.get(raw) or words.folded.get(plain)
    text = "".join(plain)
    return _word(text, text, "latin", concepts) if concepts else None


@lru_cache(maxsize=1 << 13)
def _latin_word(raw: str) -> Word:
    words, plain = lexicon(), scripts.fold_letters(raw)
    if (raw,) in words.exact:
        return _word(plain, plain, "latin", words.exact[raw,])
    # A word with accents that no row has is a name; one without may have lost them.
    if plain == raw and (plain,) in words.folded:
        return _word(plain, plain, "latin", words.folded[plain,], is_sure=False)
    return _word(plain, plain, "latin", _plural_of(plain))


def _plural_of(word: str) -> tuple[Concept, ...]:
    if len(word) > 4 and word.endswith("s"):
        return lexicon().exact.get((word[:-1],), ())
    return ()


def _han_words(run: str) -> Iterator[Word]:
    words, syllables = lexicon(), scripts.read_han(run)
    position = 0
    while position < len(run):
        for length in range(min(words.longest_han, len(run) - position), 0, -1):
            text = run[position : position + length]
            concepts = words.han.get(text, ())
            if concepts or length == 1:
                latin = "".join(syllables[position : position + length])
                yield _word(text, latin, "han", concepts)
                position += length
                break


def _thai_words(run: str) -> Iterator[Word]:
    words, segments = lexicon(), list(WordBreaker(run, _THAI_WORDS))
    position = 0
    while position < len(segments):
        for length in range(min(_LONGEST_PHRASE, len(segments) - position), 0, -1):
            text = "".join(segments[position : position + length])
            concepts = words.exact.get((text,), ())
            if concepts:
                yield _word(text, scripts.read_thai(text), "thai", concepts)
            elif length == 1:
                yield from _thai_prefixed(text)
            if concepts or length == 1:
                position += length
                break


def _thai_prefixed(text: str) -> Iterator[Word]:
    """Yields a word that the dictionary lacks, parted after a known one that it begins with."""
    for end in range(len(text) - 3, 2, -1):
        concepts = lexicon().exact.get((text[:end],), ())
        if concepts and text[end] not in _THAI_BOUND:
            yield _word(text[:end], scripts.read_thai(text[:end]), "thai", concepts)
            text = text[end:]
            break
    yield _word(text, scripts.read_thai(text), "thai", ())


@lru_cache(maxsize=1 << 13)
def _word(
    text: str, latin: str, script: str, concepts: tuple[Concept, ...], *, is_sure: bool = True
) -> Word:
    own_bits = _own_bits(text, latin, script)
    if not concepts:
        return Word(text, latin, script, Role.PLAIN, own_bits)
    # Where a word is a filler in one language and a name's word in another, it is the latter.
    meant = max(concepts, key=lambda concept: concept.role != Role.FILLER)
    bits = meant.bits if is_sure else (meant.bits + own_bits) / 2
    numbers = tuple(each.number for each in concepts if each.role != Role.FILLER)
    return Word(text, latin, script, meant.role, bits, numbers)


def _own_bits(text: str, latin: str, script: str) -> float:
    if script == "han":
        return _BITS_OF_A_HAN_CHARACTER * len(text)
    letters = len(latin or text)
    return _BITS_BY_LETTERS[letters] if letters < len(_BITS_BY_LETTERS) else _BITS_OF_A_LONG_WORD
