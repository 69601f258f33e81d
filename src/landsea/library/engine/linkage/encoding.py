"""Records written as arrays of numbers, for the compiled loops."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from landsea.library.engine.linkage import kernels
from landsea.library.engine.linkage.kinds import extent_km
from landsea.library.engine.linkage.lexicon import Role, lexicon
from landsea.library.engine.linkage.records import Record
from landsea.library.engine.linkage.scripts import sound_of
from landsea.library.engine.linkage.words import Word, list_variants, split_name

#: Names of a record that are looked at, those inside other names included.
MOST_NAMES = 8
#: Two sources that both measured a place still set their points this far apart, …
SLACK_KM = 0.1
#: … and further in China, where public maps are shifted (GCJ-02) and few say which they used.
_SLACK_KM_IN_CHINA = 0.6
#: As if so many more records were known, so that few records do not make all words common.
_UNSEEN_RECORDS = 3000
#: Meanings of words that an area's name may or may not have.
_ADMINISTRATIVE = frozenset({"province", "city", "district", "town", "village"})
#: Kinds whose word in a name says what the place is, not that it is a part of another.
_PARTS_BY_KIND = {
    "hotel": "hotel",
    "food": "restaurant",
    "shop": "store",
    "shopping": "store",
    "station": "station",
    "transport": "cableway",
}
_SCRIPTS = {
    "latin": kernels.LATIN,
    "han": kernels.HAN,
    "thai": kernels.THAI,
    "number": kernels.NUMBER,
    "hangul": 4,
    "kana": 5,
    "cyrillic": 6,
    "other": 7,
}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Records in numbers; a record is its place in the order of `Record.key`."""

    records: tuple[Record, ...]
    words: kernels.Words
    names: kernels.Names
    #: The texts of `names`, for those who read the evidence.
    name_texts: tuple[str, ...]
    latitude: Floats  #: degrees; NaN where the position is not known
    longitude: Floats
    error_km: Floats
    extent_km: Floats
    slack_km: Floats
    #: The concept of a part that the record itself is, by its kind; -1 for none.
    own_part: NDArray[np.int32]
    kind: NDArray[np.int16]
    kinds: tuple[str, ...]
    country: NDArray[np.int16]  #: -1 where it is not known
    source: NDArray[np.int32]
    #: Areas of record `r` are `area[area_at[r] : area_at[r + 1]]`.
    area_at: NDArray[np.int32]
    area: NDArray[np.int32]
    #: By record, where it has any: hashes of its external ids, by hashes of their schemes.
    external_ids: dict[int, dict[int, frozenset[int]]]
    has_external_id: NDArray[np.bool_]
    has_address: NDArray[np.bool_]
    #: Hashes of external ids that several records of one source have.
    shared_ids: frozenset[int]


@dataclass(slots=True)
class _WordList:
    """Words with their numbers, in the order in which they came."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)

    def number_of(self, word: Word) -> int:
        key = (word.text, word.latin)
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.words)
            self.words.append(word)
        return number


def hash_text(*parts: str) -> int:
    """Returns 63 bits that are the same in every process."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def encode(records: Iterable[Record]) -> Encoded:
    """Returns the records in numbers, in the order of their keys, whatever order they came in."""
    ordered = tuple(sorted(records, key=lambda record: record.key))
    word_list = _WordList()
    names, texts = _encode_names(ordered, word_list)
    points = [record.position for record in ordered]
    kinds = sorted({record.kind for record in ordered})
    countries = sorted({record.country for record in ordered if record.country})
    sources = sorted({record.source for record in ordered})
    area_at, areas = _encode_areas(ordered)
    external_ids, shared_ids = _encode_external_ids(ordered)
    return Encoded(
        records=ordered,
        words=_encode_words(word_list.words),
        names=names,
        name_texts=texts,
        latitude=np.array([point.latitude if point else np.nan for point in points]),
        longitude=np.array([point.longitude if point else np.nan for point in points]),
        error_km=np.array([point.error_km if point else np.nan for point in points]),
        extent_km=np.array([extent_km(record.kind) for record in ordered]),
        slack_km=np.array(
            [_SLACK_KM_IN_CHINA if record.country == "CN" else SLACK_KM for record in ordered]
        ),
        own_part=_own_parts(ordered),
        kind=_numbers([record.kind for record in ordered], kinds).astype(np.int16),
        kinds=tuple(kinds),
        country=_numbers([record.country for record in ordered], countries).astype(np.int16),
        source=_numbers([record.source for record in ordered], sources),
        area_at=area_at,
        area=areas,
        external_ids=external_ids,
        shared_ids=shared_ids,
        has_external_id=np.array([bool(record.external_ids) for record in ordered], np.bool_),
        has_address=np.array([bool(record.address) for record in ordered], np.bool_),
    )


