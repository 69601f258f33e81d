"""What to offer somebody who is still typing, or who may have mistyped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from landsea.library.engine.search.finding import Found, ask
from landsea.library.engine.search.folding import loose_form
from landsea.library.engine.search.pieces import Writing
from landsea.library.engine.search.planning import start_tiers, sure_tiers
from landsea.library.engine.search.queries import analyse_query
from landsea.library.engine.search.ranking import MatchKind, Ranked, rank
from landsea.library.engine.search.stores import Store
from landsea.library.engine.search.terms import Term, terms_of

MOST_SUGGESTIONS = 8
_MOST_CANDIDATES = 120
#: Matches after which nobody needs to be asked what was meant.
_AS_TYPED = frozenset(
    {MatchKind.EXACT, MatchKind.LOOSE, MatchKind.READING, MatchKind.START, MatchKind.INITIALS}
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that somebody may be about to type, and whose it is."""

    id: str
    text: str
    language: str


def suggest(
    store: Store, text: str, *, language: str = "", limit: int = MOST_SUGGESTIONS
) -> list[Suggestion]:
    """Returns names that begin with, or have, what was typed so far; each name once."""
    query = analyse_query(text, language)
    if not query.key:
        return []
    ids: dict[str, None] = {}
    terms: tuple[Term, ...] = ()
    ask(store, start_tiers(query), ids)
    if len(ids) < limit:
        terms = terms_of(query, store)
        ask(store, sure_tiers(query, terms), ids)
    offered: dict[str, Suggestion] = {}
    for each in rank(query, terms, store.load(list(ids)[:_MOST_CANDIDATES])):
        if each.kind is MatchKind.WORDS and not terms:
            continue
        name = each.name
        offered.setdefault(name.key, Suggestion(each.candidate.id, name.text, name.language))
    return list(offered.values())[:limit]


def did_you_mean(found: Found) -> str | None:
    """Returns what was probably meant, when what was typed was found only with errors.

    A whole name that is an error or two away; else the query with its misspelt words replaced. None
    when something has the query as it was typed, or nothing comes near.
    """
    if any(each.kind in _AS_TYPED for each in found.results[:1]):
        return None
    for best in found.results[:1]:
        if best.kind is MatchKind.TYPING_ERROR:
            return best.name.text
    corrected = _with_words_corrected(found)
    return corrected if corrected != found.query.text else None


def _with_words_corrected(found: Found) -> str:
    """Returns the query with each word that no record has replaced by the nearest that one has."""
    replacements = {
        term.piece.text: next(iter(term.near))
        for term in found.terms
        if term.piece.writing is Writing.WORD and not term.count and term.near
    }

    def corrected(match: re.Match[str]) -> str:
        near = replacements.get(loose_form(match.group()))
        return match.group() if near is None else _as_written(near, found.results)

    return _WORD.sub(corrected, found.query.text)


def _as_written(word: str, results: Sequence[Ranked]) -> str:
    """Returns a word with the accents and capitals that it has in the best result with it."""
    for each in results:
        for name in each.candidate.names:
            for match in _WORD.finditer(name.text):
                if loose_form(match.group()) == word:
                    return match.group()
    return word
