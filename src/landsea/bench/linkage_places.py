"""Records for the linkage benchmark: places of a CSV file, and made-up ones of the same words."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pypinyin import lazy_pinyin

from landsea.kernel.geo import Position, Precision, great_circle_km
from landsea.library.engine.csv_table import read_csv
from landsea.library.engine.linkage.records import Record
from landsea.library.engine.place_rows import REQUIRED_COLUMNS, PlaceDraft, read_place_row

SOURCE = "left"


@dataclass(frozen=True, slots=True)
class Generic:
    """What a kind of place is called in names; a vocabulary of the benchmark's own."""

    kind: str
    en: str
    zh: str
    vi: str
    th: str
    fr: str


GENERICS = (
    Generic("museum", "Museum", "博物馆", "Bảo tàng", "พิพิธภัณฑ์", "Musée"),
    Generic("park", "Park", "公园", "Công viên", "สวนสาธารณะ", "Parc"),
    Generic("temple", "Temple", "寺", "Chùa", "วัด", "Temple"),
    Generic("oldtown", "Ancient Town", "古镇", "Phố cổ", "เมืองเก่า", "Vieille ville"),
    Generic("nature", "Lake", "湖", "Hồ", "ทะเลสาบ", "Lac"),
    Generic("nature", "Mountain", "山", "Núi", "เขา", "Mont"),
    Generic("waterfall", "Waterfall", "瀑布", "Thác", "น้ำตก", "Cascade"),
    Generic("cave", "Cave", "洞", "Động", "ถ้ำ", "Grotte"),
    Generic("beach", "Beach", "海滩", "Bãi biển", "หาด", "Plage"),
    Generic("island", "Island", "岛", "Đảo", "เกาะ", "Île"),
    Generic("market", "Market", "市场", "Chợ", "ตลาด", "Marché"),
    Generic("hotspring", "Hot Spring", "温泉", "Suối nước nóng", "น้ำพุร้อน", "Sources chaudes"),
    Generic("memorial", "Memorial Hall", "纪念馆", "Nhà tưởng niệm", "อนุสรณ์สถาน", "Mémorial"),
    Generic("garden", "Garden", "花园", "Vườn hoa", "สวน", "Jardin"),
    Generic("landmark", "Bridge", "大桥", "Cầu", "สะพาน", "Pont"),
    Generic("street", "Square", "广场", "Quảng trường", "จัตุรัส", "Place"),
)


def read_places(path: Path) -> list[Record]:
    """Returns the places of a CSV file with the columns of the embedded one; faulty rows aside.

    Of rows that share a name and lie within a kilometre of each other only the first is kept: a
    file's own duplicates would count as errors when they are found.
    """
    rows = read_csv(path.read_bytes(), required=REQUIRED_COLUMNS)
    drafts = (read_place_row(row, number) for number, row in enumerate(rows, start=2))
    kept: list[Record] = []
    by_name: dict[str, list[Record]] = {}
    for draft in drafts:
        if not isinstance(draft, PlaceDraft):
            continue
        record = _record(draft)
        names = [name.casefold() for _tag, name in record.names]
        if any(_are_close(record, other) for name in names for other in by_name.get(name, ())):
            continue
        kept.append(record)
        for name in names:
            by_name.setdefault(name, []).append(record)
    return kept


def _are_close(one: Record, other: Record) -> bool:
    if one.position is None or other.position is None:
        return one.country == other.country
    return great_circle_km(one.position, other.position) <= 1.0


def _record(draft: PlaceDraft) -> Record:
    areas = [text for _tag, text in draft.district_names] + [draft.city, draft.region]
    return Record(
        id=draft.source_key,
        source=SOURCE,
        names=tuple(draft.names),
        position=draft.position,
        kind=draft.kind,
        country=draft.market,
        areas=tuple(dict.fromkeys(filter(None, areas))),
    )


def make_places(known: Sequence[Record], count: int, seed: int) -> list[Record]:
    """Returns made-up places: the words of known names joined anew, around the known positions."""
    randomly = random.Random(seed)
    parts = {tag: _parts(known, tag) for tag in ("zh-Hans", "vi", "th")}
    bases = [record for record in known if record.position]
    return [_make_place(number, randomly.choice(bases), parts, randomly) for number in range(count)]


def _parts(known: Sequence[Record], tag: str) -> list[str]:
    """Lists what the names of a language are made of: characters, syllables, words."""
    names = [name for record in known for each, name in record.names if each == tag]
    if tag == "zh-Hans":
        return sorted({letter for name in names for letter in name if "一" <= letter <= "龥"})
    return sorted({word for name in names for word in name.split() if word.isalpha()})


def _make_place(
    number: int, base: Record, parts: dict[str, list[str]], randomly: random.Random
) -> Record:
    generic = randomly.choice(GENERICS)
    local = {"CN": "zh-Hans", "VN": "vi", "TH": "th"}.get(base.country, "")
    names: dict[str, str] = {}
    if local == "zh-Hans":
        core = "".join(randomly.sample(parts[local], randomly.choice((2, 2, 3, 3, 4))))
        names = {
            "zh-Hans": core + generic.zh,
            "en": f"{''.join(lazy_pinyin(core)).title()} {generic.en}",
        }
    elif local == "vi":
        core = " ".join(randomly.sample(parts[local], randomly.choice((2, 2, 3))))
        names = {"vi": f"{generic.vi} {core}", "en": f"{core} {generic.en}"}
    else:
        words = _parts_of_english(parts)
        core = " ".join(randomly.sample(words, randomly.choice((1, 2, 2)))).title()
        names = {"en": f"{core} {generic.en}", "fr": f"{generic.fr} {core}"}
        if local == "th" and parts["th"]:
            names = {"th": generic.th + "".join(randomly.sample(parts["th"], 2))[:20]} | names
    return replace(
        base,
        id=f"made-{number:07}",
        names=tuple(names.items()),
        kind=generic.kind,
        position=_elsewhere(base.position, randomly),
    )


def _parts_of_english(parts: dict[str, list[str]]) -> list[str]:
    """Returns made-up words that could be romanised names: two syllables from Chinese and Thai."""
    syllables = lazy_pinyin(parts["zh-Hans"][:80]) or ["lan", "sea", "mar", "kan"]
    return [one + other for one in syllables[:40] for other in syllables[40:]] or syllables


def _elsewhere(position: Position | None, randomly: random.Random) -> Position:
    if position is None:
        raise ValueError("A base has a position.")
    latitude = min(85.0, max(-85.0, position.latitude + randomly.uniform(-1, 1)))
    longitude = position.longitude + randomly.uniform(-1, 1)
    if position.precision is Precision.EXACT or randomly.random() < 0.7:
        return Position(latitude, longitude)
    return Position(latitude, longitude, position.precision, position.error_km)
