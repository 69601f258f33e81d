"""The events and public holidays of the demonstration, from the gathered tables."""

import csv
import re
from pathlib import Path

from tools.demo_holiday_names import HOLIDAY_NAMES
from tools.demo_regions import REGIONS

Row = dict[str, str]

#: The rules that sources state in words; anything else is known by its month only.
_RULES = {
    "ev-001": "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=20;DURATION=P21D;X-ABOUT=TRUE",
    "ev-011": "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=13;DURATION=P3D",
    "ev-012": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=16;DURATION=P3D;X-ABOUT=TRUE",
    "ev-013": "FREQ=YEARLY;BYMONTH=1;BYDAY=2SA",
    # 20 to 29 April 2023 was the first to the tenth day of the third month, 25 April the sixth.
    "ev-014": "RSCALE=VIETNAMESE;FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;DURATION=P10D",
    "ev-015": "RSCALE=VIETNAMESE;FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=6",
}
_DERIVED = {
    "ev-014": "the lunar days are read off the dates of 2023",
    "ev-015": "the lunar day is read off the date of 2023",
}
#: Feasts that the table of public holidays has the days of: market, and how the table calls them.
_AS_HOLIDAYS = {"ev-020": ("SG", "Diwali"), "ev-024": ("ID", "Day of Silence")}
#: Names in the market's own language, which the sources lack.
_OWN_NAMES = {
    "ev-009": {"name_th": "ลอยกระทงและยี่เป็ง"},
    "ev-011": {"name_th": "สงกรานต์"},
    "ev-013": {"name_th": "วันเด็กแห่งชาติ", "name_zh": "泰国儿童节"},
    "ev-014": {"name_vi": "Lễ hội Phủ Giày"},
    "ev-015": {"name_vi": "Lễ hội chùa Tây Phương"},
    "ev-016": {"name_vi": "Lễ hội chùa Hương"},
    "ev-020": {"name_zh": "屠妖节"},
    "ev-024": {"name_zh": "静居日"},
}
_KINDS = {"sports": "sport", "public day": "public-day"}
_CITIES = {"San Kamphaeng": "Chiang Mai"}
_EVENT_COLUMNS = (
    "id",
    "name_zh",
    "name_en",
    "name_th",
    "name_vi",
    "kind",
    "country",
    "region",
    "city",
    "city_zh",
    "city_th",
    "city_vi",
    "rule",
    "rule_note",
    "confidence",
    "source",
    "source_url",
    "licence",
    "note",
)
_LINKS = re.compile(r"\s*\((?:estimated|observed)\)")


def events_of(folder: Path) -> list[Row]:
    """Returns the events that somebody stands by, with their rules."""
    holidays = _read(folder, "public_holidays.csv")
    return [
        _event_row(each, holidays)
        for each in _read(folder, "events.csv")
        if each["confidence"] in {"A", "B"}
    ]


def holidays_of(folder: Path) -> list[Row]:
    """Returns the public holidays of the demonstration's markets; of one day, one row.

    Days off that were moved, and working days that make up for them, are left out.
    """
    rows: dict[tuple[str, str], Row] = {}
    for each in _read(folder, "public_holidays.csv"):
        name = each["name_en"]
        if each["country"] == "HK" or re.search("in lieu|observed|substituted|Bridge", name):
            continue
        own = HOLIDAY_NAMES.get(name, {})
        rows.setdefault(
            (each["country"], each["date"]),
            {
                "country": each["country"],
                "date": each["date"],
                "name_en": _LINKS.sub("", name),
                "name_zh": own.get("zh", ""),
                "name_th": own.get("th", ""),
                "name_vi": own.get("vi", ""),
                "source": "holidays 0.109 (python-holidays)",
                "licence": each["licence"],
            },
        )
    return sorted(rows.values(), key=lambda row: (row["country"], row["date"]))


def _event_row(each: Row, holidays: list[Row]) -> Row:
    city = _CITIES.get(each["city"], each["city"])
    city = city if city in REGIONS else _region_of(each)
    row = dict.fromkeys(_EVENT_COLUMNS, "") | {
        key: each[key]
        for key in ("id", "name_zh", "name_en", "country", "confidence", "source", "source_url")
    }
    row |= {
        "kind": _KINDS.get(each["kind"], each["kind"]),
        "region": each["region"],
        "city": city,
        "rule": _rule_of(each, holidays),
        "rule_note": "; ".join(filter(None, (each["date_rule"], _DERIVED.get(each["id"], "")))),
        "licence": each["licence"],
        "note": each["note"],
    }
    names = dict(zip(("city_zh", "city_th", "city_vi"), REGIONS.get(city, ("",) * 3), strict=True))
    return row | names | _OWN_NAMES.get(each["id"], {})


def _region_of(each: Row) -> str:
    return each["region"] if each["region"] in REGIONS else ""


def _rule_of(each: Row, holidays: list[Row]) -> str:
    if rule := _RULES.get(each["id"]):
        return rule
    if each["id"] in _AS_HOLIDAYS:
        market, name = _AS_HOLIDAYS[each["id"]]
        days = [
            day["date"].replace("-", "")
            for day in holidays
            if day["country"] == market and day["name_en"] == name
        ]
        return f"RDATE={','.join(days)}"
    first, _, last = each["usual_month"].partition("-")
    months = range(int(first), int(last or first) + 1)
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"


def _read(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
