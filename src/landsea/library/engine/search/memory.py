"""A store in memory: an inverted index in sorted arrays, for tests and measurements.

Tokens are kept as 64-bit hashes, records by how famous they are, so that cutting a list off after
its most famous records is taking its beginning.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from landsea.library.engine.search.analysis import analyse_names
from landsea.library.engine.search.expressions import Expression
from landsea.library.engine.search.postings import NO_POSITIONS, Postings
from landsea.library.engine.search.records import SearchRecord, pack, unpack
from landsea.library.engine.search.stores import Candidate
from landsea.library.engine.search.typing_errors import deletions_of

_LAST_CODE_POINT = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class _Words:
    """All words in code-point order, in how many records each stands, and their deletions."""

    words: list[str]
    counts: npt.NDArray[np.int32]
    by_deletion: Postings


@dataclass(frozen=True, slots=True)
class MemoryIndex:
    """Records in memory; a `Store`. Built once: it does not change."""

    ids: list[str]
    fames: npt.NDArray[np.int32]
    _packed: list[str]
    _place_of: dict[str, int]
    _postings: Postings
    _words: _Words
    #: Which places a filter has left; all when there is none.
    _left: npt.NDArray[np.bool_] | None = None

    @classmethod
    def of(cls, records: Iterable[SearchRecord]) -> "MemoryIndex":
        """Returns the index of some records; an id that stands twice raises ValueError."""
        ids: list[str] = []
        packed: list[str] = []
        fames, hashes, numbers = array("i"), array("q"), array("i")
        counts: Counter[str] = Counter()
        for record in records:
            analysis = analyse_names(record.names)
            hashes.extend(map(hash, analysis.tokens))
            numbers.extend([len(ids)] * len(analysis.tokens))
            counts.update(analysis.words)
            ids.append(record.id)
            packed.append(pack(analysis.forms))
            fames.append(record.fame)
        if len(set(ids)) != len(ids):
            raise ValueError("Two records have the same id.")
        order = sorted(range(len(ids)), key=lambda number: (-fames[number], ids[number]))
        place_of_number = np.empty(len(ids), np.int32)
        place_of_number[order] = np.arange(len(ids), dtype=np.int32)
        return cls(
            ids=[ids[number] for number in order],
            fames=np.array([fames[number] for number in order], np.int32),
            _packed=[packed[number] for number in order],
            _place_of={ids[number]: place for place, number in enumerate(order)},
            _postings=Postings.of(
                np.frombuffer(hashes, np.int64),
                place_of_number[np.frombuffer(numbers, np.int32)],
            ),
            _words=_words(counts),
        )

    def within(self, ids: Collection[str]) -> "MemoryIndex":
        """Returns the index narrowed to some records, as filters narrow it."""
        left = np.zeros(len(self.ids), np.bool_)
        left[[self._place_of[each] for each in ids]] = True
        return replace(self, _left=left)

    def size(self) -> int:
        return len(self.ids)

    def find(self, expression: Expression, limit: int) -> Sequence[str]:
        if self._left is None:
            found = self._postings.evaluate(expression, limit)
        else:
            found = self._postings.evaluate(expression)
            found = found[self._left[found]][:limit]
        return [self.ids[place] for place in found.tolist()]

    def load(self, ids: Sequence[str]) -> Sequence[Candidate]:
        places = [self._place_of[each] for each in ids]
        return [
            Candidate(self.ids[place], int(self.fames[place]), unpack(self._packed[place]))
            for place in places
        ]

    def counts_of(self, words: Collection[str]) -> Mapping[str, int]:
        listed, found = self._words.words, {}
        for word in words:
            place = bisect_left(listed, word)
            if place < len(listed) and listed[place] == word:
                found[word] = int(self._words.counts[place])
        return found

    def words_from(self, start: str, limit: int) -> Mapping[str, int]:
        listed, counts = self._words.words, self._words.counts
        first = bisect_left(listed, start)
        last = bisect_left(listed, start + _LAST_CODE_POINT)
        # A stable sort leaves words of equal counts in code-point order.
        order = np.argsort(-counts[first:last], kind="stable")[:limit]
        return {listed[first + each]: int(counts[first + each]) for each in order.tolist()}

    def words_with_deletions(self, deletions: Collection[str]) -> Mapping[str, int]:
        lists = [self._words.by_deletion.of_text(each) for each in deletions]
        places = np.unique(np.concatenate(lists)) if lists else NO_POSITIONS
        return {self._words.words[each]: int(self._words.counts[each]) for each in places.tolist()}


def _words(counts: Counter[str]) -> _Words:
    words = sorted(counts)
    hashes, places = array("q"), array("i")
    for place, word in enumerate(words):
        deletions = deletions_of(word)
        hashes.extend(map(hash, deletions))
        places.extend([place] * len(deletions))
    by_deletion = Postings.of(np.frombuffer(hashes, np.int64), np.frombuffer(places, np.int32))
    return _Words(words, np.array([counts[word] for word in words], np.int32), by_deletion)
