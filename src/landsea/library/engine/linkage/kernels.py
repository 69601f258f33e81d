"""The compiled inner loops of record linkage: names set beside each other, word by word.

All compiled code lives in this one file: numba's cache looks only at the file of the function that
was called, so a callee edited elsewhere would leave a stale answer in it.
"""
# ruff: noqa: C901, PLR0912, PLR0915, PLR0917 -- a call costs more than a loop's turn

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Keys = NDArray[np.uint64]
Reals = NDArray[np.float32]
Levels = NDArray[np.int8]
#: Code points, of Latin letters too: for each type of letters numba would compile all anew.
Letters = NDArray[np.uint32]
Sums = NDArray[np.float64]

# Of lexicon.Role.
_GENERIC, _PART, _CONTENT, _PLAIN, _QUALIFIER = 1, 2, 3, 4, 5

#: Codes of scripts.
LATIN, HAN, THAI, NUMBER = 0, 1, 2, 3

_MOST_WORDS = 20
_MOST_LINKS = 400
_MOST_LETTERS = 60
_LONGEST_SPAN = 6

#: A word of the same meaning counts a little less than the very word.
_SAME_MEANING = 0.95
#: Characters that are read alike: mostly one that is written traditionally.
_SAME_READING = 0.9
_SAME_SOUND = 0.85
_LEAST_LIKENESS = 0.72
#: Where both names have a word for a kind that the other lacks, they are less alike.
_KINDS_BITS, _KINDS_PENALTY = 1.0, 0.12
_LEFT_OVER_BITS = 4.0
#: From here on two whole names are alike enough for what parts them to count.
_ALIKE = 0.5
#: Common words must be the same more exactly: one more makes another place.
_ALIKE_THOUGH_COMMON = 0.85
#: Names written together may differ in this share of their letters, …
_JOINED_SLACK = 0.15
#: … and are one beyond all doubt about single words from here on.
_JOINED_ALIKE = 0.94
#: In one script two words for one kind often tell two places apart: 寺 and 庙.
_SAME_KIND = 0.75
#: The area's own name in a name tells less, and its lacking still less.
_AREA_SHARE, _LACKING_AREA_SHARE = 0.5, 0.25

# Of levels.NameLevel.
(
    _NONE, _DIFFERENT, _LITTLE, _PARTLY, _CONTAINED, _CLOSE_COMMON, _CLOSE, _SAME_COMMON, _SAME,
    _READ_DIFFERENT, _READ_LITTLE, _READ_PARTLY, _READ_ALIKE_COMMON, _READ_ALIKE,
) = range(14)  # fmt: skip
# Of levels.QualifierLevel.
_NO_QUALIFIER, _EXTRA_QUALIFIER, _PART_OF, _CONTRADICTING = 0, 1, 2, 3


class Words(NamedTuple):
    """The words of all names. Letters of word `w` are `x[x_at[w] : x_at[w + 1]]`."""

    text: Letters  #: as written
    text_at: Ints
    latin: Letters  #: as read, a to z
    latin_at: Ints
    sound: Letters  #: classes of sounds
    sound_at: Ints
    concept: Ints  #: words × 2, -1 where there is none
    role: Levels
    script: Levels


class Names(NamedTuple):
    """The names of all records; record `r` has `name_at[r] : name_at[r + 1]`, and so on."""

    name_at: Ints
    word_at: Ints
    word: Ints
    bits: Reals  #: what sharing the word at this place tells
    is_of_area: NDArray[np.bool_]  #: the word repeats the name of the record's area
    script: Levels  #: of most of the name's words
    share: Reals  #: 1 for a whole name, less for what a longer name holds
    area_at: Ints
    area_word: Ints  #: words of the names of a record's areas


