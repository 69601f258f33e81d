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
from landsea.library.engine.search.stores import Store
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
    ids: dict[str, None] = {}
    answered = ask(store, sure_tiers(query, terms), ids)
    if len(ids) < ENOUGH:
        terms = with_near_words(terms, store)
        answered |= ask(store, tolerant_tiers(query, terms), ids)
    if len(ids) < FEW and not _is_a_whole_name(query, answered):
        ask(store, incomplete_tiers(query, terms), ids)
        if len(ids) < FEW:
            ask(store, last_tiers(terms), ids)
    candidates = store.load(list(ids)[:MOST_CANDIDATES])
    ranked = rank(query, terms, candidates)[:limit]
    return Found(query, terms, tuple(_worth_showing(ranked)))


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


def ask(store: Store, tiers: Iterable[Tier], ids: dict[str, None]) -> set[TierKind]:
    """Adds the records of some tiers to those found; returns the tiers that have any."""
    answered = set()
    for tier in tiers:
        found = store.find(tier.expression, tier.limit)
        ids |= dict.fromkeys(found)
        if found:
            answered.add(tier.kind)
    return answered
