"""How much of one piece of a query stands in the names of a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from landsea.library.engine.search.pieces import Writing
from landsea.library.engine.search.readings import syllables_of
from landsea.library.engine.search.records import NameForms
from landsea.library.engine.search.sounds import sound_of
from landsea.library.engine.search.syllables import split_syllables, without_tones
from landsea.library.engine.search.terms import Term

_WORTH_OF_READING = 0.85
_WORTH_OF_SOUND = 0.6
_WORTH_OF_SCATTERED = 0.95


@dataclass(frozen=True, slots=True)
class NameTexts:
    """Some names of a record together: their words, names, readings and sounds without spaces."""

    words: frozenset[str]
    keys: tuple[str, ...]
    readings: str
    sounds: str

    @classmethod
    def of(cls, names: Sequence[NameForms]) -> "NameTexts":
        return cls(
            frozenset(" ".join([name.loose for name in names]).split()),
            tuple([name.key for name in names]),
            "/".join([reading for name in names for reading in name.readings]).replace(" ", ""),
            "/".join([name.sound for name in names if name.sound]).replace(" ", ""),
        )


@dataclass(frozen=True, slots=True)
class ComparedWord:
    """A word between spaces, and what it may stand for."""

    text: str
    weight: float
    #: What other words are worth that it may stand for.
    others: Mapping[str, float]
    #: As pinyin and as sound, when it may be one.
    reading: str
    sound: str

    def worth_in(self, texts: NameTexts) -> float:
        """Returns 1 for the word itself, less for what it may stand for, 0 for nothing."""
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
        """Says whether a name has the word, or one that it may stand for."""
        words = name.loose.split()
        return self.text in words or not self.others.keys().isdisjoint(words)


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """A run without spaces, of which some characters may be wrong or missing."""

    text: str
    weight: float
    #: How it is read, when it is Chinese: other characters may sound so.
    reading: str

    def worth_in(self, texts: NameTexts) -> float:
        """Returns 1 for the run itself, else the share of it that stands in a name in its order."""
        worth = max([self._worth(key) for key in texts.keys], default=0.0)
        if worth < _WORTH_OF_READING and self.reading and self.reading in texts.readings:
            return _WORTH_OF_READING
        return worth

    def _worth(self, key: str) -> float:
        if self.text in key:
            return 1.0
        return _WORTH_OF_SCATTERED * LCSseq.similarity(self.text, key) / len(self.text)

    def is_plainly_in(self, name: NameForms) -> bool:
        """Says whether a name has the whole run."""
        return self.text in name.key


def compare(term: Term) -> ComparedWord | ComparedRun:
    """Returns a term prepared for comparing it with many records."""
    text = term.piece.text
    if term.piece.writing is not Writing.WORD:
        is_chinese = term.piece.writing is Writing.HAN and len(text) > 1
        reading = "".join(syllables_of(text)) if is_chinese else ""
        return ComparedRun(text, term.weight, reading)
    worth = {word: 0.7 + 0.3 * len(text) / len(word) for word in term.completions}
    worth |= {word: 1.0 - 0.2 * errors for word, errors in term.near.items()}
    reading = without_tones(text)
    is_reading = any(len(way) > 1 for way in split_syllables(reading))
    return ComparedWord(text, term.weight, worth, reading if is_reading else "", sound_of(text))