@njit(cache=True, inline="never")
def _edits(
    one: Letters,
    one_from: int,
    one_to: int,
    other: Letters,
    other_from: int,
    other_to: int,
    most: int,
    rows: Ints,
) -> int:
    """Returns the optimal string alignment distance (Damerau 1964), or `most` + 1 if it is more."""
    length, width = one_to - one_from, other_to - other_from
    if abs(length - width) > most or length > _MOST_LETTERS or width > _MOST_LETTERS:
        return most + 1
    before, above, row = rows[0], rows[1], rows[2]
    for column in range(width + 1):
        above[column] = column
        before[column] = column
    for line in range(1, length + 1):
        row[0] = line
        least = line
        for column in range(1, width + 1):
            is_other = one[one_from + line - 1] != other[other_from + column - 1]
            cost = min(above[column] + 1, row[column - 1] + 1, above[column - 1] + is_other)
            if (
                line > 1
                and column > 1
                and one[one_from + line - 1] == other[other_from + column - 2]
                and one[one_from + line - 2] == other[other_from + column - 1]
            ):
                cost = min(cost, before[column - 2] + 1)
            row[column] = cost
            least = min(least, cost)
        if least > most:
            return most + 1
        before, above, row = above, row, before
    return int(above[width])


@njit(cache=True, inline="never")
def _sound_likeness(
    one: Letters,
    one_from: int,
    one_to: int,
    other: Letters,
    other_from: int,
    other_to: int,
    rows: Ints,
) -> float:
    """Returns the likeness of two sounds; a vowel (`a`) counts half as much as a consonant."""
    length, width = one_to - one_from, other_to - other_from
    if min(length, width) < 3 or max(length, width) > _MOST_LETTERS:
        return 0.0
    if 3 * min(length, width) < 2 * max(length, width):
        return 0.0
    above, row = rows[0], rows[1]
    above[0] = 0
    for column in range(1, width + 1):
        above[column] = above[column - 1] + 2 - (other[other_from + column - 1] == 97)
    total = above[width]
    other_total = 0
    for line in range(1, length + 1):
        letter = one[one_from + line - 1]
        cost = 2 - (letter == 97)
        other_total += cost
        row[0] = above[0] + cost
        for column in range(1, width + 1):
            facing = other[other_from + column - 1]
            facing_cost = 2 - (facing == 97)
            change = 0 if facing == letter else max(cost, facing_cost)
            row[column] = min(
                above[column] + cost, row[column - 1] + facing_cost, above[column - 1] + change
            )
        above, row = row, above
    return float(1.0 - above[width] / max(total, other_total))


@njit(cache=True)
def _are_equal(
    one: Letters, one_from: int, one_to: int, other: Letters, other_from: int, other_to: int
) -> bool:
    if one_to - one_from != other_to - other_from:
        return False
    for offset in range(one_to - one_from):
        if one[one_from + offset] != other[other_from + offset]:
            return False
    return True


@njit(cache=True)
def _allowed_edits(length: int) -> int:
    if length < 4:
        return 0
    return 1 if length < 7 else 2


@njit(cache=True, inline="never")
def _word_likeness(words: Words, one: int, other: int, rows: Ints) -> float:
    """Returns how alike two words are, 0 to 1; below `_LEAST_LIKENESS` it is 0."""
    if one == other:
        return 1.0
    first, second = words.concept[one, 0], words.concept[one, 1]
    facing, facing_second = words.concept[other, 0], words.concept[other, 1]
    are_known = first >= 0 and facing >= 0
    if are_known and (
        first in (facing, facing_second) or (second >= 0 and second in (facing, facing_second))
    ):
        is_one_script = words.script[one] == words.script[other]
        is_kind = words.role[one] == _GENERIC and is_one_script
        return _SAME_KIND if is_kind else _SAME_MEANING
    one_script, other_script = words.script[one], words.script[other]
    if NUMBER in (one_script, other_script):
        return 0.0
    latin_from, latin_to = words.latin_at[one], words.latin_at[one + 1]
    other_from, other_to = words.latin_at[other], words.latin_at[other + 1]
    if latin_to > latin_from and _are_equal(
        words.latin, latin_from, latin_to, words.latin, other_from, other_to
    ):
        return _SAME_READING if one_script == other_script == HAN else 1.0
    # Two words that are both known are not each other's spelling mistakes.
    if are_known:
        return 0.0
    if one_script == other_script:
        if one_script == HAN:
            return 0.0
        begin, end = words.text_at[one], words.text_at[one + 1]
        other_begin, other_end = words.text_at[other], words.text_at[other + 1]
        longest = max(end - begin, other_end - other_begin)
        allowed = _allowed_edits(min(end - begin, other_end - other_begin))
        # A slip of the pen seldom hits both ends of a word.
        if allowed and (
            words.text[begin] == words.text[other_begin]
            or words.text[end - 1] == words.text[other_end - 1]
        ):
            edits = _edits(
                words.text, begin, end, words.text, other_begin, other_end, allowed, rows
            )
            if edits <= allowed and 1.0 - edits / longest >= _LEAST_LIKENESS:
                return float(1.0 - edits / longest)
    sound_from, sound_to = words.sound_at[one], words.sound_at[one + 1]
    other_from, other_to = words.sound_at[other], words.sound_at[other + 1]
    if one_script == other_script:
        is_same = sound_to - sound_from >= 5 and _are_equal(
            words.sound, sound_from, sound_to, words.sound, other_from, other_to
        )
        return _SAME_SOUND if is_same else 0.0
    likeness = _sound_likeness(
        words.sound, sound_from, sound_to, words.sound, other_from, other_to, rows
    )
    return likeness * _SAME_MEANING if likeness >= _LEAST_LIKENESS else 0.0


