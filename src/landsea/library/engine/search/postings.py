"""Lists of positions by text, in sorted arrays, and what expressions over them leave."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from landsea.library.engine.search.expressions import AllOf, AnyOf, Expression

Positions = npt.NDArray[np.int32]
NO_POSITIONS: Positions = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Postings:
    """Lists of positions by the hash of a text, all in three arrays; each list ascends."""

    hashes: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    positions: Positions

    @classmethod
    def of(cls, hashes: npt.NDArray[np.int64], positions: Positions) -> "Postings":
        """Returns the lists of pairs: the hash of a text, and a position that has it."""
        order = np.lexsort((positions, hashes))
        hashes, positions = hashes[order], positions[order]
        is_first = np.ones(len(hashes), np.bool_)
        is_first[1:] = hashes[1:] != hashes[:-1]
        firsts = np.flatnonzero(is_first)
        return cls(hashes[firsts], np.append(firsts, len(hashes)), positions)

    def of_text(self, text: str) -> Positions:
        wanted = hash(text)
        place = int(self.hashes.searchsorted(wanted))
        if place == len(self.hashes) or self.hashes[place] != wanted:
            return NO_POSITIONS
        return self.positions[self.starts[place] : self.starts[place + 1]]

    def evaluate(self, expression: Expression, limit: int | None = None) -> Positions:
        """Returns the first positions that meet an expression, in order; all without a limit."""
        return _Evaluation(self).evaluate(expression, limit)


class _Evaluation:
    """One expression being evaluated: each list is looked up once."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._lists: dict[str, Positions] = {}

    def evaluate(self, expression: Expression, limit: int | None = None) -> Positions:
        if isinstance(expression, str):
            return self._list(expression)[:limit]
        if isinstance(expression, AllOf):
            return self._intersection(expression)[:limit]
        return self._union(expression, limit)[:limit]

    def _list(self, text: str) -> Positions:
        found = self._lists.get(text)
        if found is None:
            found = self._lists[text] = self._postings.of_text(text)
        return found

    def _union(self, expression: AnyOf, limit: int | None) -> Positions:
        lists = [self.evaluate(part, limit) for part in expression.parts]
        lists = [each for each in lists if len(each)]
        if len(lists) < 2:
            return lists[0] if lists else NO_POSITIONS
        together = np.concatenate(lists)
        together.sort()
        is_first = np.ones(len(together), np.bool_)
        np.not_equal(together[1:], together[:-1], out=is_first[1:])
        return together[is_first]

    def _intersection(self, expression: AllOf) -> Positions:
        if not expression.parts:
            return NO_POSITIONS
        smallest, *others = sorted(expression.parts, key=self._most)
        if not self._most(smallest):
            return NO_POSITIONS
        found = self.evaluate(smallest)
        for part in others:
            if not len(found):
                break
            found = found[self._holds(part, found)]
        return found

    def _most(self, expression: Expression) -> int:
        """Returns how many positions an expression can have at most."""
        if isinstance(expression, str):
            return len(self._list(expression))
        sizes = [self._most(part) for part in expression.parts]
        return min(sizes, default=0) if isinstance(expression, AllOf) else sum(sizes)

    def _holds(self, expression: Expression, positions: Positions) -> npt.NDArray[np.bool_]:
        """Says for each of some positions whether it meets an expression."""
        if isinstance(expression, str):
            return _are_in(positions, self._list(expression))
        # Looking each position up in each list costs more than putting short lists together.
        if isinstance(expression, AllOf) or (
            len(expression.parts) * len(positions) > self._most(expression)
        ):
            return _are_in(positions, self.evaluate(expression))
        held = np.zeros(len(positions), np.bool_)
        for part in expression.parts:
            held |= self._holds(part, positions)
        return held


def _are_in(positions: Positions, ascending: Positions) -> npt.NDArray[np.bool_]:
    if not len(ascending):
        return np.zeros(len(positions), np.bool_)
    places = ascending.searchsorted(positions)
    places[places == len(ascending)] = 0
    held: npt.NDArray[np.bool_] = ascending[places] == positions
    return held
