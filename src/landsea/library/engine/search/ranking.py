"""The one order of results: how well a candidate's names meet a query, then how famous it is.

Of all names of a record the best counts. A name's points, where q and n are the lengths of the query
and of the name without spaces:

| what | points |
| --- | --- |
| the name | 100, and before all others; with its accents before without |
| how it is read (pinyin) | 97 |
| it begins with the query | 80 + 14 q/n; its reading 77 + 14 q/n |
| whole name with one error, two | 78, 70; its reading 75, 67 |
| the query stands in it | 70 + 14 q/n; in its reading 67 + 14 q/n |
| its initials | 64; their beginning 46 + 14 q/n |
| else, c being the share of the query that stands in the record | 64 c² + 10 c q/n |

c weighs each word by its rarity (ln(1 + N / (1 + records with it))) and by how it is met: the word
itself 1, a word that begins with it 0.7–1, with one error 0.8, with two 0.6, read so 0.85, sounding so
0.6; a run without spaces by the characters that stand in the name in their order (longest common
subsequence); what is met in the record's area only, by 0.7. A former name has 3 points less. Then
0.06 points for each of 100 of fame, and 1.5 when the name that was met is in the reader's language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from landsea.library.engine.search.folding import exact_form
from landsea.library.engine.search.pieces import Writing
from landsea.library.engine.search.queries import SearchQuery
from landsea.library.engine.search.readings import syllables_of
from landsea.library.engine.search.records import NameForms, NameRole
from landsea.library.engine.search.sounds import sound_of
from landsea.library.engine.search.stores import Candidate
from landsea.library.engine.search.syllables import split_syllables, without_tones
from landsea.library.engine.search.terms import Term
from landsea.library.engine.search.typing_errors import errors_allowed, errors_between

_LONG_RUN = 8
_SHORT_RUN = 3
_WORTH_OF_AREA = 0.7
_WORTH_OF_READING = 0.85
_WORTH_OF_SOUND = 0.6
#: Names with more points than words can give are not looked at word by word.
_MOST_FOR_WORDS = 74


class MatchKind(StrEnum):
    """How a name meets a query."""

    EXACT = "exact"  #: the name, with its accents
    LOOSE = "loose"  #: the name, but for accents, tone marks, spaces, Traditional characters
    READING = "reading"  #: how the name is read
    START = "start"  #: the name, or how it is read, begins with the query
    TYPING_ERROR = "typing-error"  #: the whole name, with one or two errors
    WITHIN = "within"  #: the query stands in the name, or in how it is read
    INITIALS = "initials"  #: first letters of how the name is read
    WORDS = "words"  #: words of the record, some of them perhaps misspelt or missing


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place, with the name that was met."""

    candidate: Candidate
    kind: MatchKind
    points: float
    name: NameForms


