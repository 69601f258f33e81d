"""Published figures and counted visits for tests."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from landsea.foundation import outbox
from landsea.foundation.actor import Actor
from landsea.insight.services import LoadReport, load_published
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
