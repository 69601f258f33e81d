"""Which pairs are compared at all: those that share a key or lie near each other.

Keys and their combination follow the usual blocking with several passes (Christen 2012, "A survey
of indexing techniques for scalable record linkage and deduplication"). A key that too many records
share is joined with where they are; one that still has too many is left out.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from landsea.library.engine.linkage import block_kernels as kernels
from landsea.library.engine.linkage.encoding import Encoded

Pairs = NDArray[np.int64]
Keys = NDArray[np.uint64]
Owners = NDArray[np.int32]

#: Pairs that one key may bring, and that all keys together may bring for each record.
_MOST_PAIRS_OF_A_KEY = 2_500
_MOST_PAIRS_OF_A_RECORD = 10
_MOST_NEAR = 16
#: Positions less certain than this are no use in the search for neighbours.
_MOST_NEAR_KM = 2.5
_NEAR_CELL_DEGREES = 0.02
#: Cells that a common key is joined with: small ones, and large ones for uncertain positions.
_CELL_DEGREES = (0.25, 4.0)
_LEAST_CERTAIN_KM = (15.0, 400.0)
_KM_A_DEGREE = 111.195
_PRIME = np.uint64(0x9E3779B97F4A7C15)


def list_candidates(encoded: Encoded, side: NDArray[np.int8]) -> tuple[Owners, Owners]:
    """Returns the two records of each pair worth comparing, the lower first, in order.

    `side`: by record -1 left, 1 right, or 0 for all.
    """
    size = len(encoded.records)
    if size < 2:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    found = [_pairs_by_key(encoded, side), _pairs_near(encoded, side), _pairs_by_id(encoded, side)]
    pairs = _each_once(np.concatenate(found))
    del found
    return (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)


def _pairs_by_key(encoded: Encoded, side: NDArray[np.int8]) -> Pairs:
    group_at, owners, keys = _group(*_name_keys(encoded))
    counts = kernels.count_pairs(group_at, owners, side)
    budget = _MOST_PAIRS_OF_A_RECORD * len(side)
    chosen = _choose(counts, budget)
    found = _write(group_at, owners, side, chosen, counts)
    is_left_over = np.repeat(~chosen & (counts > 0), np.diff(group_at))
    common_keys, common_owners = keys[is_left_over], owners[is_left_over]
    del keys, owners, group_at, counts, is_left_over
    for degrees, certain_km in zip(_CELL_DEGREES, _LEAST_CERTAIN_KM, strict=True):
        joined = _join_cells(encoded, common_keys, common_owners, degrees, certain_km)
        found = np.concatenate([found, _pairs_of_groups(*joined, side, budget // 4)])
    joined = _join_areas(encoded, common_keys, common_owners)
    return np.concatenate([found, _pairs_of_groups(*joined, side, budget // 4)])


def _each_once(pairs: Pairs) -> Pairs:
    """Returns the pairs sorted, each once; in place: numpy's own takes several times more."""
    pairs.sort()
    is_new = np.ones(len(pairs), np.bool_)
    is_new[1:] = pairs[1:] != pairs[:-1]
    return pairs[is_new]


def _name_keys(encoded: Encoded) -> tuple[Keys, Owners]:
    room = kernels.list_keys(
        encoded.words, encoded.names, np.empty(0, np.uint64), np.empty(0, np.int32)
    )
    keys, owners = np.empty(room, np.uint64), np.empty(room, np.int32)
    kernels.list_keys(encoded.words, encoded.names, keys, owners)
    return keys, owners


def _group(keys: Keys, owners: Owners) -> tuple[NDArray[np.int64], Owners, Keys]:
    """Returns where each key's records begin, the records, and the keys; each record once a key.

    Keys that only one record has are left out.
    """
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    del order
    is_new = np.ones(len(keys) + 1, np.bool_)
    is_new[1:-1] = keys[1:] != keys[:-1]
    is_kept = np.ones(len(keys), np.bool_)
    is_kept[1:] = is_new[1:-1] | (owners[1:] != owners[:-1])
    is_kept &= ~(is_new[:-1] & is_new[1:])
    keys, owners = keys[is_kept], owners[is_kept]
    starts = np.ones(len(keys), np.bool_)
    starts[1:] = keys[1:] != keys[:-1]
    return np.append(np.flatnonzero(starts), len(keys)).astype(np.int64), owners, keys


