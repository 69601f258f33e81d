"""Records for the search benchmark: real places, and as many more made of parts of real names."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from landsea.library.engine.search.pieces import broken_words
from landsea.library.engine.search.records import NameRole, SearchName, SearchRecord

_AREA_COLUMNS = ("city", "district", "region")
_WITHOUT_SPACES = ("zh", "th", "ja", "lo", "km", "my")
#: Share of made-up names in which one word is itself made up of halves of two words.
_NEW_WORDS = 0.7
_SHORTEST_HALVED = 5


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    names: tuple[tuple[str, str], ...]
    areas: tuple[str, ...]


def records_for(places: Iterable[Path], count: int, seed: int) -> Iterator[SearchRecord]:
    """Yields the places of CSV files with columns `id`, `name_zh`, `name_en` …, then made-up ones.

    A made-up record has the languages and areas of a real one; each of its names begins like one
    real name and ends like another of the same language. Fame is drawn for all: few are famous.
    """
    random = Random(seed)
    rows = [row for path in places for row in _rows(path)]
    if not rows:
        raise ValueError("There is no place with an id and a name in these files.")
    parts = _Parts(rows)
    for row in rows:
        yield _record(row, random)
    for number in range(count - len(rows)):
        model = random.choice(rows)
        names = tuple((language, parts.name(language, random)) for language, _ in model.names)
        yield _record(_Row(f"made-{number:06}", names, model.areas), random)


def _rows(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(csv.DictReader(file)):
            names = tuple(
                (column.removeprefix("name_"), text.strip())
                for column, text in cells.items()
                if column and column.startswith("name_") and text and text.strip()
            )
            areas = tuple(dict.fromkeys(cells.get(each) or "" for each in _AREA_COLUMNS))
            if names:
                row_id = cells.get("id") or f"{path.stem}-{number}"
                yield _Row(row_id, names, tuple(area for area in areas if area))


def _record(row: _Row, random: Random) -> SearchRecord:
    names = [SearchName(text, language) for language, text in row.names]
    areas = [SearchName(area, role=NameRole.AREA) for area in row.areas]
    return SearchRecord(id=row.id, names=(*names, *areas), fame=int(100 * random.random() ** 4))


class _Parts:
    """The words of real names, by language."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._names: dict[str, list[list[str]]] = {}
        self._words: dict[str, list[str]] = {}
        for row in rows:
            for language, text in row.names:
                words = _words(text, language)
                self._names.setdefault(language, []).append(words)
                self._words.setdefault(language, []).extend(words)

    def name(self, language: str, random: Random) -> str:
        first = random.choice(self._names[language])
        last = random.choice(self._names[language])
        words = first[: random.randint(1, max(1, len(first) - 1))]
        words += last[-random.randint(1, max(1, len(last) - 1)) :]
        if random.random() < _NEW_WORDS:
            words[random.randrange(len(words))] = self._new_word(language, random)
        return ("" if language in _WITHOUT_SPACES else " ").join(words)

    def _new_word(self, language: str, random: Random) -> str:
        if language == "zh":
            # Chinese names are mostly two characters that both stand in other names.
            return "".join(random.choice(random.choice(self._words[language])) for _ in range(2))
        first, last = random.choice(self._words[language]), random.choice(self._words[language])
        if language in _WITHOUT_SPACES or min(len(first), len(last)) < _SHORTEST_HALVED:
            return first + last
        return first[: len(first) // 2 + 1] + last[len(last) // 2 :]


def _words(text: str, language: str) -> list[str]:
    if language in _WITHOUT_SPACES:
        return [word for word in broken_words(text, language) if word[0].isalnum()] or [text]
    return text.split()
