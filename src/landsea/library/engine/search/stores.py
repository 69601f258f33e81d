"""What the search needs of a place that keeps records: tokens, words and names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from landsea.library.engine.search.expressions import Expression
from landsea.library.engine.search.records import NameForms


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a query may mean, with its fame from 0 to 100."""

    id: str
    fame: int
    names: tuple[NameForms, ...]


class Store(Protocol):
    """Where records are found by their tokens; in memory, or in a database.

    A store that is narrowed by filters (kind, area, map box) answers for the records that are left;
    the counts of words may stay those of all records.
    """

    def size(self) -> int:
        """Returns how many records there are."""

    def find(self, expression: Expression, limit: int) -> Sequence[str]:
        """Lists the ids of at most `limit` records that meet an expression.

        The most famous first, and by id where fame is equal, so that all stores cut off alike.
        """

    def load(self, ids: Sequence[str]) -> Sequence[Candidate]:
        """Lists the candidates with these ids, in any order."""

    def counts_of(self, words: Collection[str]) -> Mapping[str, int]:
        """Returns in how many records each word stands; words that stand in none are left out."""

    def words_from(self, start: str, limit: int) -> Mapping[str, int]:
        """Returns at most `limit` words that begin so, with their counts.

        Those that stand in most records first, then by code point.
        """

    def words_with_deletions(self, deletions: Collection[str]) -> Mapping[str, int]:
        """Returns the words of which `typing_errors.deletions_of` gives one of these."""
