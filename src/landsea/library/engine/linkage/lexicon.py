"""The words that names of places are made of, alike in meaning across languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from landsea.library.engine.linkage.scripts import fold_letters, simplify_han

_TABLE = "lexicon.tsv"

Key = TypeVar("Key", str, tuple[str, ...])

#: Everything that parts words; apostrophes don't, they vanish.
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
#: French and Italian write the article onto the word.
_ELISIONS = re.compile(r"\b([dl]|qu)['’](?=\w{2})")
#: A run of one kind of letters, or of digits. Vowels of Thai, Lao and others are marks (\w).
_RUNS = re.compile(
    r"(?P<han>[\u3400-\u9fff\U00020000-\U0002ffff々〇]+)|(?P<thai>[\u0e00-\u0eff]+)"
    r"|(?P<kana>[\u3040-\u30ff]+)|(?P<hangul>[\uac00-\ud7a3]+)|(?P<cyrillic>[\u0400-\u04ff]+)"
    r"|(?P<number>[0-9]+)|(?P<latin>[a-z\u00df-\u024f\u1e00-\u1eff]+)|(?P<other>[^\W\d_]+)"
)

_POSSESSIVES = re.compile(r"(?<=[a-z])['’]s\b")


class Role(IntEnum):
    """What a word of a name does in it."""

    FILLER = 0  #: says nothing: of, de, ของ
    GENERIC = 1  #: says of what kind: museum, 山
    PART = 2  #: names a part of something or what stands beside it: gate, car park
    CONTENT = 3  #: means something that is often translated: dragon, 龙
    PLAIN = 4  #: a name of its own
    QUALIFIER = 5  #: tells neighbours apart; this and all higher numbers, one for each group


@dataclass(frozen=True, slots=True)
class Concept:
    """A meaning, and how much it tells that two names share it."""

    number: int
    key: str
    role: int
    bits: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Meanings by the words for them; each word as a tuple of runs of letters."""

    concepts: tuple[Concept, ...]
    #: By runs in lower case with their accents.
    exact: dict[tuple[str, ...], tuple[Concept, ...]] = field(repr=False)
    #: By runs without accents; only words that have accents stand in here alone.
    folded: dict[tuple[str, ...], tuple[Concept, ...]] = field(repr=False)
    #: How many runs the longest phrase has that begins with this one.
    longest: dict[str, int] = field(repr=False)
    #: All words in Han characters, as one run.
    han: dict[str, tuple[Concept, ...]] = field(repr=False)
    longest_han: int = 1

    def of_number(self, digits: str) -> tuple[Concept, ...]:
        """Returns the concepts of a number in digits: `1` means one and first."""
        value = int(digits)
        names = (_CARDINALS[value], _ORDINALS.get(value, "")) if value in _CARDINALS else ()
        return tuple(each for each in self.concepts if each.key in names)


_CARDINALS = dict(
    enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
)
_ORDINALS = dict(enumerate(("first", "second", "third", "fourth", "fifth"), start=1))


def split_runs(text: str) -> Iterator[tuple[str, str]]:
    """Yields the runs of a text in lower case, each with its script."""
    plain = _APOSTROPHES.sub("", _POSSESSIVES.sub("", _ELISIONS.sub(r"\1 ", text)))
    for match in _RUNS.finditer(plain):
        yield match.lastgroup or "other", match.group()


@cache
def lexicon() -> Lexicon:
    """Returns the lexicon, read once."""
    lines = files("landsea.library.engine.linkage").joinpath(_TABLE).read_text("utf-8").splitlines()
    concepts: list[Concept] = []
    groups: dict[str, int] = {}
    exact: dict[tuple[str, ...], tuple[Concept, ...]] = {}
    folded: dict[tuple[str, ...], tuple[Concept, ...]] = {}
    han: dict[str, tuple[Concept, ...]] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        key, role_name, bits, words = line.split("\t")
        concept = Concept(len(concepts), key, _role(role_name, groups), float(bits))
        concepts.append(concept)
        for word in words.split("|"):
            text = simplify_han(word.casefold())
            runs = tuple(run for _script, run in split_runs(text))
            _add(exact, runs, concept)
            _add(folded, tuple(map(fold_letters, runs)), concept)
            if len(runs) == 1 and "\u3400" <= text[0] <= "\u9fff":
                _add(han, runs[0], concept)
    longest: dict[str, int] = {}
    for phrase in (*exact, *folded):
        longest[phrase[0]] = max(longest.get(phrase[0], 1), len(phrase))
    return Lexicon(tuple(concepts), exact, folded, longest, han, max(map(len, han)))


def _role(name: str, groups: dict[str, int]) -> int:
    kind, _, group = name.partition(":")
    if kind == "qualifier":
        return Role.QUALIFIER + groups.setdefault(group, len(groups))
    return Role[kind.upper()]


def _add(table: dict[Key, tuple[Concept, ...]], key: Key, concept: Concept) -> None:
    """Notes a meaning of a word; the table's first two count."""
    known: tuple[Concept, ...] = table.get(key, ())
    if concept not in known and len(known) < 2:
        table[key] = (*known, concept)
