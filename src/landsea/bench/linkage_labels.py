"""Pairs that people labelled, read from a CSV file."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from landsea.bench.linkage_duplicates import Labelled
from landsea.kernel.geo import Position, Precision
from landsea.kernel.texts import canonical_tag
from landsea.library.engine.linkage.records import Record
from landsea.library.engine.place_rows import name_language
from landsea.library.engine.precision import find_precision_rule

FORMAT = """\
The pairs file is a CSV file in UTF-8, one pair a row. `label` is 1 (one place) or 0 (two places);
yes/no, true/false, match/different are read too. Each side has its columns with the prefix left_ or
right_ (a_ or b_, or the suffix _l or _r, serve as well), all but a name optional:
id; name (several parted by |), name_en, name_zh, name_th … by BCP 47 tag; former_name; kind; lat
and lon in degrees; error_km (0 or empty: the place itself) or coord_level as in the places file;
country; city, district, region, area; address; wikidata, osm …: any column that ends in _id, or
external_ids as scheme:value parted by ;. Without name columns, left_id and right_id are ids of
rows of --places.
"""

_LABEL_COLUMNS = ("label", "match", "is_match", "same", "is_same", "duplicate", "is_duplicate")
_YES = frozenset({"1", "1.0", "yes", "y", "true", "t", "match", "same", "duplicate", "positive"})
_NO = frozenset({"0", "0.0", "no", "n", "false", "f", "different", "non-match", "nonmatch", "other",
                 "distinct", "negative"})  # fmt: skip
#: How the columns of the two sides may be told apart: prefix or suffix.
_SIDES = (
    ("left_", "", "right_", ""),
    ("a_", "", "b_", ""),
    ("l_", "", "r_", ""),
    ("", "_left", "", "_right"),
    ("", "_l", "", "_r"),
    ("", "_a", "", "_b"),
    ("", "_1", "", "_2"),
    ("", "1", "", "2"),
)
_AREA_COLUMNS = ("district", "city", "area", "region")
_ID_SCHEMES = ("wikidata", "osm", "geonames")


class UnreadablePairs(ValueError):
    """The file is no file of labelled pairs."""


def read_pairs(path: Path, known: Sequence[Record]) -> Labelled:
    """Returns the labelled pairs of a file; raises UnreadablePairs with the row's number."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
        rows = [
            {name: (row[column] or "").strip() for name, column in columns.items()}
            for row in reader
        ]
    label = next((name for name in _LABEL_COLUMNS if name in columns), None)
    if label is None:
        raise UnreadablePairs(f"No column label: {', '.join(columns)}.")
    left_cells, right_cells = _split_columns(columns)
    by_id = {record.id: record for record in known}
    left: dict[str, Record] = {}
    right: dict[str, Record] = {}
    pairs: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for number, row in enumerate(rows, start=2):
        try:
            mine = _read_record(_cells(row, left_cells), "left", by_id)
            theirs = _read_record(_cells(row, right_cells), "right", by_id)
            is_match = _read_label(row[label])
        except ValueError as error:
            raise UnreadablePairs(f"Row {number}: {error}") from error
        left[mine.id], right[theirs.id] = mine, theirs
        pairs[is_match].add((mine.id, theirs.id))
    return Labelled(
        left=tuple(left.values()),
        right=tuple(right.values()),
        matches=frozenset(pairs[True]),
        others=frozenset(pairs[False]),
        is_complete=False,
    )


def _split_columns(columns: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the columns of each side by their own name, by the first naming that fits."""
    for left_prefix, left_suffix, right_prefix, right_suffix in _SIDES:
        left = _side_columns(columns, left_prefix, left_suffix)
        right = _side_columns(columns, right_prefix, right_suffix)
        if any(name == "id" or name.startswith("name") for name in left) and (
            left.keys() & right.keys()
        ):
            return left, right
    raise UnreadablePairs(f"No columns left_… and right_…: {', '.join(columns)}.")


def _side_columns(columns: Iterable[str], prefix: str, suffix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix).removesuffix(suffix): name
        for name in columns
        if name.startswith(prefix) and name.endswith(suffix) and len(name) > len(prefix + suffix)
    }


def _cells(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    return {name: row[column] for name, column in columns.items() if row[column]}


def _read_label(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise ValueError(f"Not a label: {text!r}.")
    return text.lower() in _YES


def _read_record(cells: Mapping[str, str], side: str, known: Mapping[str, Record]) -> Record:
    names = tuple(_read_names(cells))
    if not names:
        if cells.get("id", "") in known:
            return replace(known[cells["id"]], source=side)
        raise ValueError(f"no name on the {side}, and no place with the id {cells.get('id')!r}")
    record = Record(
        id=cells.get("id") or "",
        source=cells.get("source", "") or side,
        names=names,
        former_names=tuple(_tagged(cells.get("former_name", ""))),
        position=_read_position(cells),
        kind=cells.get("kind", ""),
        country=cells.get("country", "").upper(),
        areas=tuple(
            part.strip()
            for column in _AREA_COLUMNS
            for part in re.split(r"[;|]", cells.get(column, ""))
            if part.strip()
        ),
        address=cells.get("address", ""),
        external_ids=tuple(_read_ids(cells)),
    )
    # Rows without an id that tell the same are of one record.
    return record if record.id else replace(record, id=repr(record))


def _read_names(cells: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for column, text in cells.items():
        if column in {"name", "names"}:
            yield from _tagged(text)
        elif column.startswith("name_"):
            tag = canonical_tag(column.removeprefix("name_"))
            yield from (("zh-Hans" if tag == "zh" else tag, part) for part in _parts(text))


def _tagged(text: str) -> Iterable[tuple[str, str]]:
    return ((name_language(part), part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _read_position(cells: Mapping[str, str]) -> Position | None:
    latitude = cells.get("lat") or cells.get("latitude")
    longitude = cells.get("lon") or cells.get("lng") or cells.get("longitude")
    if not latitude or not longitude:
        return None
    rule = find_precision_rule(cells.get("coord_level", ""), cells.get("country", ""))
    error_km = float(cells.get("error_km") or (rule.error_km if rule else 0))
    precision = rule.precision if rule else Precision.ROUNDED
    return Position(
        float(latitude),
        float(longitude),
        precision if error_km else Precision.EXACT,
        error_km,
    )


def _read_ids(cells: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for column, text in cells.items():
        if column in _ID_SCHEMES or (column.endswith("_id") and column != "source_id"):
            yield column.removesuffix("_id"), text
    for part in cells.get("external_ids", "").split(";"):
        scheme, _, value = part.strip().partition(":")
        if scheme and value:
            yield scheme, value
