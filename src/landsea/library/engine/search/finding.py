"""A search from what was typed to the ordered results, over any store."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from landsea.library.engine.search.planning import (
    Tier,
    TierKind,
    incomplete_tiers,
    last_tiers,
    sure_tiers,
    tolerant_tiers,
)
from landsea.library.engine.search.queries import SearchQuery, analyse_query
from landsea.library.engine.search.ranking import MatchKind, Ranked, rank
from landsea.library.engine.search.stores import Candidate, Store
from landsea.library.engine.search.terms import Term, terms_of, with_near_words

#: With so many candidates, no record is looked for that the query has to be bent for …
ENOUGH = 10
#: … and with so many, none that lacks a part of it.
FEW = 3
MOST_CANDIDATES = 300
#: Letters from which a name that differs by one error is hardly another one.
LONG_QUERY = 12
#: Points under which a record that has some words of a query is no result, and the share of the
#: first result's points.
LEAST_POINTS = 10
LEAST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """The results of one search, best first, with the query and its terms."""

    query: SearchQuery
    terms: tuple[Term, ...]
    results: tuple[Ranked, ...]


def find(store: Store, text: str, *, language: str = "", limit: int = MOST_CANDIDATES) -> Found:
    """Returns at most `limit` records for what somebody typed, best first.

    `language` is the reader's BCP 47 tag. A text without letters and digits finds nothing.
    """
    query = analyse_query(text, language)
    if not query.key:
        return Found(query, (), ())
    terms = terms_of(query, store)
    asked = Asked(store)
    asked.ask(sure_tiers(query, terms))
    if asked.count < ENOUGH:
        terms = with_near_words(terms, store)
        asked.ask(tolerant_tiers(query, terms))
    if asked.count < FEW and not _is_a_whole_name(query, asked.answered):
        asked.ask(incomplete_tiers(query, terms))
        if asked.count < FEW:
            asked.ask(last_tiers(terms))
    ranked = rank(query, terms, asked.candidates(MOST_CANDIDATES))[:limit]
    return Found(query, terms, tuple(_worth_showing(ranked)))


class Asked:
    """The records that the tiers asked so far have, each once, in the order of the tiers."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: dict[str, None] = {}
        #: Those that only begin like the query may not have what it goes on with.
        self._uncertain: set[str] = set()
        self.answered: set[TierKind] = set()

    @property
    def count(self) -> int:
        """How many records have what was asked for certain."""
        return len(self._ids) - len(self._uncertain)

    def ask(self, tiers: Iterable[Tier]) -> None:
        for tier in tiers:
            found = self._store.find(tier.expression, tier.limit)
            if tier.kind is TierKind.BEGINNING:
                self._uncertain.update(each for each in found if each not in self._ids)
            else:
                self._uncertain.difference_update(found)
            self._ids |= dict.fromkeys(found)
            if found:
                self.answered.add(tier.kind)

    def candidates(self, limit: int) -> Sequence[Candidate]:
        return self._store.load(list(self._ids)[:limit])


def _worth_showing(ranked: Sequence[Ranked]) -> Iterator[Ranked]:
    """Yields the results without those that have little of a query of which the first has much."""
    least = max([LEAST_POINTS, *(LEAST_SHARE * each.points for each in ranked[:1])])
    for each in ranked:
        if each.kind is not MatchKind.WORDS or each.points >= least:
            yield each


def _is_a_whole_name(query: SearchQuery, answered: set[TierKind]) -> bool:
    """Says whether what was typed is a name, or a long one but for one error."""
    is_long = len(query.key) >= LONG_QUERY
    return TierKind.EXACT in answered or (is_long and TierKind.SLIP in answered)
