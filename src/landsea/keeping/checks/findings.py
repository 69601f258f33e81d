"""What the doctor says."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands with something."""

    OK = "ok"  #: as it should be
    ATTENTION = "attention"  #: works, but somebody should look at it
    BAD = "bad"  #: wrong, or about to go wrong


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    state: State
    said: str
    #: What to do; empty when all is well.
    mend: str = ""


Findings = Iterator[Finding]


def ok(check: str, said: str) -> Finding:
    """Returns that something is as it should be."""
    return Finding(check, State.OK, said)


def attention(check: str, said: str, mend: str) -> Finding:
    """Returns that somebody should look at something."""
    return Finding(check, State.ATTENTION, said, mend)


def bad(check: str, said: str, mend: str) -> Finding:
    """Returns that something is wrong."""
    return Finding(check, State.BAD, said, mend)
