"""One place seldom stands twice in one source: better partners make a pair less likely."""

import numpy as np
from numpy.typing import NDArray

from landsea.library.engine.linkage.comparison import Compared, compare
from landsea.library.engine.linkage.encoding import Encoded
from landsea.library.engine.linkage.weights import Weights

Floats = NDArray[np.float64]
Owners = NDArray[np.int32]

#: The share of places that a source does list twice without our noticing.
_REPEATED = 0.03
_MOST_BITS = 60.0


def weigh_rivals(encoded: Encoded, compared: Compared, weights: Weights) -> Floats:
    """Returns each pair's log odds in bits, given the best other partner of either record.

    If at most one record of a source is the place of `a`, the odds of `b` are its own against all
    others': o(b) / (1 + o(b')), b' the best rival in the source of b. A rival that is likely `b`
    itself, listed twice, does not count.
    """
    is_one_source = encoded.source[compared.one] == encoded.source[compared.other]
    bits = compared.bits.copy()
    for mine, theirs in ((compared.one, compared.other), (compared.other, compared.one)):
        rival = _best_rival(encoded, compared.bits, mine, theirs)
        has_rival = np.flatnonzero((rival >= 0) & ~is_one_source)
        if not len(has_rival):
            continue
        rivals = rival[has_rival]
        distinct = 1 - _are_one(encoded, theirs[has_rival], theirs[rivals], weights)
        odds = 2.0 ** np.minimum(compared.bits[rivals], _MOST_BITS)
        loss = np.log2(1 + (1 - _REPEATED) * distinct * odds)
        bits[has_rival] = np.minimum(bits[has_rival], compared.bits[has_rival] - loss)
    return bits


def _best_rival(encoded: Encoded, bits: Floats, mine: Owners, theirs: Owners) -> NDArray[np.int64]:
    """Returns for each pair the best other pair of the same record with the same source, or -1."""
    order = np.lexsort((theirs, -bits, encoded.source[theirs], mine))
    group_starts = np.ones(len(order), np.bool_)
    group_starts[1:] = (np.diff(mine[order]) != 0) | (np.diff(encoded.source[theirs[order]]) != 0)
    starts = np.flatnonzero(group_starts)
    sizes = np.diff(np.append(starts, len(order)))
    first = np.repeat(order[starts], sizes)
    second = np.repeat(order[np.minimum(starts + 1, len(order) - 1)], sizes)
    rival = np.full(len(bits), -1, np.int64)
    has_rival = np.repeat(sizes > 1, sizes)
    chosen = np.where(order == first, second, first)
    rival[order[has_rival]] = chosen[has_rival]
    return rival


def _are_one(encoded: Encoded, one: Owners, other: Owners, weights: Weights) -> Floats:
    """Returns the probabilities that the records of each pair, of one source, are of one place."""
    lower, higher = np.minimum(one, other), np.maximum(one, other)
    bits = compare(encoded, lower, higher, weights).bits
    probabilities: Floats = 1 / (1 + 2.0 ** np.clip(-bits, -_MOST_BITS, _MOST_BITS))
    return probabilities
