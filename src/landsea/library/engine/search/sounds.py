"""How romanised Thai sounds, coarsely, so that spellings that people vary meet in one.

One Thai name is spelled in many ways in Latin letters: เกาะล้าน is Ko Lan by the Royal Institute's
rules and Koh Larn on signs. Vowels vary most, so only consonants are kept, in classes.
"""

import re
from functools import lru_cache

_STEPS = (
    (re.compile(r"(?<=[aeiou])r(?![aeiou])"), ""),  # Koh Larn: the r only lengthens
    (re.compile(r"ng"), "g"),
    (re.compile(r"ph|bh"), "p"),
    (re.compile(r"th|dh"), "t"),
    (re.compile(r"kh|gh"), "k"),
    (re.compile(r"ch|sh|zh|j"), "c"),
    (re.compile(r"v"), "w"),
    (re.compile(r"(?<=[aeiou])[hwy](?![aeiou])"), ""),
    (re.compile(r"r"), "l"),
    (re.compile(r"z"), "s"),
    (re.compile(r"q"), "k"),
    (re.compile(r"b"), "p"),
    (re.compile(r"d"), "t"),
)
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """Returns the consonants of a romanised word in classes; a vowel at its start counts as `a`."""
    for pattern, kept in _STEPS:
        word = pattern.sub(kept, word)
    first, rest = word[:1], word[1:]
    bare = _VOWELS.sub("a", first) + _VOWELS.sub("", rest)
    return _DOUBLED.sub(r"\1", bare)