def _numbers(values: Sequence[str], known: Sequence[str]) -> NDArray[np.int32]:
    places = {value: number for number, value in enumerate(known)}
    return np.array([places.get(value, -1) for value in values], np.int32)


def _own_parts(records: Sequence[Record]) -> NDArray[np.int32]:
    numbers = {concept.key: concept.number for concept in lexicon().concepts}
    parts = {kind: numbers[key] for kind, key in _PARTS_BY_KIND.items()}
    return np.array([parts.get(record.kind, -1) for record in records], np.int32)


def area_key(area: str) -> str:
    """Returns what areas are compared by: as it is read, without words such as district."""
    words = split_name(area)
    own = [word for word in words if not _ADMINISTRATIVE.intersection(_meanings(word))]
    return "".join(word.latin or word.text for word in own or words)


def _meanings(word: Word) -> set[str]:
    return {lexicon().concepts[number].key for number in word.concepts}


def _encode_areas(records: Sequence[Record]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    numbers: dict[str, int] = {}
    at, areas = [0], []
    for record in records:
        keys = sorted(_read_areas(record.areas).keys)
        areas += sorted(numbers.setdefault(key, len(numbers)) for key in keys)
        at.append(len(areas))
    return np.array(at, np.int32), np.array(areas, np.int32)


def _encode_external_ids(
    records: Sequence[Record],
) -> tuple[dict[int, dict[int, frozenset[int]]], frozenset[int]]:
    by_record: dict[int, dict[int, frozenset[int]]] = {}
    seen: Counter[tuple[str, int]] = Counter()
    for number, record in enumerate(records):
        if not record.external_ids:
            continue
        ids: dict[int, set[int]] = {}
        for scheme, value in set(record.external_ids):
            ids.setdefault(hash_text(scheme), set()).add(hash_text(scheme, value))
            seen[record.source, hash_text(scheme, value)] += 1
        by_record[number] = {scheme: frozenset(values) for scheme, values in ids.items()}
    return by_record, frozenset(value for (_source, value), count in seen.items() if count > 1)


def _names_of(record: Record) -> list[tuple[str, float]]:
    """Lists a record's names, whole ones first, and which share of a whole name each stands for."""
    whole = dict.fromkeys(name.strip() for _tag, name in (*record.names, *record.former_names))
    found = dict.fromkeys(whole, 1.0)
    for name in whole:
        for variant, share in list_variants(name):
            found.setdefault(variant, share)
    return list(found.items())[:MOST_NAMES]


def _encode_names(
    records: Sequence[Record], word_list: _WordList
) -> tuple[kernels.Names, tuple[str, ...]]:
    name_at, word_at, word_numbers = array("i", [0]), array("i", [0]), array("i")
    bits, shares, scripts, is_of_area = array("f"), array("f"), array("b"), array("b")
    area_at, area_words = array("i", [0]), array("i")
    texts: list[str] = []
    document_count: Counter[int] = Counter()
    for record in records:
        areas = _read_areas(record.areas)
        mine: set[int] = set()
        for name, share in _names_of(record):
            words = split_name(name)
            if not words:
                continue
            numbers = [word_list.number_of(word) for word in words]
            mine.update(numbers)
            word_numbers.extend(numbers)
            bits.extend(word.bits for word in words)
            is_of_area.extend(_repeat_area(words, areas.keys, areas.long_words))
            word_at.append(len(word_numbers))
            scripts.append(_SCRIPTS[_main_script(words)])
            shares.append(share)
            texts.append(name)
        name_at.append(len(scripts))
        document_count.update(mine)
        area_words.extend(sorted({word_list.number_of(word) for word in areas.words}))
        area_at.append(len(area_words))
    names = kernels.Names(
        name_at=np.array(name_at, np.int32),
        word_at=np.array(word_at, np.int32),
        word=np.array(word_numbers, np.int32),
        bits=_limit_bits(
            np.array(bits, np.float32),
            np.array(word_numbers, np.int32),
            document_count,
            len(records),
        ),
        is_of_area=np.array(is_of_area, np.bool_),
        script=np.array(scripts, np.int8),
        share=np.array(shares, np.float32),
        area_at=np.array(area_at, np.int32),
        area_word=np.array(area_words, np.int32),
    )
    return names, tuple(texts)


@dataclass(frozen=True, slots=True)
class _Areas:
    """The areas of a record, as its names are compared with them."""

    keys: frozenset[str]
    #: Words that are a name by themselves.
    long_words: frozenset[str]
    #: All words that say something, and each area's whole name in Latin letters.
    words: tuple[Word, ...]


@lru_cache(maxsize=1 << 12)
def _read_areas(areas: tuple[str, ...]) -> _Areas:
    keys = frozenset(area_key(area) for area in areas) - {""}
    words = [word for area in areas for word in split_name(area)]
    joined = [word for key in sorted(keys) if key.isascii() for word in split_name(key)]
    return _Areas(
        keys,
        frozenset(
            word.text
            for word in words
            if word.role == Role.PLAIN and word.script == "latin" and len(word.text) > 3
        ),
        tuple(dict.fromkeys(word for word in (*words, *joined) if word.role != Role.FILLER)),
    )


def _repeat_area(
    words: Sequence[Word], area_keys: frozenset[str], area_words: frozenset[str]
) -> list[bool]:
    """Says for each word of a name whether it is, alone or with others, the name of the area."""
    repeats = [word.text in area_words for word in words]
    readings = [word.latin or word.text for word in words]
    for begin, reading in enumerate(readings):
        if not any(key.startswith(reading) for key in area_keys):
            continue
        for end in range(begin + 1, min(begin + 6, len(words)) + 1):
            if "".join(readings[begin:end]) in area_keys:
                repeats[begin:end] = [True] * (end - begin)
    has_more = any(
        word.bits > 1 for word, repeated in zip(words, repeats, strict=True) if not repeated
    )
    # A name that is the area's own has nothing else to be known by.
    return repeats if has_more else [False] * len(words)


def _limit_bits(
    bits: NDArray[np.float32], words: NDArray[np.int32], counts: Counter[int], record_count: int
) -> NDArray[np.float32]:
    """Returns the bits, none more than the share of the records that have the word tells."""
    known = np.zeros(max(counts, default=0) + 1)
    known[list(counts.keys())] = list(counts.values())
    limits = np.log2((record_count + _UNSEEN_RECORDS) / (known + 1))
    return np.minimum(bits, limits[words]).astype(np.float32)


def _main_script(words: Sequence[Word]) -> str:
    letters: Counter[str] = Counter()
    for word in words:
        # A number alone leaves the script open; it must not outweigh a letter.
        letters[word.script] += 0 if word.script == "number" else len(word.text)
    return max(letters, key=lambda script: (letters[script], script))


def _encode_words(words: Sequence[Word]) -> kernels.Words:
    text_at, latin_at, sound_at = [0], [0], [0]
    texts, latins, sounds = [], [], []
    for word in words:
        sound = sound_of(word.latin)
        texts.append(word.text)
        latins.append(word.latin)
        sounds.append(sound)
        text_at.append(text_at[-1] + len(word.text))
        latin_at.append(latin_at[-1] + len(word.latin))
        sound_at.append(sound_at[-1] + len(sound))
    no_concept = (-1, -1)
    return kernels.Words(
        text=np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32),
        text_at=np.array(text_at, np.int32),
        latin=np.frombuffer("".join(latins).encode("utf-32-le"), np.uint32),
        latin_at=np.array(latin_at, np.int32),
        sound=np.frombuffer("".join(sounds).encode("utf-32-le"), np.uint32),
        sound_at=np.array(sound_at, np.int32),
        concept=np.array([(*word.concepts, *no_concept)[:2] for word in words], np.int32).reshape(
            -1, 2
        ),
        role=np.array([word.role for word in words], np.int8),
        script=np.array([_SCRIPTS[word.script] for word in words], np.int8),
    )
