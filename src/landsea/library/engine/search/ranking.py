"""The one order of results: how well a candidate's names meet a query, then how famous it is.

Of all names of a record the best counts. A name's points, where q and n are the lengths of the
query and of the name without spaces:

| what | points |
| --- | --- |
| the name | 100, and before all others; with its accents before without |
| how it is read (pinyin) | 97 |
| it begins with the query | 80 + 14 q/n; its reading 77 + 14 q/n |
| whole name with one error, two | 78, 70; its reading 75, 67 |
| the query stands in it | 70 + 14 q/n; in its reading 67 + 14 q/n; within a word 20 less |
| its initials | 64; their beginning 46 + 14 q/n |
| it sounds so, in Thai | 62; from a word on 46 + 14 q/n |
| its reading has the share r of the letters in their order, of six and more | 64 (2 r − 1)² |
| else, c being the share of the query that stands in the record | 64 c² + 10 c q/n |

c weighs each word by its rarity (ln(1 + N / (1 + records with it))) and by how it is met: the word
itself 1, a word that begins with it 0.7–1, with one error 0.8, with two 0.6, read so 0.85, sounding
so 0.6; a run without spaces by the characters that stand in the name in their order (longest common
subsequence); what is met in the record's area only, by 0.7. A former name has 3 points less. Then
0.06 points for each of 100 of fame, and 1.5 when the name that was met is in the reader's language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from landsea.library.engine.search.comparing import (
    ComparedRun,
    ComparedWord,
    NameTexts,
    compare,
)
from landsea.library.engine.search.folding import exact_form
from landsea.library.engine.search.queries import SearchQuery
from landsea.library.engine.search.records import NameForms, NameRole
from landsea.library.engine.search.sounds import sound_of
from landsea.library.engine.search.stores import Candidate
from landsea.library.engine.search.terms import Term
from landsea.library.engine.search.typing_errors import errors_allowed, errors_between

_LONG_RUN = 8
_SHORT_RUN = 3
_WORTH_OF_AREA = 0.7
#: Names with more points than words can give are not looked at word by word.
_MOST_FOR_WORDS = 74
_MOST_FOR_SOUND = 62
_SHORTEST_LIKENESS = 6


class MatchKind(StrEnum):
    """How a name meets a query."""

    EXACT = "exact"  #: the name, with its accents
    LOOSE = "loose"  #: the name, but for accents, tone marks, spaces, Traditional characters
    READING = "reading"  #: how the name is read
    START = "start"  #: the name, or how it is read, begins with the query
    TYPING_ERROR = "typing-error"  #: the whole name, with one or two errors
    WITHIN = "within"  #: the query stands in the name, or in how it is read
    INITIALS = "initials"  #: first letters of how the name is read
    SOUND = "sound"  #: a Thai name sounds like the query
    WORDS = "words"  #: words of the record, some of them perhaps misspelt or missing


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place, with the name that was met."""

    candidate: Candidate
    kind: MatchKind
    points: float
    name: NameForms


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A query prepared once for comparing many names."""

    query: SearchQuery
    key: str
    latin_key: str
    #: The consonants of the whole query as they sound; one says nothing.
    sound: str
    errors: int
    latin_errors: int
    is_one_piece: bool
    terms: Sequence[ComparedWord | ComparedRun]
    total: float
    language: str


def rank(
    query: SearchQuery, terms: Sequence[Term], candidates: Iterable[Candidate]
) -> list[Ranked]:
    """Returns the candidates in their order; the same input gives the same order.

    `terms` are the query's, with the words they may stand for (`terms.terms_of`,
    `terms.with_near_words`).
    """
    wanted = _prepared(query, terms)
    ranked = [_ranked(wanted, candidate) for candidate in candidates]
    return sorted(
        (each for each in ranked if each is not None),
        key=lambda each: (_BEFORE_ALL.get(each.kind, 0), -each.points, each.candidate.id),
    )


_BEFORE_ALL = {MatchKind.EXACT: -2, MatchKind.LOOSE: -1}


def _prepared(query: SearchQuery, terms: Sequence[Term]) -> _Wanted:
    compared = [compare(term) for term in terms]
    spoken = query.folded.loose.split() if query.latin_key else []
    sound = "".join(sound_of(word) for word in spoken)
    return _Wanted(
        query=query,
        key=query.key,
        latin_key=query.latin_key,
        sound=sound if len(sound) > 1 else "",
        errors=_errors_allowed(query.key),
        latin_errors=_errors_allowed(query.latin_key),
        is_one_piece=len(query.pieces) == 1,
        terms=compared,
        total=sum(each.weight for each in compared),
        language=query.language.split("-")[0],
    )


def _errors_allowed(key: str) -> int:
    """Returns how many errors a whole name may have; a character tells more than a letter."""
    if key.isascii():
        return errors_allowed(len(key))
    return 2 if len(key) >= _LONG_RUN else int(len(key) >= _SHORT_RUN)


def _ranked(wanted: _Wanted, candidate: Candidate) -> Ranked | None:
    best: tuple[float, MatchKind, NameForms] | None = None
    for name in candidate.names:
        if name.role is NameRole.AREA:
            continue
        points, kind = _points(wanted, name)
        if name.role is NameRole.FORMER:
            points -= 3
        if wanted.language and name.language.startswith(wanted.language):
            points += 1.5
        if best is None or points > best[0]:
            best = points, kind, name
    if best is None:
        return None
    points, kind, name = best
    if points < _MOST_FOR_WORDS:
        words, name_of_words = _points_of_words(wanted, candidate)
        if words > points:
            points, kind, name = words, MatchKind.WORDS, name_of_words
    return Ranked(candidate, kind, points + 0.06 * candidate.fame, name)


def _points(wanted: _Wanted, name: NameForms) -> tuple[float, MatchKind]:
    """Returns the points of a name by itself as a whole; 0 when only words can help."""
    points, kind = _points_of_key(wanted.key, name.loose, wanted.errors)
    if kind is MatchKind.LOOSE:
        is_exact = exact_form(name.text) == wanted.query.folded.exact
        return points, MatchKind.EXACT if is_exact else kind
    if wanted.sound and name.sound:
        of_sound = _points_of_sound(wanted.sound, name.sound)
        if of_sound > points:
            points, kind = of_sound, MatchKind.SOUND
    if wanted.latin_key and name.readings:
        best = max((_points_of_reading(wanted, each) for each in name.readings), key=_first)
        if best[0] > points:
            points, kind = best
        of_initials = _points_of_initials(wanted, name.readings[0])
        if of_initials > points:
            points, kind = of_initials, MatchKind.INITIALS
    return points, kind


def _first(scored: tuple[float, MatchKind]) -> float:
    return scored[0]


def _points_of_reading(wanted: _Wanted, reading: str) -> tuple[float, MatchKind]:
    points, kind = _points_of_key(wanted.latin_key, reading, wanted.latin_errors)
    if points:
        return points - 3, MatchKind.READING if kind is MatchKind.LOOSE else kind
    if len(wanted.latin_key) < _SHORTEST_LIKENESS:
        return 0, kind
    # Half of the letters is chance.
    met = LCSseq.similarity(wanted.latin_key, reading.replace(" ", ""))
    return 64 * max(0.0, 2 * met / len(wanted.latin_key) - 1) ** 2, kind


def _points_of_initials(wanted: _Wanted, reading: str) -> float:
    if not wanted.is_one_piece or len(wanted.latin_key) < 2:
        return 0
    initials = "".join([syllable[0] for syllable in reading.split()])
    if initials == wanted.latin_key:
        return 64
    return (
        46 + 14 * len(wanted.latin_key) / len(initials)
        if initials.startswith(wanted.latin_key)
        else 0
    )


def _points_of_key(wanted: str, loose: str, errors: int) -> tuple[float, MatchKind]:
    key = loose.replace(" ", "")
    if wanted == key:
        return 100, MatchKind.LOOSE
    share = len(wanted) / len(key)
    if key.startswith(wanted):
        return 80 + 14 * share, MatchKind.START
    best: tuple[float, MatchKind] = (0, MatchKind.WORDS)
    if len(wanted) > 1 and wanted in key:
        # Latin letters inside a word mean little: art is not in party.
        is_inside_word = wanted.isascii() and not _begins_a_word(wanted, loose)
        best = (50 if is_inside_word else 70) + 14 * share, MatchKind.WITHIN
    if errors and abs(len(wanted) - len(key)) <= errors:
        found = errors_between(wanted, key, errors)
        if found <= errors and 86 - 8 * found > best[0]:
            return 86 - 8 * found, MatchKind.TYPING_ERROR
    return best


def _points_of_sound(wanted: str, sound: str) -> float:
    heard = sound.replace(" ", "")
    if wanted == heard:
        return _MOST_FOR_SOUND
    return 46 + 14 * len(wanted) / len(heard) if _begins_a_word(wanted, sound) else 0


def _begins_a_word(wanted: str, loose: str) -> bool:
    """Says whether letters without spaces stand in a text from the beginning of a word on."""
    words = loose.split()
    return any("".join(words[first:]).startswith(wanted) for first in range(len(words)))


def _points_of_words(wanted: _Wanted, candidate: Candidate) -> tuple[float, NameForms]:
    """Returns the points for the share of a query in a record, and the name with most of it."""
    own = [name for name in candidate.names if name.role is not NameRole.AREA]
    areas = [name for name in candidate.names if name.role is NameRole.AREA]
    texts, area_texts = NameTexts.of(own), None
    met = 0.0
    for term in wanted.terms:
        worth = term.worth_in(texts)
        if worth < _WORTH_OF_AREA and areas:
            area_texts = area_texts or NameTexts.of(areas)
            worth = max(worth, _WORTH_OF_AREA * term.worth_in(area_texts))
        met += worth * term.weight
    share = met / wanted.total if wanted.total else 0.0
    best = own[0]
    if len(own) > 1:
        best = max(own, key=lambda name: sum(each.is_plainly_in(name) for each in wanted.terms))
    fullness = min(1.0, len(wanted.key) / len(best.key))
    return 64 * share * share + 10 * share * fullness, best
