"""Pairs proposed as one place, each with the evidence for and against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from math import isnan

import numpy as np
from numpy.typing import NDArray

from landsea.library.engine.linkage.blocking import list_candidates
from landsea.library.engine.linkage.comparison import Compared, compare, level_of, take
from landsea.library.engine.linkage.encoding import Encoded, encode
from landsea.library.engine.linkage.levels import FIELDS, LEVELS, Field
from landsea.library.engine.linkage.records import Record
from landsea.library.engine.linkage.rivals import weigh_rivals
from landsea.library.engine.linkage.weights import DEFAULT_WEIGHTS, Weights, probability_of

#: Pairs from here on are shown to a person; see the benchmark for what that costs in errors.
LEAST_PROBABILITY = 0.5
#: Weaker pairs are not even rivals.
_LEAST_BITS = -3.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one field tells: positive bits speak for one place, negative ones for two."""

    field: Field
    level: IntEnum
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPair:
    """Two records that may be of one place."""

    left: Record
    right: Record
    probability: float
    #: One for each field that tells something, in the order of `Field`.
    evidence: tuple[Evidence, ...]
    #: The two names that are most alike, None where one record has none.
    names: tuple[str, str] | None
    #: None where a position is not known.
    distance_km: float | None
    #: What better partners of either record in the other's source take away; zero or less.
    rival_bits: float

    @property
    def left_id(self) -> str:
        return self.left.id

    @property
    def right_id(self) -> str:
        return self.right.id


def propose_pairs(
    left: Iterable[Record],
    right: Iterable[Record] | None = None,
    *,
    weights: Weights = DEFAULT_WEIGHTS,
    least_probability: float = LEAST_PROBABILITY,
) -> list[ProposedPair]:
    """Returns pairs likely of one place, the likeliest first: of left and right, or within left.

    The same records give the same pairs in whatever order and on whichever side they come. Pairs
    whose external ids contradict each other are never proposed. Raises ValueError if two records
    have the same source and id.
    """
    lefts = list(left)
    rights = [] if right is None else list(right)
    keys = [record.key for record in (*lefts, *rights)]
    if len(set(keys)) != len(keys):
        raise ValueError("Two records have the same source and id.")
    encoded = encode([*lefts, *rights])
    left_keys = {record.key for record in lefts}
    is_left = np.array([record.key in left_keys for record in encoded.records], np.bool_)
    side = np.zeros(len(keys), np.int8) if right is None else np.where(is_left, -1, 1)
    return list(_propose(encoded, side.astype(np.int8), weights, least_probability))


def _propose(
    encoded: Encoded, side: NDArray[np.int8], weights: Weights, least_probability: float
) -> Iterator[ProposedPair]:
    one, other = list_candidates(encoded, side)
    compared = compare(encoded, one, other, weights, least_bits=_LEAST_BITS)
    bits = weigh_rivals(encoded, compared, weights)
    chosen = 1 / (1 + 2.0 ** np.clip(-bits, -60, 60)) >= least_probability
    kept, bits = take(compared, chosen), bits[chosen]
    evidence = _list_evidence(weights)
    for pair in np.lexsort((kept.other, kept.one, -bits)):
        first, second = int(kept.one[pair]), int(kept.other[pair])
        yield _write_pair(
            encoded,
            kept,
            int(pair),
            evidence,
            float(bits[pair]),
            is_turned=side[first] > side[second],
        )


def _list_evidence(weights: Weights) -> dict[tuple[Field, int], Evidence]:
    """Returns what each level of each field tells: one object for all pairs that share it."""
    return {
        (field, level): Evidence(field, level, weights.bits(field, level))
        for field in FIELDS
        for level in LEVELS[field]
    }


def _write_pair(
    encoded: Encoded,
    compared: Compared,
    pair: int,
    evidence: dict[tuple[Field, int], Evidence],
    bits: float,
    *,
    is_turned: bool,
) -> ProposedPair:
    found = (evidence[field, level_of(compared, pair, field)] for field in FIELDS)
    records = [encoded.records[compared.one[pair]], encoded.records[compared.other[pair]]]
    names = [encoded.name_texts[name] for name in compared.names[pair] if name >= 0]
    distance = float(compared.distance_km[pair])
    if is_turned:
        records.reverse()
        names.reverse()
    return ProposedPair(
        left=records[0],
        right=records[1],
        probability=probability_of(bits),
        evidence=tuple(each for each in found if each.bits),
        names=(names[0], names[1]) if names else None,
        distance_km=None if isnan(distance) else distance,
        rival_bits=min(0.0, bits - float(compared.bits[pair])),
    )
