"""Towns in which a trip can start; positions and names by GeoNames, CC BY 4.0."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from landsea.kernel.geo import Position
from landsea.kernel.texts import LocalisedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town's centre, where trips start and end."""

    key: str
    names: LocalisedText
    market: str
    position: Position
    time_zone: str


@cache
def list_towns() -> tuple[Town, ...]:
    """Lists the towns, the largest starting points first."""
    text = (files("landsea.trips") / "data" / "towns.csv").read_text("utf-8")
    return tuple(
        Town(
            key=row["key"],
            names=LocalisedText.of(
                {"en": row["name_en"], "zh-Hans": row["name_zh"], "th": row["name_th"]}
            ),
            market=row["market"],
            position=Position(float(row["latitude"]), float(row["longitude"])),
            time_zone=row["time_zone"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def find_town(key: str) -> Town | None:
    """Returns the town with a key."""
    return next((town for town in list_towns() if town.key == key), None)
