"""Makes the tables of the demonstration from gathered ones: `python -m tools.demo_data FOLDER`.

FOLDER holds places.csv, places_more.csv, places_points.csv, names.csv, world_heritage.csv,
heritage.csv, events.csv, public_holidays.csv and admin_cn.csv. What is taken and what is left out,
and why, is told to readers in src/landsea/demo/data/PLACES.md and EVENTS.md.
"""

import csv
import re
import sys
from collections.abc import Iterable
from math import pi, sqrt
from pathlib import Path

from tools.demo_events import events_of, holidays_of
from tools.demo_regions import DISTRICTS, OTHER_NAMES, REGIONS

Row = dict[str, str]

TARGET = Path(__file__).resolve().parent.parent / "src/landsea/demo/data"
COLUMNS = (
    "id",
    "name_zh",
    "name_en",
    "name_th",
    "name_vi",
    "name_ms",
    "name_de",
    "name_fr",
    "kind",
    "listing",
    "listing_year",
    "city",
    "city_zh",
    "city_th",
    "city_vi",
    "district",
    "district_en",
    "region",
    "country",
    "lat",
    "lon",
    "coord_level",
    "coord_source",
    "unesco",
    "grade",
    "opening_hours",
    "opening_hours_raw",
    "ticket_price",
    "ticket_price_low_season",
    "ticket_currency",
    "visit_minutes_estimated",
    "themes",
    "confidence",
    "source",
    "source_url",
    "source_date",
    "licence",
    "note",
)
_BELIEVED = frozenset("AB")
#: Terms that ask for more than a citation: left out.
_BOUND = re.compile("ODbL|OpenStreetMap|Baidu Map terms|CC BY-SA", re.IGNORECASE)
_TAGS = ("en", "th", "vi", "ms", "de", "fr")
_NAME_COLUMNS = {"zh": "name_zh"} | {tag: f"name_{tag}" for tag in _TAGS}
_WORLD_HERITAGE = re.compile(r"WHS (\d+)")
_PROPERTY = re.compile("UNESCO")
#: Places whose kind the source's rule got wrong, set by hand, and why.
_BY_HAND = {
    "cq-0016": (
        {"kind": "landmark", "visit_minutes_estimated": "45", "themes": "sightseeing"},
        "kind set by hand: the hall and its square (was street)",
    ),
    "cq-0031": (
        {"kind": "street", "themes": "streetlife;food"},
        "kind set by hand: a quarter of stilt houses (was cave, from the last sign of its name)",
    ),
    "cq-0087": (
        {"kind": "transport", "visit_minutes_estimated": "45", "themes": "sightseeing"},
        "kind set by hand: a cable car over the river (was nature)",
    ),
}
_CITED = "facts of the World Heritage List, cited; terms of its data set are not settled"
_NEW_PROPERTIES = ("576", "590", "678", "948", "1328")
_PROPERTY_REGIONS = {
    "576": "Phra Nakhon Si Ayutthaya",
    "590": "Nakhon Ratchasima",
    "678": "Hue",
    "948": "Quang Nam",
    "1328": "Hanoi",
}
_LISTINGS = (
    ("UNESCO USL", "unesco-urgent"),
    ("UNESCO RL", "unesco-representative"),
    ("China national list", "national"),
)


def main(arguments: list[str]) -> int:
    """Writes the tables; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("Which folder holds the gathered tables?\n")
        return 2
    folder = Path(arguments[0])
    _write("places.csv", COLUMNS, places_of(folder))
    _write("heritage.csv", COLUMNS, elements_of(folder))
    events, holidays = events_of(folder), holidays_of(folder)
    _write("events.csv", tuple(events[0]), events)
    _write("holidays.csv", tuple(holidays[0]), holidays)
    return 0


def read(folder: Path, name: str) -> list[Row]:
    """Returns the rows of a table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places_of(folder: Path) -> list[Row]:
    """Returns the places with an official list behind them, and those that are compiled."""
    gathered = read(folder, "places.csv") + read(folder, "places_more.csv")
    properties = {each["id_no"]: each for each in read(folder, "world_heritage.csv")}
    points = {each["id"]: each for each in read(folder, "places_points.csv")}
    districts = _district_names(folder)
    rows = [dict(each) for each in gathered if _is_taken(each)]
    for row in rows:
        _correct(row, points.get(row["id"]), properties)
        _place_it(row, districts)
    rows += [_property_row(properties[each]) for each in _NEW_PROPERTIES]
    _name_them(rows, read(folder, "names.csv"), properties)
    return rows


