"""The compiled inner loops of blocking: keys of names, pairs of groups, neighbours.

All compiled code of it lies in this one file: numba's cache looks only at the file of the function
that was called.
"""
# ruff: noqa: C901, PLR0912, PLR0915, PLR0917 -- a call costs more than a loop's turn in here

import numpy as np
from numba import njit
from numpy.typing import NDArray

from landsea.library.engine.linkage.kernels import Names, Words

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Keys = NDArray[np.uint64]
Reals = NDArray[np.float64]
Letters = NDArray[np.uint32]

# Of lexicon.Role.
_PART, _CONTENT = 2, 3

_MOST_WORDS = 20
_MOST_LETTERS = 60

# Each sort of key begins its hash with a number of its own.
_READ, _HEARD, _BEGINNING, _END, _MEANT, _WHOLE_BEGINNING, _WHOLE_END = 1, 2, 3, 4, 5, 6, 7
_MEANT_ALONE = 8
_LETTERS_OF_AN_END, _LETTERS_OF_A_WHOLE = 5, 8
_PRIME = np.uint64(1099511628211)
_OFFSET = np.uint64(14695981039346656037)


@njit(cache=True)
def _mix(key: np.uint64, value: int) -> np.uint64:
    """Returns the next step of a hash: FNV-1a (Fowler, Noll and Vo 1991)."""
    return (key ^ np.uint64(value)) * _PRIME


@njit(cache=True)
def _mix_letters(key: np.uint64, letters: Letters, begin: int, end: int) -> np.uint64:
    for position in range(begin, end):
        key = _mix(key, letters[position])
    return key


@njit(cache=True)
def _join(words: Words, names: Names, name: int, buffer: NDArray[np.uint32]) -> int:
    """Writes a name's letters as it is read into the buffer and returns how many there are."""
    length = 0
    for place in range(names.word_at[name], names.word_at[name + 1]):
        word = names.word[place]
        for position in range(words.latin_at[word], words.latin_at[word + 1]):
            if length == _MOST_LETTERS:
                return _MOST_LETTERS + 1
            buffer[length] = words.latin[position]
            length += 1
    return length


@njit(cache=True)
def list_keys(words: Words, names: Names, keys: Keys, owners: Ints) -> int:
    """Writes the blocking keys of all names and their records; returns how many there are.

    Keys are what two names of one place likely share: one to three words as they are read or as
    they sound, the beginning or the end of a long word, or two meanings. Call it with room for
    none to learn how much room is needed.
    """
    count = 0
    places = np.empty(_MOST_WORDS, np.int32)
    buffer = np.empty(_MOST_LETTERS + 1, np.uint32)
    for record in range(len(names.name_at) - 1):
        for name in range(names.name_at[record], names.name_at[record + 1]):
            kept = 0
            for place in range(names.word_at[name], names.word_at[name + 1]):
                if words.role[names.word[place]] > 0:
                    places[kept] = place
                    kept += 1
            for begin in range(kept):
                bits, letters, sounds = 0.0, 0, 0
                read, heard = _mix(_OFFSET, _READ), _mix(_OFFSET, _HEARD)
                for size in range(1, min(3, kept - begin) + 1):
                    word = names.word[places[begin + size - 1]]
                    bits += names.bits[places[begin + size - 1]]
                    latin_from, latin_to = words.latin_at[word], words.latin_at[word + 1]
                    sound_from, sound_to = words.sound_at[word], words.sound_at[word + 1]
                    if latin_to > latin_from:
                        read = _mix_letters(read, words.latin, latin_from, latin_to)
                        letters += latin_to - latin_from
                    else:
                        text_from, text_to = words.text_at[word], words.text_at[word + 1]
                        read = _mix_letters(read, words.text, text_from, text_to)
                        letters += 2 * (text_to - text_from)
                    heard = _mix_letters(heard, words.sound, sound_from, sound_to)
                    sounds += sound_to - sound_from
                    if letters >= 4 and bits >= 4.0:
                        if count < len(keys):
                            keys[count], owners[count] = read, record
                        count += 1
                    if size < 3 and sounds >= 5 and bits >= 6.0:
                        if count < len(keys):
                            keys[count], owners[count] = heard, record
                        count += 1
                    if size == 1 and latin_to - latin_from >= 7 and bits >= 7.0:
                        for salt in (_BEGINNING, _END):
                            first = latin_from if salt == _BEGINNING else latin_to - 5
                            if count < len(keys):
                                keys[count] = _mix_letters(
                                    _mix(_OFFSET, salt), words.latin,
                                    first, first + _LETTERS_OF_AN_END,
                                )  # fmt: skip
                                owners[count] = record
                            count += 1
            length = _join(words, names, name, buffer)
            if 10 <= length <= _MOST_LETTERS:
                for salt in (_WHOLE_BEGINNING, _WHOLE_END):
                    first = 0 if salt == _WHOLE_BEGINNING else length - _LETTERS_OF_A_WHOLE
                    if count < len(keys):
                        keys[count] = _mix_letters(
                            _mix(_OFFSET, salt), buffer, first, first + _LETTERS_OF_A_WHOLE
                        )
                        owners[count] = record
                    count += 1
            for first in range(kept):
                one = names.word[places[first]]
                is_known = words.concept[one, 0] >= 0 and words.role[one] != _PART
                if is_known and names.bits[places[first]] >= 2.0:
                    if count < len(keys):
                        salted = _mix(_OFFSET, _MEANT_ALONE)
                        keys[count] = _mix(salted, words.concept[one, 0] + 1)
                        owners[count] = record
                    count += 1
                if words.concept[one, 0] < 0 or words.role[one] != _CONTENT:
                    continue
                for second in range(kept):
                    other = names.word[places[second]]
                    meaning, facing = words.concept[one, 0], words.concept[other, 0]
                    if facing < 0 or facing == meaning or names.bits[places[second]] < 1.5:
                        continue
                    if count < len(keys):
                        low, high = min(meaning, facing), max(meaning, facing)
                        keys[count] = _mix(_mix(_mix(_OFFSET, _MEANT), low + 1), high + 1)
                        owners[count] = record
                    count += 1
    return count