def _choose(counts: NDArray[np.int64], budget: int) -> NDArray[np.bool_]:
    """Says which groups are used: the small ones, as long as all of one size are affordable."""
    sizes, numbers = np.unique(counts, return_counts=True)
    is_affordable = (np.cumsum(sizes * numbers) <= budget) & (sizes <= _MOST_PAIRS_OF_A_KEY)
    most = sizes[is_affordable].max(initial=0)
    chosen: NDArray[np.bool_] = (counts > 0) & (counts <= most)
    return chosen


def _write(
    group_at: NDArray[np.int64],
    owners: Owners,
    side: NDArray[np.int8],
    chosen: NDArray[np.bool_],
    counts: NDArray[np.int64],
) -> Pairs:
    pairs = np.empty(int(counts[chosen].sum()), np.int64)
    kernels.write_pairs(group_at, owners, side, chosen, pairs)
    return _each_once(pairs)


def _pairs_of_groups(keys: Keys, owners: Owners, side: NDArray[np.int8], budget: int) -> Pairs:
    group_at, owners, _keys = _group(keys, owners)
    counts = kernels.count_pairs(group_at, owners, side)
    return _write(group_at, owners, side, _choose(counts, budget), counts)


def _join_cells(
    encoded: Encoded, keys: Keys, owners: Owners, degrees: float, certain_km: float
) -> tuple[Keys, Owners]:
    """Returns each key joined with each cell that its record may lie in."""
    reach = encoded.error_km[owners] + encoded.extent_km[owners]
    is_known = reach <= certain_km  # NaN is not
    keys, owners, reach = keys[is_known], owners[is_known], reach[is_known]
    latitude, longitude = encoded.latitude[owners], encoded.longitude[owners]
    high = reach / _KM_A_DEGREE
    wide = np.minimum(high / np.maximum(np.cos(np.radians(latitude)), 0.05), 20.0)
    seen: list[Keys] = []
    joined_keys, joined_owners = [], []
    for north, east in product((-1, 0, 1), repeat=2):
        row = np.floor((latitude + north * high + 90) / degrees)
        column = np.floor(((longitude + east * wide + 180) % 360) / degrees)
        cell = (row * 100_000 + column + 1).astype(np.uint64)
        # Most places lie in one cell whole: their corners are all in it.
        is_new = np.ones(len(cell), np.bool_)
        for other in seen:
            is_new &= cell != other
        seen.append(cell)
        joined_keys.append(keys[is_new] ^ cell[is_new] * _PRIME)
        joined_owners.append(owners[is_new])
    return np.concatenate(joined_keys), np.concatenate(joined_owners)


def _join_areas(encoded: Encoded, keys: Keys, owners: Owners) -> tuple[Keys, Owners]:
    """Returns each key joined with each area of its record."""
    numbers = np.diff(encoded.area_at)[owners]
    starts = encoded.area_at[owners]
    total = int(numbers.sum())
    offsets = np.arange(total) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    areas = encoded.area[np.repeat(starts, numbers) + offsets].astype(np.uint64)
    joined = np.repeat(keys, numbers) ^ (areas + np.uint64(7)) * _PRIME
    return joined, np.repeat(owners, numbers)


def _pairs_near(encoded: Encoded, side: NDArray[np.int8]) -> Pairs:
    reach = np.minimum(encoded.error_km, _MOST_NEAR_KM) + np.minimum(encoded.extent_km, 1.0) / 2
    is_certain = encoded.error_km <= _MOST_NEAR_KM
    records = np.flatnonzero(is_certain).astype(np.int32)
    columns = round(360 / _NEAR_CELL_DEGREES)
    rows = ((encoded.latitude[records] + 90) / _NEAR_CELL_DEGREES).astype(np.int64)
    stacks = ((encoded.longitude[records] + 180) / _NEAR_CELL_DEGREES).astype(np.int64) % columns
    cells = rows * columns + stacks
    order = np.argsort(cells, kind="stable")
    pairs = np.empty(_MOST_NEAR * len(records), np.int64)
    count = kernels.list_near(
        records[order],
        cells[order],
        _NEAR_CELL_DEGREES,
        columns,
        encoded.latitude,
        encoded.longitude,
        reach,
        side,
        _MOST_NEAR,
        pairs,
    )
    return _each_once(pairs[:count])


def _pairs_by_id(encoded: Encoded, side: NDArray[np.int8]) -> Pairs:
    keys, owners = [], []
    for record, schemes in encoded.external_ids.items():
        for values in schemes.values():
            keys += sorted(values)
            owners += [record] * len(values)
    return _pairs_of_groups(
        np.array(keys, np.uint64), np.array(owners, np.int32), side, _MOST_PAIRS_OF_A_KEY * 400
    )