@njit(cache=True, inline="never")
def _join(
    letters: Letters,
    at: Ints,
    names_word: Ints,
    begin: int,
    end: int,
    buffer: Letters,
    merges_vowels: bool,
) -> int:
    """Writes the letters of several words into the buffer and returns how many there are."""
    length = 0
    for place in range(begin, end):
        word = names_word[place]
        for position in range(at[word], at[word + 1]):
            letter = letters[position]
            if merges_vowels and letter == 97 and length and buffer[length - 1] == 97:
                continue
            if length == _MOST_LETTERS:
                return _MOST_LETTERS + 1
            buffer[length] = letter
            length += 1
    return length


@njit(cache=True, inline="never")
def _span_likeness(
    words: Words, names_word: Ints, single: int, begin: int, end: int, buffer: Letters, rows: Ints
) -> float:
    """Returns how alike one word is to several words written together."""
    word = names_word[single]
    latin_from, latin_to = words.latin_at[word], words.latin_at[word + 1]
    length = _join(words.latin, words.latin_at, names_word, begin, end, buffer, False)
    if _are_equal(words.latin, latin_from, latin_to, buffer, 0, length):
        return 1.0
    script = words.script[word]
    is_same_script = True
    for place in range(begin, end):
        is_same_script &= words.script[names_word[place]] == script
    if words.concept[word, 0] >= 0 and is_same_script:
        return 0.0
    if is_same_script:
        if script == HAN or latin_to - latin_from < 6:
            return 0.0
        edits = _edits(words.latin, latin_from, latin_to, buffer, 0, length, 1, rows)
        if edits <= 1:
            return 1.0 - edits / length
    sound_from, sound_to = words.sound_at[word], words.sound_at[word + 1]
    length = _join(words.sound, words.sound_at, names_word, begin, end, buffer, True)
    if sound_to - sound_from < 4 or length > _MOST_LETTERS:
        return 0.0
    if is_same_script:
        is_same = _are_equal(words.sound, sound_from, sound_to, buffer, 0, length)
        return _SAME_SOUND if is_same and length > 4 else 0.0
    likeness = _sound_likeness(words.sound, sound_from, sound_to, buffer, 0, length, rows)
    return likeness * _SAME_MEANING if likeness >= _LEAST_LIKENESS else 0.0


