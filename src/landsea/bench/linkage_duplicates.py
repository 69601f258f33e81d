"""Duplicates made of records, and records that only look like duplicates."""

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians

from pypinyin import Style, lazy_pinyin

from landsea.bench.linkage_places import GENERICS
from landsea.kernel.geo import Position, Precision
from landsea.library.engine.linkage.records import Record

SOURCE = "right"
Names = dict[str, str]

#: Words that make a neighbour of a name, by language: one of each row against another.
_NEIGHBOURS = (
    {"en": "North Gate", "zh-Hans": "北门", "vi": "cổng Bắc", "th": "ประตูเหนือ", "fr": "porte nord"},
    {"en": "South Gate", "zh-Hans": "南门", "vi": "cổng Nam", "th": "ประตูใต้", "fr": "porte sud"},
    {"en": "East Gate", "zh-Hans": "东门", "vi": "cổng Đông", "th": "ประตูตะวันออก"},
    {"en": "Car Park", "zh-Hans": "停车场", "vi": "bãi đỗ xe", "th": "ลานจอดรถ", "fr": "parking"},
    {"en": "Hotel", "zh-Hans": "酒店", "vi": "khách sạn", "th": "โรงแรม", "fr": "hôtel"},
    {"en": "Station", "zh-Hans": "站", "vi": "ga", "th": "สถานี", "fr": "gare"},
    {"en": "Visitor Centre", "zh-Hans": "游客中心", "vi": "trung tâm du khách"},
)  # fmt: skip
_BRANCHES = (
    {"en": "East Branch", "zh-Hans": "东馆", "vi": "chi nhánh phía Đông", "th": "สาขาตะวันออก"},
    {"en": "Branch", "zh-Hans": "分馆", "vi": "chi nhánh", "th": "สาขา", "fr": "annexe"},
)
#: Kinds that sources use in place of another.
_OTHER_KINDS = {
    "museum": ("attraction", "heritage", "memorial"),
    "memorial": ("museum", "heritage"),
    "temple": ("heritage", "attraction", "landmark"),
    "heritage": ("temple", "attraction", "museum", "oldtown"),
    "park": ("nature", "garden", "attraction"),
    "nature": ("attraction", "park", "nationalpark"),
    "oldtown": ("street", "attraction", "heritage"),
    "street": ("oldtown", "shopping", "attraction"),
}
_GENERIC_ENDINGS = ("旅游景区", "风景名胜区", "风景区", "旅游区", "景区", " Scenic Area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Records of two sides, and which pairs of them (by id) are of one place and which are not.

    With `is_complete` every pair that is not of one place is of two.
    """

    left: tuple[Record, ...]
    right: tuple[Record, ...]
    matches: frozenset[tuple[str, str]]
    others: frozenset[tuple[str, str]]
    is_complete: bool


def make_duplicates(records: Sequence[Record], seed: int) -> Labelled:
    """Returns the records on the left, and duplicates of four of five of them on the right.

    A third of all has a look-alike on the right too: of the same name in another town, a neighbour
    or a branch. Nothing of the engine is used to make them.
    """
    randomly = random.Random(seed)
    left: list[Record] = []
    right: list[Record] = []
    matches, others = set(), set()
    for number, record in enumerate(records):
        mine, theirs = _pair(record, f"b{number:07}", randomly)
        left.append(mine)
        if randomly.random() < 0.8:
            right.append(theirs)
            matches.add((mine.id, theirs.id))
        if randomly.random() < 0.35:
            double, against = _look_alike(mine, f"n{number:07}", randomly)
            right.append(double)
            others.add((mine.id, double.id))
            if against is not None:
                left.append(against)
                others.add((against.id, double.id))
    randomly.shuffle(right)
    return Labelled(
        left=tuple(left),
        right=tuple(right),
        matches=frozenset(matches),
        others=frozenset(others),
        is_complete=True,
    )


def _pair(record: Record, new_id: str, randomly: random.Random) -> tuple[Record, Record]:
    """Returns a record as the left source has it, and as the right one has it."""
    names = dict(record.names)
    mine, theirs = _name_both(names, randomly)
    wikidata = (("wikidata", f"Q{new_id}"),)
    left_ids, right_ids = randomly.choices(
        ((), (wikidata, ()), ((), wikidata), (wikidata, wikidata)), (70, 10, 10, 10)
    )[0] or ((), ())
    double = replace(
        record,
        id=new_id,
        source=SOURCE,
        names=tuple(theirs.items()),
        position=_moved(record.position, record.kind, randomly),
        kind=_other_kind(record.kind, randomly),
        areas=record.areas if randomly.random() < 0.7 else (),
        country=record.country if randomly.random() < 0.8 else "",
        external_ids=right_ids,
    )
    return replace(record, names=tuple(mine.items()), external_ids=left_ids), double


def _name_both(names: Names, randomly: random.Random) -> tuple[Names, Names]:
    if len(names) > 1 and randomly.random() < 0.45:
        tags = list(names)
        randomly.shuffle(tags)
        cut = randomly.randrange(1, len(tags))
        theirs = {tag: names[tag] for tag in tags[:cut]}
        mine = {tag: names[tag] for tag in tags[cut:]} if randomly.random() < 0.7 else names
        return mine, {tag: _worn(name, randomly, 0.25) for tag, name in theirs.items()}
    changed = {tag: _worn(name, randomly, 0.75) for tag, name in names.items()}
    if len(names) == 1 and randomly.random() < 0.5:
        return names, _transliterated(names, randomly)
    return names, changed


def _transliterated(names: Names, randomly: random.Random) -> Names:
    (tag, name), *_rest = names.items()
    if tag == "zh-Hans":
        return {"en": _pinyin(name, randomly)}
    if tag == "vi":
        return {"en": _without_accents(name)}
    return {tag: _worn(name, randomly, 1.0)}


def _pinyin(name: str, randomly: random.Random) -> str:
    """Returns a Chinese name in pinyin, its kind translated if the benchmark knows the word."""
    for generic in GENERICS:
        if name.endswith(generic.zh) and len(name) > len(generic.zh):
            return f"{_spell(name[: -len(generic.zh)], randomly)} {generic.en}"
    return _spell(name, randomly)


def _spell(name: str, randomly: random.Random) -> str:
    style = Style.TONE if randomly.random() < 0.2 else Style.NORMAL
    syllables = lazy_pinyin(name, style=style)
    how = randomly.random()
    if how < 0.3:
        return " ".join(syllables).title()
    pairs = ["".join(syllables[begin : begin + 2]) for begin in range(0, len(syllables), 2)]
    return " ".join(pairs).title() if how < 0.8 else "".join(syllables).capitalize()


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _worn(name: str, randomly: random.Random, share: float) -> str:
    """Returns a name as another source might write it; with the share's complement unchanged."""
    if randomly.random() > share:
        return name
    wear: Callable[[str, random.Random], str] = randomly.choice(
        (_mistyped, _reordered, _shortened, _without_marks, _upper, _mistyped)
    )
    return wear(name, randomly) or name


def _mistyped(name: str, randomly: random.Random) -> str:
    if len(name) < 5:
        return name
    place = randomly.randrange(1, len(name) - 1)
    how = randomly.randrange(3)
    if how == 0:
        return name[:place] + name[place + 1 :]
    if how == 1:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return name[:place] + name[place] + name[place:]


def _reordered(name: str, randomly: random.Random) -> str:
    words = name.split()
    randomly.shuffle(words)
    return " ".join(words)


def _shortened(name: str, randomly: random.Random) -> str:
    for ending in _GENERIC_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 2:
            return name[: -len(ending)]
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 3 and randomly.random() < 0.5 else name


def _without_marks(name: str, _randomly: random.Random) -> str:
    if any("\u0e00" <= letter <= "\u0eff" for letter in name):
        return name
    return _without_accents(name).replace("-", " ").replace("·", "").replace("’", "'")


def _upper(name: str, _randomly: random.Random) -> str:
    return name.upper()


def _other_kind(kind: str, randomly: random.Random) -> str:
    how = randomly.random()
    if how < 0.6:
        return kind
    return randomly.choice(_OTHER_KINDS.get(kind, ("attraction",))) if how < 0.9 else ""


def _moved(position: Position | None, kind: str, randomly: random.Random) -> Position | None:
    """Returns another source's point for a place: as exact as it says, or not known."""
    if position is None or randomly.random() < 0.12:
        return None
    if position.precision is Precision.DISTRICT:
        return _shifted(position, randomly.uniform(0, position.error_km * 0.8), randomly)
    how = randomly.random()
    if how < 0.6:
        apart = randomly.uniform(0, 0.8 if kind in {"nature", "nationalpark"} else 0.15)
        return _shifted(position, apart + randomly.uniform(0, position.error_km), randomly)
    decimals, error_km = (2, 0.8) if how < 0.85 else (1, 8.0)
    point = _shifted(position, 0.1, randomly)
    return Position(
        round(point.latitude, decimals),
        round(point.longitude, decimals),
        Precision.ROUNDED,
        error_km + position.error_km,
    )


def _shifted(position: Position, kilometres: float, randomly: random.Random) -> Position:
    north, east = randomly.gauss(0, 1), randomly.gauss(0, 1)
    length = (north**2 + east**2) ** 0.5 or 1.0
    latitude = position.latitude + kilometres * north / length / 111.2
    stretch = max(0.05, cos(radians(position.latitude)))
    longitude = position.longitude + kilometres * east / length / 111.2 / stretch
    return replace(
        position, latitude=max(-90.0, min(90.0, latitude)), longitude=(longitude + 180) % 360 - 180
    )


def _look_alike(
    record: Record, new_id: str, randomly: random.Random
) -> tuple[Record, Record | None]:
    """Returns a record of another place that looks like this one, and another one for the left."""
    double = replace(record, id=new_id, source=SOURCE, external_ids=())
    how = randomly.random()
    if how < 0.35:
        return _in_another_town(double, randomly), None
    if how < 0.55:
        branch = randomly.choice(_BRANCHES)
        far = _near(record.position, randomly.uniform(2, 12), randomly)
        return replace(double, names=_extended(record.names, branch), position=far), None
    one, other = randomly.sample(_NEIGHBOURS, 2)
    here = _near(record.position, randomly.uniform(0.1, 0.6), randomly)
    there = _near(record.position, randomly.uniform(0.1, 0.6), randomly)
    double = replace(double, names=_extended(record.names, one), position=here)
    if how < 0.8:
        return double, None
    mine = replace(
        record,
        id=f"{new_id}-left",
        names=_extended(record.names, other),
        position=there,
        external_ids=(),
    )
    return double, mine


def _in_another_town(double: Record, randomly: random.Random) -> Record:
    position = _near(double.position, randomly.uniform(60, 400), randomly)
    if position is not None and position.precision is Precision.DISTRICT:
        position = replace(position, error_km=min(position.error_km, 26.0))
    return replace(double, position=position, areas=(f"Otherton {randomly.randrange(1000)}",))


def _near(position: Position | None, kilometres: float, randomly: random.Random) -> Position | None:
    return None if position is None else _shifted(position, kilometres, randomly)


def _extended(
    names: tuple[tuple[str, str], ...], words: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Returns the names with a word more, in those languages that have one, else in English."""
    known = [(tag, name) for tag, name in names if tag in words]
    if not known:
        return ((names[0][0], f"{names[0][1]} {words['en']}"),)
    return tuple(
        (tag, f"{name}{words[tag]}" if tag in {"zh-Hans", "th"} else f"{name} {words[tag]}")
        for tag, name in known
    )
