"""Queries with known answers for the search benchmark, made from names or read from a file."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from landsea.library.engine.search.folding import fold
from landsea.library.engine.search.pieces import broken_words, has_chinese
from landsea.library.engine.search.readings import syllables_of
from landsea.library.engine.search.records import NameRole, SearchRecord

LANGUAGES = ("zh", "en", "th", "vi", "fr")
#: With one error in it, a shorter name says nothing any more.
_SHORTEST = {"zh": 3}
_SHORTEST_OTHERS = 4
_LONGEST = 80
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_FIRST_RECORDS = 1_000


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A query, and the ids of the records that are right answers."""

    query: str
    language: str
    kind: str
    ids: frozenset[str]


def read_queries(path: Path, records: Sequence[SearchRecord]) -> list[KnownItem]:
    """Lists the queries of a file: CSV with a header, or one JSON object a line.

    Fields: `query`; the right answers as `ids` (or `id`), or as `names` (or `name`) of the records;
    if known, `language` and `kind`. In CSV several answers are parted by `;` or `|`. Raises
    ValueError for a query without text, or whose answer is none of the records.
    """
    text = path.read_text(encoding="utf-8-sig")
    if text.lstrip().startswith("{"):
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    else:
        rows = list(csv.DictReader(text.splitlines()))
    known = {record.id for record in records}
    owners = _owners(records)
    found = []
    for number, row in enumerate(rows, 1):
        ids = {each for each in _listed(row, "ids", "id") if each in known}
        for name in _listed(row, "names", "name"):
            ids |= owners.get(fold(name).key, frozenset())
        if not row.get("query") or not ids:
            raise ValueError(f"Query {number} of {path.name} has no text, or no answer is known.")
        language, kind = row.get("language") or "any", row.get("kind") or "any"
        found.append(KnownItem(row["query"], language, kind, frozenset(ids)))
    return found


def _listed(row: Mapping[str, str | list[str] | None], *fields: str) -> list[str]:
    for field in fields:
        if value := row.get(field):
            texts = value.replace("|", ";").split(";") if isinstance(value, str) else value
            return [str(each).strip() for each in texts if str(each).strip()]
    return []


def make_queries(records: Sequence[SearchRecord], each: int, seed: int) -> list[KnownItem]:
    """Lists queries for about `each` names of a language, half of them of the first 1,000 records.

    Kinds: exact, typo, prefix, part (without the first word), part-typo, plain (without
    diacritics); of pinyin also joined (without spaces) and initials. All records with the same name
    are right answers.
    """
    random = Random(seed)
    owners = _owners(records)
    found = []
    for language in LANGUAGES:
        misspell = _Misspelling(language, records, random)
        for text in _names(records, language, each, random):
            found += [
                KnownItem(query, language, kind, owners[fold(text).key])
                for kind, query in _typed(text, misspell)
            ]
    misspell = _Misspelling("pinyin", records, random)
    for text in _names(records, "zh", each, random):
        found += [
            KnownItem(query, "pinyin", kind, owners[_reading(text)])
            for kind, query in _typed_as_pinyin(text, misspell)
        ]
    return found


def _owners(records: Iterable[SearchRecord]) -> dict[str, frozenset[str]]:
    """Returns the ids of the records with each name, and with each reading."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        for name in record.names:
            if name.role is not NameRole.AREA:
                owners[fold(name.text).key].add(record.id)
                if has_chinese(name.text):
                    owners[_reading(name.text)].add(record.id)
    return {key: frozenset(ids) for key, ids in owners.items()}


def _names(
    records: Sequence[SearchRecord], language: str, each: int, random: Random
) -> Iterator[str]:
    shortest = _SHORTEST.get(language, _SHORTEST_OTHERS)
    for share in (records[:_FIRST_RECORDS], records[_FIRST_RECORDS:]):
        names = [
            name.text
            for record in share
            for name in record.names
            if name.language == language and shortest <= len(fold(name.text).key) <= _LONGEST
        ]
        yield from random.sample(names, min(len(names), (each + 1) // 2))


def _typed(text: str, misspell: "_Misspelling") -> Iterator[tuple[str, str]]:
    yield "exact", text
    yield "typo", misspell(text)
    yield "prefix", text[: max(2, round(0.6 * len(text)))].strip()
    part = _part(text, misspell.language)
    if part:
        yield "part", part
        yield "part-typo", misspell(part)
    loose = fold(text).loose
    if misspell.language in {"vi", "fr"} and loose != fold(text).exact:
        yield "plain", loose


def _part(text: str, language: str) -> str:
    """Returns a name without its first word, when three words and enough letters are left."""
    is_spaced = language not in {"zh", "th"}
    words = text.split() if is_spaced else broken_words(text, language)
    part = (" " if is_spaced else "").join(words[1:])
    return part if len(words) > 3 and len(fold(part).key) >= _SHORTEST_OTHERS else ""


def _typed_as_pinyin(text: str, misspell: "_Misspelling") -> Iterator[tuple[str, str]]:
    syllables = _syllables(text)
    spaced = " ".join(syllables)
    yield "exact", spaced
    yield "joined", "".join(syllables)
    yield "typo", misspell(spaced)
    yield "prefix", spaced[: round(0.6 * len(spaced))].strip()
    if len(syllables) > 3:
        yield "initials", "".join(syllable[0] for syllable in syllables)


def _syllables(text: str) -> list[str]:
    return syllables_of("".join(character for character in text if has_chinese(character)))


def _reading(text: str) -> str:
    return "".join(_syllables(text))


class _Misspelling:
    """Makes one typing error: a letter wrong, missing, doubled or swapped with the next."""

    def __init__(self, language: str, records: Iterable[SearchRecord], random: Random) -> None:
        self.language = language
        self._random = random
        letters = {
            character
            for record in records
            for name in record.names
            if name.language == language
            for character in name.text
            if character.isalpha()
        }
        self._letters = sorted(letters)
        self._homophones: defaultdict[str, list[str]] = defaultdict(list)
        if language == "zh":
            for character in self._letters:
                for syllable in syllables_of(character):
                    self._homophones[syllable].append(character)

    def __call__(self, text: str) -> str:
        key = fold(text).key
        while True:
            typed = self._typed(text)
            # An error in an accent or a tone mark alone is no error to a search that ignores them.
            if fold(typed).key != key:
                return typed

    def _typed(self, text: str) -> str:
        places = [place for place, character in enumerate(text) if character.isalpha()]
        place = self._random.choice(places)
        before, letter, after = text[:place], text[place], text[place + 1 :]
        match self._random.choice(("wrong", "missing", "doubled", "swapped")):
            case "wrong":
                return before + self._wrong(letter) + after
            case "missing":
                return before + after
            case "doubled":
                return before + letter + letter + after
            case _:
                return before + after[:1] + letter + after[1:]

    def _wrong(self, letter: str) -> str:
        if self.language == "zh":
            # Half of the errors of an input method are other characters that sound alike.
            syllables = syllables_of(letter)
            if syllables and self._random.random() < 0.5:
                return self._random.choice(self._homophones[syllables[0]] or self._letters)
            return self._random.choice(self._letters)
        if self.language == "th":
            return self._random.choice(self._letters)
        base = fold(letter).key[:1]
        rows = [row for row in _KEYBOARD if base and base in row]
        if not rows:
            return self._random.choice("etaoinsr")
        place = rows[0].index(base)
        return self._random.choice(rows[0][max(0, place - 1) : place + 2])
