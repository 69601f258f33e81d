"""A search from what was typed to the ordered results, over any store."""

from collections.abc import Iterable
from dataclasses import dataclass

from landsea.library.engine.search.planning import (
    Tier,
    incomplete_tiers,
    last_tiers,
    sure_tiers,
    tolerant_tiers,
)
from landsea.library.engine.search.queries import SearchQuery, analyse_query
from landsea.library.engine.search.ranking import Ranked, rank
from landsea.library.engine.search.stores import Store
from landsea.library.engine.search.terms import Term, terms_of, with_near_words

#: With so many candidates, no record is looked for that the query has to be bent for …
ENOUGH = 10
#: … and with so many, none that lacks a part of it.
FEW = 3
MOST_CANDIDATES = 300


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
    ask(store, sure_tiers(query, terms), ids)
    if len(ids) < ENOUGH:
        terms = with_near_words(terms, store)
        ask(store, tolerant_tiers(query, terms), ids)
    if len(ids) < FEW:
        ask(store, incomplete_tiers(query, terms), ids)
    if len(ids) < FEW:
        ask(store, last_tiers(terms), ids)
    candidates = store.load(list(ids)[:MOST_CANDIDATES])
    return Found(query, terms, tuple(rank(query, terms, candidates)[:limit]))


def ask(store: Store, tiers: Iterable[Tier], ids: dict[str, None]) -> None:
    """Adds the records of some tiers to those found, in the order of the tiers."""
    for tier in tiers:
        ids |= dict.fromkeys(store.find(tier.expression, tier.limit))