@njit(cache=True, inline="never")
def _align(
    words: Words,
    names: Names,
    one: int,
    other: int,
    one_match: Reals,
    other_match: Reals,
    links: Ints,
    gains: Reals,
    buffer: Letters,
    rows: Ints,
) -> None:
    """Fills in how well each word of two names is matched by the other name.

    Links of one word to one, and of one to several written together, are taken greedily, the most
    telling first; ties fall to the earlier words of the first name.
    """
    one_from, one_to = names.word_at[one], names.word_at[one + 1]
    other_from, other_to = names.word_at[other], names.word_at[other + 1]
    count = 0
    for first in range(one_from, one_to):
        for second in range(other_from, other_to):
            likeness = _word_likeness(words, names.word[first], names.word[second], rows)
            if likeness > 0 and count < _MOST_LINKS:
                links[count, 0], links[count, 1] = first, first + 1
                links[count, 2], links[count, 3] = second, second + 1
                gains[count, 0] = likeness
                gains[count, 1] = likeness**2 * (names.bits[first] + names.bits[second])
                count += 1
    for turn in range(2):
        singles = (one_from, one_to) if turn == 0 else (other_from, other_to)
        spans = (other_from, other_to) if turn == 0 else (one_from, one_to)
        for single in range(singles[0], singles[1]):
            word = names.word[single]
            letters = words.latin_at[word + 1] - words.latin_at[word]
            if letters < 4:
                continue
            for begin in range(spans[0], spans[1] - 1):
                joined = 0
                bits = 0.0
                for end in range(begin + 1, min(begin + _LONGEST_SPAN, spans[1]) + 1):
                    last = names.word[end - 1]
                    last_letters = words.latin_at[last + 1] - words.latin_at[last]
                    if last_letters == 0:
                        break
                    joined += last_letters
                    bits += names.bits[end - 1]
                    if joined > letters + 6:
                        break
                    if end - begin < 2 or 3 * joined < 2 * letters or count >= _MOST_LINKS:
                        continue
                    likeness = _span_likeness(words, names.word, single, begin, end, buffer, rows)
                    if likeness <= 0:
                        continue
                    at = 0 if turn == 0 else 2
                    links[count, at], links[count, at + 1] = single, single + 1
                    links[count, 2 - at], links[count, 3 - at] = begin, end
                    gains[count, 0] = likeness
                    gains[count, 1] = likeness**2 * (names.bits[single] + bits)
                    count += 1
    one_match[: one_to - one_from] = 0
    other_match[: other_to - other_from] = 0
    for _turn in range(count):
        best = -1
        for link in range(count):
            if gains[link, 1] > 0 and (best < 0 or gains[link, 1] > gains[best, 1]):
                best = link
        if best < 0:
            break
        is_free = True
        for place in range(links[best, 0], links[best, 1]):
            is_free &= one_match[place - one_from] == 0
        for place in range(links[best, 2], links[best, 3]):
            is_free &= other_match[place - other_from] == 0
        if is_free:
            for place in range(links[best, 0], links[best, 1]):
                one_match[place - one_from] = gains[best, 0]
            for place in range(links[best, 2], links[best, 3]):
                other_match[place - other_from] = gains[best, 0]
        gains[best, 1] = -1


@njit(cache=True, inline="never")
def _weigh(
    words: Words,
    names: Names,
    name: int,
    match: Reals,
    areas_from: int,
    areas_to: int,
    own_part: int,
    found: Sums,
) -> None:
    """Adds up what a name tells in bits, and what of it is matched; notes what is left over.

    `found`: total, matched, bit mask of qualifiers left over, then the left-over parts, parts of
    a single Han character (which may be any syllable), bits of kinds, and bits in all.
    `own_part`: what the other record itself is, so that it is no part: a hotel, say.
    """
    found[:] = 0
    begin = names.word_at[name]
    for place in range(begin, names.word_at[name + 1]):
        word = names.word[place]
        likeness = match[place - begin]
        bits = names.bits[place]
        is_of_area = names.is_of_area[place]
        if likeness == 0:
            for area in range(areas_from, areas_to):
                is_of_area |= names.area_word[area] == word
            role = words.role[word]
            if is_of_area:
                pass
            elif role >= _QUALIFIER:
                found[2] = float(int(found[2]) | (1 << (role - _QUALIFIER)))
            elif role == _PART and words.concept[word, 0] != own_part:
                is_syllable = words.script[word] == HAN and words.text_at[word + 1] == (
                    words.text_at[word] + 1
                )
                found[4 if is_syllable else 3] += 1
            elif role == _GENERIC:
                found[5] += bits
        if is_of_area:
            bits *= _LACKING_AREA_SHARE if likeness == 0 else _AREA_SHARE
        found[0] += bits
        found[1] += bits * likeness
        found[6] += bits if likeness == 0 else 0.0


