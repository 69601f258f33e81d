"""Projects from signing to opening, sums that were published over several, and their totals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from landsea.kernel.money import Money


class Stage(StrEnum):
    """How far an investment project is."""

    PRESENTED = "presented"  #: shown to investors
    SIGNED = "signed"  #: agreed
    BUILDING = "building"  #: under construction
    OPEN = "open"  #: receives visitors
    ENDED = "ended"  #: given up


class Sector(StrEnum):
    """What is invested in."""

    LODGING = "lodging"  #: hotels, homestays, camps
    ATTRACTION = "attraction"  #: places to visit
    WELLNESS = "wellness"  #: hot springs, health, care
    CULTURE = "culture"  #: museums, stages, performances
    SPORT = "sport"  #: sport, snow, water, outdoors
    TOWN = "town"  #: a town, quarter or village as a whole
    TRANSPORT = "transport"  #: ways to get there
    OTHER = "other"  #: something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the register as totals see it."""

    key: str
    stage: Stage
    #: The year in which it reached the stage; None when it is not told.
    year: int | None
    #: None when it is not known.
    amount: Money | None
    #: Of one project None, of a published sum over how many it goes.
    project_count: int | None = None
    #: The published sum that a project is among.
    part_of: str = ""

    @property
    def is_sum(self) -> bool:
        return self.project_count is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What the register says of one stage in one year, in one currency.

    Projects that are among a published sum of the same stage and year are in it, so they are not
    added to it.
    """

    stage: Stage
    year: int | None
    #: None for the projects without an amount.
    currency: str | None
    project_count: int
    amount: Money | None
    #: How many of these projects stand in the register one by one, and how much of the amount.
    listed_count: int
    listed_amount: Money | None


_Cell = tuple[Stage, int | None, str | None]


def list_totals(entries: Iterable[Entry]) -> list[Total]:
    """Returns totals by stage, latest year and currency; amounts of two currencies never meet."""
    entries = list(entries)
    sums = {entry.key: entry for entry in entries if entry.is_sum}
    cells: dict[_Cell, list[Entry]] = defaultdict(list)
    for entry in entries:
        # A project within a sum stands where the sum does, in whatever currency it is told.
        cells[_cell_of(_whole_of(entry, sums) or entry)].append(entry)
    order = {stage: position for position, stage in enumerate(Stage)}
    ordered = sorted(cells, key=lambda cell: (order[cell[0]], -(cell[1] or 0), cell[2] or "~"))
    return [_total(cell, cells[cell], sums) for cell in ordered]


def _cell_of(entry: Entry) -> _Cell:
    return entry.stage, entry.year, entry.amount.currency if entry.amount is not None else None


def _whole_of(entry: Entry, sums: Mapping[str, Entry]) -> Entry | None:
    """Returns the sum in which a project's amount already is: one of its stage and year."""
    whole = None if entry.is_sum else sums.get(entry.part_of)
    if whole is None or (whole.stage, whole.year) != (entry.stage, entry.year):
        return None
    return whole


def _total(cell: _Cell, entries: list[Entry], sums: Mapping[str, Entry]) -> Total:
    stage, year, currency = cell
    listed = [entry for entry in entries if not entry.is_sum]
    counted = [entry for entry in entries if _whole_of(entry, sums) is None]
    return Total(
        stage=stage,
        year=year,
        currency=currency,
        project_count=sum(entry.project_count or 1 for entry in counted),
        amount=_add(counted, currency),
        listed_count=len(listed),
        listed_amount=_add(listed, currency),
    )


def _add(entries: Iterable[Entry], currency: str | None) -> Money | None:
    if currency is None:
        return None
    amounts = (entry.amount for entry in entries if entry.amount is not None)
    return sum((each for each in amounts if each.currency == currency), Money.zero(currency))
