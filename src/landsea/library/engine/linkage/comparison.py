"""Pairs of records compared field by field: which level each reaches."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from landsea.kernel.geo import EARTH_RADIUS_KM
from landsea.library.engine.linkage import kernels
from landsea.library.engine.linkage.encoding import SLACK_KM, Encoded
from landsea.library.engine.linkage.kinds import compare_kinds
from landsea.library.engine.linkage.levels import (
    FIELDS,
    LEVELS,
    AddressLevel,
    AreaLevel,
    ExternalIdLevel,
    Field,
    PositionLevel,
    SourceLevel,
)
from landsea.library.engine.linkage.weights import DEFAULT_WEIGHTS, Weights
from landsea.library.engine.linkage.words import split_name

Owners = NDArray[np.int32]
Floats = NDArray[np.float64]

#: Kilometres up to which positions that agree reach a level.
_REACH_KM = {
    PositionLevel.SPOT: 0.12,
    PositionLevel.NEAR: 0.5,
    PositionLevel.AROUND: 2.0,
    PositionLevel.AREA: 12.0,
    PositionLevel.REGION: 90.0,
}
_BEYOND_EXTENTS = 3.0
_APART_KM = 20.0
_FAR_KM = 100.0
#: From here on the area tells something that the positions do not.
_VAGUE_KM = 3.0
_ALIKE_ADDRESS, _SAME_STREET = 60.0, 75.0
_CHUNK = 200_000
_COLUMN = {field: column for column, field in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pairs of records with the level of each field; arrays of one length."""

    one: Owners
    other: Owners
    #: Pairs × fields, in the order of `FIELDS`.
    levels: NDArray[np.int8]
    #: NaN where a position is not known.
    distance_km: Floats
    #: Pairs × 2: the two names that are most alike, -1 where there are none.
    names: NDArray[np.int32]
    #: Log odds of each pair being of one place, before rivals are looked at.
    bits: Floats


def compare(
    encoded: Encoded,
    one: Owners,
    other: Owners,
    weights: Weights = DEFAULT_WEIGHTS,
    *,
    least_bits: float = -np.inf,
) -> Compared:
    """Returns the pairs (`one` the lower record) that reach the least bits, compared.

    Pairs whose external ids contradict each other are left out, unless nothing is. Names are
    looked at only where the rest leaves a chance to reach the least bits.
    """
    parts = [
        _compare_chunk(
            encoded, one[begin : begin + _CHUNK], other[begin : begin + _CHUNK], weights, least_bits
        )
        for begin in range(0, max(len(one), 1), _CHUNK)
    ]
    return Compared(
        one=np.concatenate([part.one for part in parts]),
        other=np.concatenate([part.other for part in parts]),
        levels=np.concatenate([part.levels for part in parts]),
        distance_km=np.concatenate([part.distance_km for part in parts]),
        names=np.concatenate([part.names for part in parts]),
        bits=np.concatenate([part.bits for part in parts]),
    )