@njit(cache=True)
def count_pairs(group_at: Longs, owners: Ints, side: NDArray[np.int8]) -> Longs:
    """Returns for each group of records how many pairs it has of a left and a right one.

    `side`: -1 left, 1 right; 0 for all where records of one list are paired with each other.
    """
    counts = np.empty(len(group_at) - 1, np.int64)
    for group in range(len(counts)):
        left, right, both = 0, 0, 0
        for place in range(group_at[group], group_at[group + 1]):
            left += side[owners[place]] < 0
            right += side[owners[place]] > 0
            both += side[owners[place]] == 0
        counts[group] = left * right + both * (both - 1) // 2
    return counts


@njit(cache=True)
def write_pairs(
    group_at: Longs,
    owners: Ints,
    side: NDArray[np.int8],
    chosen: NDArray[np.bool_],
    pairs: Longs,
) -> int:
    """Writes the pairs of the chosen groups as `lower * records + higher`."""
    size = np.int64(len(side))
    count = 0
    for group in range(len(group_at) - 1):
        if not chosen[group]:
            continue
        for first in range(group_at[group], group_at[group + 1]):
            for second in range(first + 1, group_at[group + 1]):
                one, other = owners[first], owners[second]
                if side[one] == side[other] != 0:
                    continue
                pairs[count] = min(one, other) * size + max(one, other)
                count += 1
    return count


@njit(cache=True)
def list_near(
    order: Ints,
    cells: Longs,
    cell_degrees: float,
    columns: int,
    latitude: Reals,
    longitude: Reals,
    reach_km: Reals,
    side: NDArray[np.int8],
    most: int,
    pairs: Longs,
) -> int:
    """Writes the pairs of records near each other, at most `most` for a record; returns the count.

    `order`, `cells`: records with a position by their cell. Where a record has too many others
    within reach, its reach is halved until it has not: which are left out never depends on the
    order of the records.
    """
    size = np.int64(len(side))
    found = np.empty(len(order), np.int32)
    distance = np.empty(len(order), np.float64)
    count = 0
    for place in range(len(order)):
        record = order[place]
        shrink = np.cos(np.radians(latitude[record]))
        row = int((latitude[record] + 90.0) / cell_degrees)
        column = int((longitude[record] + 180.0) / cell_degrees)
        rows = int(reach_km[record] * 2 / (111.0 * cell_degrees)) + 1
        width = min(int(reach_km[record] * 2 / (111.0 * cell_degrees * max(shrink, 0.05))) + 1, 40)
        near = 0
        for line in range(row - rows, row + rows + 1):
            for stack in range(column - width, column + width + 1):
                cell = line * columns + stack % columns
                begin = np.searchsorted(cells, cell)
                while begin < len(cells) and cells[begin] == cell:
                    other = order[begin]
                    begin += 1
                    if other == record or (side[record] == side[other] != 0):
                        continue
                    north = (latitude[record] - latitude[other]) * 111.195
                    turn = abs(longitude[record] - longitude[other])
                    east = min(turn, 360.0 - turn) * 111.195 * shrink
                    apart = np.sqrt(north * north + east * east)
                    if apart <= reach_km[record] + reach_km[other]:
                        found[near] = other
                        distance[near] = apart
                        near += 1
        limit = np.inf
        if near > most:
            limit = 4.0
            within = near
            while within > most and limit > 0.004:
                limit /= 2
                within = 0
                for index in range(near):
                    within += distance[index] <= limit
            if within > most:
                continue
        for index in range(near):
            if distance[index] <= limit:
                other = found[index]
                if count < len(pairs):
                    pairs[count] = min(record, other) * size + max(record, other)
                count += 1
    return count