def elements_of(folder: Path) -> list[Row]:
    """Returns the elements of intangible heritage by name and listing, and nothing else."""
    districts = _district_names(folder)
    rows = []
    for each in read(folder, "heritage.csv"):
        if each["confidence"] not in _BELIEVED or "tangible)" in each["list"]:
            continue
        region, _, rest = each["region"].partition(" / ")
        within = re.match(r"(?P<city>[A-Za-z]+)(?: \((?P<district>.+)\))?$", rest)
        row = dict.fromkeys(COLUMNS, "") | {
            key: each[key]
            for key in ("id", "name_zh", "name_en", "country", "confidence", "source", "source_url")
        }
        is_sure = "verify" not in each["year_basis"]
        row |= {
            "kind": "intangible",
            "listing": next(word for start, word in _LISTINGS if each["list"].startswith(start)),
            "listing_year": each["year"] if is_sure else "",
            "licence": each["licence"],
            "region": region,
            "city": within["city"] if within else region,
            "district": (within["district"] or "") if within else rest.removesuffix("重庆市"),
        }
        if row["city"] not in REGIONS:
            row["city"] = ""
        _place_it(row, districts)
        rows.append(row)
    return rows


def _is_taken(row: Row) -> bool:
    terms = " ".join((row["licence"], row["source"], row["coord_source"]))
    return row["confidence"] in _BELIEVED and not _BOUND.search(terms)


def _correct(row: Row, point: Row | None, properties: dict[str, Row]) -> None:
    """Takes away what nobody believes, and sets better points."""
    row["kind"] = row["kind"].replace("_", "")
    changes, why = _BY_HAND.get(row["id"], ({}, ""))
    row |= changes
    if "unverified" in row["grade"]:
        row["grade"] = ""
    is_doubted = row["region"] in {"Liaoning", "Singapore"} or "(C" in row["note"]
    if is_doubted:
        row["opening_hours"] = row["opening_hours_raw"] = ""
    if row["region"] == "Liaoning" or re.search(r"price[^;]*\(C", row["note"]):
        row["ticket_price"] = row["ticket_price_low_season"] = row["ticket_currency"] = ""
    said = [part.strip() for part in row["note"].split(";")]
    said = [part for part in said if part and not re.search(r"\bhours\b|\(C", part)]
    # Of which page of one source a record is, its note says.
    row["source"], page = _split_page(row["source"])
    row["note"] = "; ".join(filter(None, (*said, page, why)))
    if point and point["confidence"] in _BELIEVED:
        row |= {
            "lat": point["lat"],
            "lon": point["lon"],
            "coord_level": point["coord_level"],
            "coord_source": f"{point['source']}; {point['datum']}; {point['agreement']}",
        }
    _point_of_property(row, properties)


def _split_page(source: str) -> tuple[str, str]:
    found = re.search(r", (place P\d+)$", source)
    return (source[: found.start()], found[1]) if found else (source, "")


def _point_of_property(row: Row, properties: dict[str, Row]) -> None:
    """Sets the newer point of a whole World Heritage property, as rough as the property is large.

    Not in China, where places of the table are parts of properties.
    """
    number = _WORLD_HERITAGE.match(row["unesco"])
    if row["country"] == "CN" or not number or not _PROPERTY.search(row["coord_source"]):
        return
    found = properties[number[1]]
    row |= {"lat": found["lat"], "lon": found["lon"], "coord_level": _level_of(found)}
    row["coord_source"] = "World Heritage Centre, data hub whc001 (2026-05): the whole property"