@njit(cache=True)
def _qualifier_level(one_found: Sums, other_found: Sums, is_same_script: bool) -> int:
    one_parts, other_parts = one_found[3], other_found[3]
    # In another script a left-over syllable counts only if nothing is left over there.
    if is_same_script or other_found[6] < _LEFT_OVER_BITS:
        one_parts += one_found[4]
    if is_same_script or one_found[6] < _LEFT_OVER_BITS:
        other_parts += other_found[4]
    if int(one_found[2]) & int(other_found[2]) or (one_parts > 0 and other_parts > 0):
        return _CONTRADICTING
    if one_parts + other_parts > 0:
        return _PART_OF
    return _EXTRA_QUALIFIER if one_found[2] + other_found[2] > 0 else _NO_QUALIFIER


@njit(cache=True, inline="never")
def _joined_likeness(
    words: Words, names: Names, one: int, other: int, buffer: Letters, facing: Letters, rows: Ints
) -> float:
    """Returns how alike two names are when all words are written together; 0 if it is not much.

    It finds what was parted elsewhere: `hongya dong` and `hong yadong`. Names of one script are
    joined as they are written, others as they are read.
    """
    one_from, one_to = names.word_at[one], names.word_at[one + 1]
    other_from, other_to = names.word_at[other], names.word_at[other + 1]
    if names.script[one] == names.script[other]:
        length = _join(words.text, words.text_at, names.word, one_from, one_to, buffer, False)
        width = _join(words.text, words.text_at, names.word, other_from, other_to, facing, False)
    else:
        length = _join(words.latin, words.latin_at, names.word, one_from, one_to, buffer, False)
        width = _join(words.latin, words.latin_at, names.word, other_from, other_to, facing, False)
    longest = max(length, width)
    if longest > _MOST_LETTERS or min(length, width) < 5:
        return 0.0
    allowed = max(1, int(longest * _JOINED_SLACK))
    edits = _edits(buffer, 0, length, facing, 0, width, allowed, rows)
    return 1.0 - edits / longest if edits <= allowed else 0.0


@njit(cache=True, inline="never")
def _same_script_level(likeness: float, contained: float, information: float) -> int:
    if likeness >= 0.93:
        if information >= 9.0:
            return _SAME
        return _SAME_COMMON if information >= 3.5 else _PARTLY
    if likeness >= 0.78:
        if information >= 9.0:
            return _CLOSE
        if likeness >= _ALIKE_THOUGH_COMMON and information >= 4.5:
            return _CLOSE_COMMON
        return _PARTLY if information >= 4.5 else _LITTLE
    if contained >= 0.93 and information >= 7.5:
        return _CONTAINED
    if likeness >= 0.55:
        return _PARTLY
    return _LITTLE if likeness >= 0.3 else _DIFFERENT


@njit(cache=True, inline="never")
def _other_script_level(likeness: float, contained: float, information: float) -> int:
    if likeness >= 0.75:
        if information >= 9.0:
            return _READ_ALIKE
        if likeness >= _ALIKE_THOUGH_COMMON and information >= 4.0:
            return _READ_ALIKE_COMMON
        return _READ_PARTLY if information >= 6.0 else _READ_LITTLE
    if likeness >= 0.5 or (contained >= 0.9 and information >= 7.5):
        return _READ_PARTLY
    return _READ_LITTLE if likeness >= 0.25 else _READ_DIFFERENT


@njit(cache=True)
def _inform(one_bits: float, other_bits: float) -> float:
    """Returns the bits that a match tells; mostly those of the name that says more of it.

    A name in one Latin word is rarer than the common characters that it stands for suggest.
    """
    return 0.75 * max(one_bits, other_bits) + 0.25 * min(one_bits, other_bits)