@dataclass(frozen=True, slots=True)
class _Texts:
    """Some names of a record together."""

    words: frozenset[str]
    keys: tuple[str, ...]
    readings: str
    sounds: str

    @classmethod
    def of(cls, names: Sequence[NameForms]) -> "_Texts":
        return cls(
            frozenset(" ".join([name.loose for name in names]).split()),
            tuple([name.key for name in names]),
            "/".join([reading for name in names for reading in name.readings]).replace(" ", ""),
            "/".join([name.sound for name in names if name.sound]).replace(" ", ""),
        )


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    weight: float
    #: What other words are worth that it may stand for.
    others: dict[str, float]
    #: As pinyin and as sound, when it may be one.
    reading: str
    sound: str

    def worth_in(self, texts: _Texts) -> float:
        if self.text in texts.words:
            return 1.0
        met = self.others.keys() & texts.words if self.others else ()
        worth = max([self.others[word] for word in met], default=0.0)
        if worth < _WORTH_OF_READING and self.reading and self.reading in texts.readings:
            return _WORTH_OF_READING
        if worth < _WORTH_OF_SOUND and len(self.sound) > 1 and self.sound in texts.sounds:
            return _WORTH_OF_SOUND
        return worth

    def is_plainly_in(self, name: NameForms) -> bool:
        words = name.loose.split()
        return self.text in words or not self.others.keys().isdisjoint(words)


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    weight: float
    #: How it is read, when it is Chinese: other characters may sound so.
    reading: str

    def worth_in(self, texts: _Texts) -> float:
        worth = max([self._worth(key) for key in texts.keys], default=0.0)
        if worth < _WORTH_OF_READING and self.reading and self.reading in texts.readings:
            return _WORTH_OF_READING
        return worth

    def _worth(self, key: str) -> float:
        if self.text in key:
            return 1.0
        return 0.95 * LCSseq.similarity(self.text, key) / len(self.text)

    def is_plainly_in(self, name: NameForms) -> bool:
        return self.text in name.key


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A query prepared once for comparing many names."""

    query: SearchQuery
    key: str
    latin_key: str
    errors: int
    latin_errors: int
    is_one_piece: bool
    terms: Sequence[_Word | _Run]
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
    compared = [_compared(term) for term in terms]
    return _Wanted(
        query=query,
        key=query.key,
        latin_key=query.latin_key,
        errors=_errors_allowed(query.key),
        latin_errors=_errors_allowed(query.latin_key),
        is_one_piece=len(query.pieces) == 1,
        terms=compared,
        total=sum(each.weight for each in compared),
        language=query.language.split("-")[0],
    )


def _compared(term: Term) -> _Word | _Run:
    text = term.piece.text
    if term.piece.writing is not Writing.WORD:
        is_chinese = term.piece.writing is Writing.HAN and len(text) > 1
        reading = "".join(syllables_of(text)) if is_chinese else ""
        return _Run(text, term.weight, reading)
    worth = {word: 0.7 + 0.3 * len(text) / len(word) for word in term.completions}
    worth |= {word: 1.0 - 0.2 * errors for word, errors in term.near.items()}
    reading = without_tones(text)
    is_reading = any(len(way) > 1 for way in split_syllables(reading))
    return _Word(text, term.weight, worth, reading if is_reading else "", sound_of(text))


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
    best = _points_of_key(wanted.key, name.key, wanted.errors)
    if best[1] is MatchKind.LOOSE and exact_form(name.text) == wanted.query.folded.exact:
        return 100, MatchKind.EXACT
    if not wanted.latin_key or not name.readings or best[1] is MatchKind.LOOSE:
        return best
    for reading in name.readings:
        points, kind = _points_of_key(
            wanted.latin_key, reading.replace(" ", ""), wanted.latin_errors
        )
        kind = MatchKind.READING if kind is MatchKind.LOOSE else kind
        best = max(best, (points - 3, kind), key=lambda each: each[0])
    if wanted.is_one_piece and len(wanted.latin_key) > 1:
        initials = "".join(syllable[0] for syllable in name.readings[0].split())
        if initials == wanted.latin_key:
            best = max(best, (64.0, MatchKind.INITIALS), key=lambda each: each[0])
        elif initials.startswith(wanted.latin_key):
            points = 46 + 14 * len(wanted.latin_key) / len(initials)
            best = max(best, (points, MatchKind.INITIALS), key=lambda each: each[0])
    return best


def _points_of_key(wanted: str, key: str, errors: int) -> tuple[float, MatchKind]:
    if wanted == key:
        return 100, MatchKind.LOOSE
    share = len(wanted) / len(key)
    if key.startswith(wanted):
        return 80 + 14 * share, MatchKind.START
    if errors and abs(len(wanted) - len(key)) <= errors:
        found = errors_between(wanted, key, errors)
        if found <= errors:
            return 86 - 8.0 * found, MatchKind.TYPING_ERROR
    if len(wanted) > 1 and wanted in key:
        return 70 + 14 * share, MatchKind.WITHIN
    return 0, MatchKind.WORDS


def _points_of_words(wanted: _Wanted, candidate: Candidate) -> tuple[float, NameForms]:
    """Returns the points for the share of a query that a record has, and the name with most of it."""
    own = [name for name in candidate.names if name.role is not NameRole.AREA]
    areas = [name for name in candidate.names if name.role is NameRole.AREA]
    texts, area_texts = _Texts.of(own), None
    met = 0.0
    for term in wanted.terms:
        worth = term.worth_in(texts)
        if worth < _WORTH_OF_AREA and areas:
            area_texts = area_texts or _Texts.of(areas)
            worth = max(worth, _WORTH_OF_AREA * term.worth_in(area_texts))
        met += worth * term.weight
    share = met / wanted.total if wanted.total else 0.0
    best = own[0]
    if len(own) > 1:
        best = max(own, key=lambda name: sum([each.is_plainly_in(name) for each in wanted.terms]))
    fullness = min(1.0, len(wanted.key) / len(best.key))
    return 64 * share * share + 10 * share * fullness, best