def _level_of(found: Row) -> str:
    """Returns the level whose error covers a circle as large as the property."""
    radius_km = sqrt(float(found["area_ha"] or 0) / 100 / pi)
    levels = ((0.25, "point"), (0.8, "approx_0.01deg"), (8.0, "approx_0.1deg"))
    return next((level for most, level in levels if radius_km <= most), "approx_1deg")


def _place_it(row: Row, districts: Row) -> None:
    if row["country"] != "CN":
        region = OTHER_NAMES.get(row["region"], row["region"])
        row["region"] = region
        row["city"] = region if region in REGIONS else ""
        row["district"] = ""
    chinese, thai, vietnamese = REGIONS.get(row["city"], ("", "", ""))
    row |= {"city_zh": chinese, "city_th": thai, "city_vi": vietnamese}
    row["district_en"] = districts.get(row["district"], "")


def _district_names(folder: Path) -> Row:
    endings = {"区": "District", "县": "County", "市": "City"}
    names = dict(DISTRICTS)
    for each in read(folder, "admin_cn.csv"):
        for ending, word in endings.items():
            name = each["name_en"]
            known = name if name.endswith(word) else f"{name} {word}"
            names.setdefault(f"{each['name_zh']}{ending}", known)
        names.setdefault(each["name_zh"], each["name_en"])
    return names


def _property_row(found: Row) -> Row:
    """Returns a World Heritage property that no other table has as a place."""
    number = found["id_no"]
    return (
        dict.fromkeys(COLUMNS, "")
        | {
            "id": f"wh-{number}",
            "name_en": re.sub("<[^>]+>", "", found["name_en"]),
            "name_fr": found["name_fr"],
            "kind": "nature" if found["category"] == "Natural" else "heritage",
            "region": _PROPERTY_REGIONS[number],
            "country": found["country"],
            "city": _PROPERTY_REGIONS[number],
            "lat": found["lat"],
            "lon": found["lon"],
            "coord_level": _level_of(found),
            "coord_source": "World Heritage Centre, data hub whc001 (2026-05): the whole property",
            "unesco": f"WHS {number} ({found['year']})",
            "visit_minutes_estimated": "180" if found["category"] == "Natural" else "90",
            "themes": "nature" if found["category"] == "Natural" else "history;culture",
            "confidence": "A",
            "source": "World Heritage Centre, data hub whc001",
            "source_url": f"https://whc.unesco.org/en/list/{number}",
            "source_date": "2026-05",
            "licence": _CITED,
            "note": "",
        }
        | dict(
            zip(("city_zh", "city_th", "city_vi"), REGIONS[_PROPERTY_REGIONS[number]], strict=True)
        )
    )


def _name_them(rows: list[Row], names: Iterable[Row], properties: dict[str, Row]) -> None:
    """Fills in names in further languages; none of those that are bound to share-alike terms."""
    known = {row["id"]: row for row in rows}
    for each in names:
        row, column = known.get(each["place_id"]), _NAME_COLUMNS.get(each["language"])
        is_property = each["scope"].startswith("world_heritage")
        if row is None or column is None or _BOUND.search(each["licence"]):
            continue
        if each["scope"] == "place" or (is_property and row["country"] != "CN"):
            row[column] = row[column] or each["name"]
    for row in rows:
        row["name_en"] = re.sub("<[^>]+>", "", row["name_en"])
        # A letter that the source has lost is not guessed.
        row["name_fr"] = "" if "\ufffd" in row["name_fr"] else row["name_fr"]


def _write(name: str, columns: Iterable[str], rows: list[Row]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, list(columns), lineterminator="\n", extrasaction="ignore", restval=""
        )
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