@njit(cache=True)
def compare_names(
    words: Words,
    names: Names,
    own_part: Ints,
    left: Ints,
    right: Ints,
    order: Levels,
    levels: Levels,
    qualifiers: Levels,
    best_names: Ints,
) -> None:
    """Fills in, for each pair of records, the level of its best pair of names, and which they are.

    `own_part`: by record the concept of a part that it is itself, -1 for none; `left`, `right`:
    records of each pair; `order`: rank of each level, the higher the better.
    """
    one_match = np.empty(_MOST_WORDS, np.float32)
    other_match = np.empty(_MOST_WORDS, np.float32)
    links = np.empty((_MOST_LINKS, 4), np.int32)
    gains = np.empty((_MOST_LINKS, 2), np.float32)
    buffer = np.empty(_MOST_LETTERS + 1, np.uint32)
    facing = np.empty(_MOST_LETTERS + 1, np.uint32)
    rows = np.empty((3, _MOST_LETTERS + 1), np.int32)
    one_found = np.empty(7, np.float64)
    other_found = np.empty(7, np.float64)
    for pair in range(len(left)):
        mine, theirs = left[pair], right[pair]
        best_level, best_likeness, best_qualifier, parting = _NONE, -1.0, 0, 0
        best_share = 1.0
        best_names[pair, 0] = -1
        best_names[pair, 1] = -1
        for one in range(names.name_at[mine], names.name_at[mine + 1]):
            for other in range(names.name_at[theirs], names.name_at[theirs + 1]):
                _align(words, names, one, other, one_match, other_match, links, gains, buffer, rows)
                _weigh(
                    words, names, one, one_match, names.area_at[theirs],
                    names.area_at[theirs + 1], own_part[theirs], one_found,
                )  # fmt: skip
                _weigh(
                    words, names, other, other_match, names.area_at[mine],
                    names.area_at[mine + 1], own_part[mine], other_found,
                )  # fmt: skip
                if one_found[0] == 0 or other_found[0] == 0:
                    continue
                total = one_found[0] + other_found[0]
                likeness = (one_found[1] + other_found[1]) / total
                contained = max(one_found[1] / one_found[0], other_found[1] / other_found[0])
                information = _inform(one_found[1], other_found[1])
                if min(one_found[5], other_found[5]) >= _KINDS_BITS:
                    likeness -= _KINDS_PENALTY
                joined = 0.0
                if 0.1 < likeness < 0.97:
                    joined = _joined_likeness(words, names, one, other, buffer, facing, rows)
                if joined > likeness:
                    likeness = joined
                    information = joined * _inform(one_found[0], other_found[0])
                likeness *= names.share[one] * names.share[other]
                is_same_script = names.script[one] == names.script[other]
                if is_same_script:
                    level = _same_script_level(likeness, contained, information)
                else:
                    level = _other_script_level(likeness, contained, information)
                qualifier = _qualifier_level(one_found, other_found, is_same_script)
                if joined >= _JOINED_ALIKE and not is_same_script:
                    qualifier = _NO_QUALIFIER  # words left over were only parted elsewhere
                is_whole = names.share[one] == names.share[other] == 1
                if is_whole and is_same_script and likeness >= _ALIKE:
                    parting = max(parting, qualifier)
                is_better = order[level] > order[best_level] or (
                    level == best_level and likeness > best_likeness
                )
                if is_better or best_names[pair, 0] < 0:
                    best_level, best_likeness, best_qualifier = level, likeness, qualifier
                    best_share = names.share[one] * names.share[other]
                    best_names[pair, 0] = one
                    best_names[pair, 1] = other
        levels[pair] = best_level
        # What was left out of a name's part may part the whole names: a branch in brackets.
        if parting >= _PART_OF and (parting == _CONTRADICTING or best_share < 1):
            best_qualifier = max(best_qualifier, parting)
        qualifiers[pair] = best_qualifier


@njit(cache=True)
def compare_areas(area_at: Ints, areas: Ints, left: Ints, right: Ints, levels: Levels) -> None:
    """Fills in how the areas of pairs agree, as in levels.AreaLevel."""
    for pair in range(len(left)):
        begin, end = area_at[left[pair]], area_at[left[pair] + 1]
        other_begin, other_end = area_at[right[pair]], area_at[right[pair] + 1]
        if begin == end or other_begin == other_end:
            levels[pair] = 0
            continue
        common = 0
        for place in range(begin, end):
            for facing in range(other_begin, other_end):
                common += areas[place] == areas[facing]
        if common == 0:
            levels[pair] = 4 if min(end - begin, other_end - other_begin) == 1 else 5
        elif common < min(end - begin, other_end - other_begin):
            levels[pair] = 3
        else:
            levels[pair] = 1 if common > 1 else 2