def take(compared: Compared, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Compared:
    """Returns the chosen ones of the pairs."""
    return Compared(
        one=compared.one[chosen],
        other=compared.other[chosen],
        levels=compared.levels[chosen],
        distance_km=compared.distance_km[chosen],
        names=compared.names[chosen],
        bits=compared.bits[chosen],
    )


def sum_bits(levels: NDArray[np.int8], weights: Weights) -> Floats:
    """Returns the log odds of pairs in bits: what all fields tell, and the prior."""
    bits = np.full(len(levels), weights.prior_bits)
    for field, column in _COLUMN.items():
        bits += weights.table(field)[levels[:, column]]
    return bits


def _compare_chunk(
    encoded: Encoded, one: Owners, other: Owners, weights: Weights, least_bits: float
) -> Compared:
    levels = np.zeros((len(one), len(FIELDS)), np.int8)
    distance = _distance_km(encoded, one, other)
    position, is_vague = _position_levels(encoded, one, other, distance)
    levels[:, _COLUMN[Field.POSITION]] = position
    levels[:, _COLUMN[Field.KIND]] = _kind_levels(encoded, one, other)
    levels[:, _COLUMN[Field.SOURCE]] = np.where(
        encoded.source[one] == encoded.source[other], SourceLevel.SAME, SourceLevel.OTHER
    )
    levels[:, _COLUMN[Field.AREA]] = _area_levels(encoded, one, other, is_vague)
    found = Compared(
        one=one,
        other=other,
        levels=levels,
        distance_km=distance,
        names=np.full((len(one), 2), -1, np.int32),
        bits=sum_bits(levels, weights),
    )
    names = (Field.NAME, Field.QUALIFIER)
    ids = _both(encoded.has_external_id, found)
    found = _drop(
        found, weights, names, least_bits, ids=ids, addresses=_both(encoded.has_address, found)
    )
    _fill_external_ids(encoded, found)
    if least_bits > -np.inf:
        is_possible = found.levels[:, _COLUMN[Field.EXTERNAL_ID]] != ExternalIdLevel.CONTRADICTING
        found = take(found, is_possible)
    found = _drop(found, weights, names, least_bits, addresses=_both(encoded.has_address, found))
    _fill_names(encoded, found)
    found = _drop(found, weights, (), least_bits, addresses=_both(encoded.has_address, found))
    _fill_addresses(encoded, found)
    return _drop(found, weights, (), least_bits)


def _both(has: NDArray[np.bool_], pairs: Compared) -> NDArray[np.bool_]:
    both: NDArray[np.bool_] = has[pairs.one] & has[pairs.other]
    return both


def _drop(
    compared: Compared,
    weights: Weights,
    missing: tuple[Field, ...],
    least_bits: float,
    *,
    ids: NDArray[np.bool_] | None = None,
    addresses: NDArray[np.bool_] | None = None,
) -> Compared:
    """Returns the pairs that can still reach the least bits by the fields not yet looked at.

    `ids` and `addresses` say which pairs may still gain by those.
    """
    compared.bits[:] = sum_bits(compared.levels, weights)
    gain = np.full(len(compared.one), sum((_most(weights, field) for field in missing), 0.0))
    if ids is not None:
        gain += ids * _most(weights, Field.EXTERNAL_ID)
    if addresses is not None:
        gain += addresses * _most(weights, Field.ADDRESS)
    return take(compared, compared.bits + gain >= least_bits)


def _most(weights: Weights, field: Field) -> float:
    return max(0.0, float(weights.table(field).max()))


def _distance_km(encoded: Encoded, one: Owners, other: Owners) -> Floats:
    """Returns great-circle distances by the haversine formula (Sinnott 1984)."""
    latitude, other_latitude = (np.radians(encoded.latitude[each]) for each in (one, other))
    half_turn = np.radians(encoded.longitude[other] - encoded.longitude[one]) / 2
    chord = (
        np.sin((other_latitude - latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(other_latitude) * np.sin(half_turn) ** 2
    )
    kilometres: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    return kilometres


def _position_levels(
    encoded: Encoded, one: Owners, other: Owners, distance: Floats
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Returns the levels, and where positions are too vague to stand for the area.

    What both errors explain of the distance counts as none, so a point moved within its stated
    error keeps its level.
    """
    error = encoded.error_km[one] + encoded.error_km[other]
    extent = np.maximum(encoded.extent_km[one], encoded.extent_km[other])
    extent = extent + np.maximum(encoded.slack_km[one], encoded.slack_km[other])
    beyond = np.maximum(0.0, distance - error)
    reach = error + np.maximum(beyond, SLACK_KM)
    levels = np.full(len(one), PositionLevel.BROAD, np.int8)
    for level, kilometres in reversed(_REACH_KM.items()):
        levels[reach <= kilometres] = level
    levels[beyond > extent] = PositionLevel.BEYOND
    levels[beyond > _BEYOND_EXTENTS * extent] = PositionLevel.APART
    levels[beyond > _APART_KM] = PositionLevel.FAR
    levels[beyond > _FAR_KM] = PositionLevel.ELSEWHERE
    is_unknown = np.isnan(distance)
    levels[is_unknown] = PositionLevel.UNKNOWN
    return levels, is_unknown | (error > _VAGUE_KM)


def _kind_levels(encoded: Encoded, one: Owners, other: Owners) -> NDArray[np.int8]:
    table = np.array(
        [[compare_kinds(mine, theirs) for theirs in encoded.kinds] for mine in encoded.kinds],
        np.int8,
    ).reshape(len(encoded.kinds), len(encoded.kinds))
    levels: NDArray[np.int8] = table[encoded.kind[one], encoded.kind[other]]
    return levels


def _area_levels(
    encoded: Encoded, one: Owners, other: Owners, is_vague: NDArray[np.bool_]
) -> NDArray[np.int8]:
    levels = np.zeros(len(one), np.int8)
    kernels.compare_areas(encoded.area_at, encoded.area, one, other, levels)
    levels[~is_vague] = AreaLevel.UNKNOWN
    country, facing = encoded.country[one], encoded.country[other]
    levels[(country != facing) & (country >= 0) & (facing >= 0)] = AreaLevel.OTHER_COUNTRY
    return levels


def _fill_external_ids(encoded: Encoded, compared: Compared) -> None:
    for pair in np.flatnonzero(_both(encoded.has_external_id, compared)):
        mine = encoded.external_ids[int(compared.one[pair])]
        theirs = encoded.external_ids[int(compared.other[pair])]
        level = _id_level(mine, theirs, encoded.shared_ids)
        compared.levels[pair, _COLUMN[Field.EXTERNAL_ID]] = level


def _id_level(
    mine: dict[int, frozenset[int]], theirs: dict[int, frozenset[int]], shared_ids: frozenset[int]
) -> ExternalIdLevel:
    common = [mine[scheme] & theirs[scheme] for scheme in mine.keys() & theirs.keys()]
    if not all(common):
        return ExternalIdLevel.CONTRADICTING
    if not common:
        return ExternalIdLevel.UNKNOWN
    is_shared = all(values <= shared_ids for values in common)
    return ExternalIdLevel.SHARED if is_shared else ExternalIdLevel.SAME


def _fill_names(encoded: Encoded, compared: Compared) -> None:
    name_levels = np.zeros(len(compared.one), np.int8)
    qualifiers = np.zeros(len(compared.one), np.int8)
    # Which pair of names stands for the records never depends on weights that were fitted.
    order = np.argsort(np.argsort(DEFAULT_WEIGHTS.table(Field.NAME))).astype(np.int8)
    kernels.compare_names(
        encoded.words,
        encoded.names,
        encoded.own_part,
        compared.one,
        compared.other,
        order,
        name_levels,
        qualifiers,
        compared.names,
    )
    compared.levels[:, _COLUMN[Field.NAME]] = name_levels
    compared.levels[:, _COLUMN[Field.QUALIFIER]] = qualifiers


def _fill_addresses(encoded: Encoded, compared: Compared) -> None:
    for pair in np.flatnonzero(_both(encoded.has_address, compared)):
        mine = encoded.records[compared.one[pair]].address
        theirs = encoded.records[compared.other[pair]].address
        compared.levels[pair, _COLUMN[Field.ADDRESS]] = compare_addresses(mine, theirs)


def compare_addresses(one: str, other: str) -> AddressLevel:
    """Returns how far two addresses agree, read in Latin letters, their numbers apart."""
    (mine, my_numbers), (theirs, their_numbers) = _address_parts(one), _address_parts(other)
    if not mine or not theirs:
        return AddressLevel.UNKNOWN
    likeness = fuzz.token_set_ratio(mine, theirs)
    both_numbered = bool(my_numbers and their_numbers)
    if both_numbered and likeness >= _SAME_STREET:
        shared = my_numbers & their_numbers
        return AddressLevel.SAME if shared else AddressLevel.OTHER_NUMBER
    return AddressLevel.ALIKE if likeness >= _ALIKE_ADDRESS else AddressLevel.OTHER


def _address_parts(address: str) -> tuple[str, frozenset[str]]:
    words = split_name(address)
    letters = " ".join(word.latin or word.text for word in words if word.script != "number")
    return letters, frozenset(word.text for word in words if word.script == "number")


def level_of(compared: Compared, pair: int, field: Field) -> int:
    """Returns the level that a pair reaches in a field."""
    return int(LEVELS[field](compared.levels[pair, _COLUMN[field]]))
