"""Figures of the demonstration beside arrivals: published lines, and visits that are made up."""

import csv
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from math import sqrt

from landsea.foundation.actor import Actor
from landsea.insight.engine.generated import Climate, GeneratedVenue
from landsea.insight.generated_queries import has_generated_visits
from landsea.insight.line_queries import list_lines
from landsea.insight.services import generate_visits, load_lines
from landsea.kernel.periods import Period, add_months
from landsea.library import queries as library

#: About so many made-up admissions over the last two years, always the same ones.
_VISITS, _MONTHS, _SEED = 12_000, 24, 2026
_CLIMATES = {"cq": Climate.INLAND, "ln": Climate.NORTHERN, "sg": Climate.TROPICAL}


def load_lines_and_made_up_visits(*, by: Actor, now: datetime) -> None:
    """Loads both where they are missing, also into a demonstration of an older release."""
    if not list_lines():
        report = load_lines(
            _rows("regional_lines.csv"), source_file="regional_lines.csv", by=by, now=now
        )
        if report.faults:
            raise RuntimeError(f"regional_lines.csv has faults: {report.faults[:3]}")
    if not has_generated_visits():
        _make_up_visits(by, now)


def _make_up_visits(by: Actor, now: datetime) -> None:
    rows = list(_rows("benefits.csv"))
    places = library.list_place_ids_by_source("places", [row["source_key"] for row in rows])
    venues = {
        # What costs less is gone into more often.
        places[row["source_key"]]: GeneratedVenue(
            _CLIMATES.get(row["source_key"][:2], Climate.TROPICAL),
            1 / sqrt(int(row["rate_minor"])),
        )
        for row in rows
        if row["source_key"] in places
    }
    # Whole months: a month that has begun would look like a fall.
    end = now.date().replace(day=1)
    span = Period(add_months(end, -_MONTHS), end)
    generate_visits(venues, span=span, count=_VISITS, seed=_SEED, by=by)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("landsea.demo") / "data" / name).read_text("utf-8")
    return iter(csv.DictReader(text.splitlines()))
