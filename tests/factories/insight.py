"""Published figures and counted visits for tests."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from landsea.foundation import outbox
from landsea.foundation.actor import Actor
from landsea.insight.engine.generated import Climate, GeneratedVenue
from landsea.insight.services import LoadReport, generate_visits, load_lines, load_published
from landsea.kernel.periods import Period
from tests.factories.cards import Programme, make_card, scan_card
from tests.factories.members import NOW

#: A sound row; tests change single cells.
ARRIVALS_ROW = {
    "destination": "SG",
    "residence": "ALL",
    "residence_iso2": "",
    "period": "2025-03",
    "frequency": "M",
    "visitors": "1200",
    "measure": "visitor arrivals",
    "source": "the tourism board",
    "licence": "as stated",
    "note": "",
}

LINE_ROW = {
    "area": "CN-LN",
    "area_en": "Liaoning",
    "area_zh": "辽宁",
    "area_th": "",
    "period": "2024-Q1",
    "measure": "visitors",
    "value": "171000000",
    "unit": "visitor-times",
    "change_percent": "68.2",
    "published_on": "2024-04-25",
    "status": "A",
    "source": "the information office",
    "address": "https://example.org/2024",
    "licence": "none stated",
    "note": "",
}


def make_line_row(**cells: str) -> dict[str, str]:
    """Returns a sound row of a table of published lines, with other cells."""
    return LINE_ROW | cells


def load_some_lines(*rows: Mapping[str, str], now: datetime = NOW) -> LoadReport:
    """Loads published lines."""
    return load_lines(rows or [LINE_ROW], source_file="lines.csv", by=Actor.system(), now=now)


def make_up(programme: Programme, *, count: int = 60, seed: int = 1) -> int:
    """Makes visits of November 2025 to October 2026 up, at the programme's venue."""
    return generate_visits(
        {programme.venue.public_id: GeneratedVenue(Climate.INLAND, 1.0)},
        span=Period(date(2025, 11, 1), date(2026, 11, 1)),
        count=count,
        seed=seed,
        by=Actor.system(),
    )


def make_arrivals_row(**cells: str) -> dict[str, str]:
    """Returns a sound row of a table of arrivals, with other cells."""
    return ARRIVALS_ROW | cells


def load(rows: Iterable[Mapping[str, str | None]], *, now: datetime = NOW) -> LoadReport:
    """Loads published arrivals."""
    return load_published(rows, source_file="arrivals.csv", by=Actor.system(), now=now)


def table_of(*rows: Mapping[str, str]) -> bytes:
    """Returns rows as the file that a statistician hands in."""
    lines = [",".join(ARRIVALS_ROW), *(",".join(row.values()) for row in rows)]
    return "\n".join(lines).encode()


def count_visit(programme: Programme, *, now: datetime = NOW) -> None:
    """Admits a new card at the programme's venue and lets the admission be counted."""
    scan_card(make_card(programme, now=now), programme, now=now)
    outbox.deliver(now=now)
