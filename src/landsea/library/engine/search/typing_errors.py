"""Ways in which a text with a typing error still meets the right one, without comparing all.

Words: the symmetric deletions of SymSpell (Garbe 2012, after Mor and Fraenkel 1982): two words one
error apart become the same when a letter is left out of either or both. Names: three parts as in
Pass-Join (Li, Deng, Wang and Feng 2011): one error spoils one part, the other two stand.
"""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

#: Deletions look at the first letters only, as SymSpell's; the whole words are compared afterwards.
_FIRST_LETTERS = 7
_TWO_ERRORS_FROM = 8
_ONE_ERROR_FROM = 4
#: Names shorter than this have too little left when a third is taken away.
SHORTEST_PARTED = 3


def errors_allowed(length: int) -> int:
    """Returns how many errors a word of this many letters may have: one from 4, two from 8 on."""
    if length >= _TWO_ERRORS_FROM:
        return 2
    return 1 if length >= _ONE_ERROR_FROM else 0


def deletions_of(word: str) -> set[str]:
    """Returns the beginnings of a word without up to one letter, or two from 7 letters on."""
    start = word[:_FIRST_LETTERS]
    most = 2 if len(word) >= _FIRST_LETTERS else 1
    return {
        "".join(start[position] for position in kept)
        for count in range(most + 1)
        for kept in combinations(range(len(start)), max(len(start) - count, 0))
    }


def errors_between(first: str, second: str, most: int) -> int:
    """Returns the errors between two texts, or `most` + 1 when there are more.

    An error is a letter too many, too few or wrong, or two neighbours swapped (optimal string
    alignment distance).
    """
    return OSA.distance(first, second, score_cutoff=most)


def parts_of(key: str) -> Iterator[str]:
    """Yields what a name leaves when one of its three parts is left out, with its length."""
    length = len(key)
    if length < SHORTEST_PARTED:
        return
    for number, (start, end) in enumerate(_bounds(length)):
        yield f"{length}.{number}.{key[:start]}{key[end:]}"


def parts_one_error_away(key: str) -> Iterator[str]:
    """Yields what `parts_of` would for any name that is one letter more, less or other."""
    for length in (len(key), len(key) - 1, len(key) + 1):
        if length < SHORTEST_PARTED:
            continue
        for number, (start, end) in enumerate(_bounds(length)):
            after = length - end
            if start + after <= len(key):
                yield f"{length}.{number}.{key[:start]}{key[len(key) - after :]}"


def swapped_between_parts(key: str) -> Iterator[str]:
    """Yields a name with the neighbours on both sides of a part's end swapped.

    Two letters swapped inside a part spoil only that part; across its end they would spoil two.
    """
    if len(key) < SHORTEST_PARTED:
        return
    for end in {end for _, end in _bounds(len(key))[:-1]}:
        if 0 < end < len(key):
            yield key[: end - 1] + key[end] + key[end - 1] + key[end + 1 :]


def _bounds(length: int) -> tuple[tuple[int, int], ...]:
    first, second = length // 3, 2 * length // 3
    return (0, first), (first, second), (second, length)
