"""One row of a table of events, read into a draft or into a list of what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from landsea.kernel.texts import N_, LocalisedText
from landsea.library.engine.event_rules import UnreadableRule, read_rule
from landsea.library.engine.place_rows import (
    licence_state,
    read_city_names,
    read_names,
    read_source_url,
)
from landsea.library.engine.row_cells import Cells, Fault
from landsea.library.engine.row_places import read_market
from landsea.library.engine.vocabulary import Confidence, EventKind, LicenceState

#: Columns without which a file is not a table of events.
REQUIRED_COLUMNS = ("id", "name_en", "name_zh", "kind", "country", "city", "rule", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What a row says about an event."""

    source_key: str
    kind: EventKind
    names: LocalisedText
    city: str
    city_names: LocalisedText
    region: str
    market: str
    rule: str
    rule_note: str
    #: The key of the place where it is held, in the table of places; empty where none is told.
    place_key: str
    confidence: Confidence
    source: str
    source_url: str
    licence: str
    licence_state: LicenceState
    note: str


def read_event_row(row: Mapping[str, str], number: int) -> EventDraft | tuple[Fault, ...]:
    """Returns the event, or everything that is wrong with the row."""
    cells = Cells(row, number)
    draft = _read(cells)
    return tuple(cells.faults) or draft


def _read(cells: Cells) -> EventDraft:
    licence = cells.text("licence")
    city = cells.text("city", limit=100)
    return EventDraft(
        source_key=cells.required("id", limit=100),
        kind=cells.choice("kind", EventKind, default=None),
        names=read_names(cells),
        city=city,
        city_names=read_city_names(cells, city),
        region=cells.text("region", limit=100),
        market=read_market(cells).code,
        rule=_rule(cells),
        rule_note=cells.text("rule_note"),
        place_key=cells.text("place", limit=100),
        confidence=cells.choice("confidence", Confidence, default=Confidence.C),
        source=cells.required("source"),
        source_url=read_source_url(cells, licence),
        licence=licence,
        licence_state=licence_state(licence),
        note=cells.text("note"),
    )


def _rule(cells: Cells) -> str:
    text = cells.required("rule")
    if not text:
        return ""
    try:
        read_rule(text)
    except UnreadableRule as error:
        cells.fault("rule", N_("This rule can't be read."), error.mend)
        return ""
    return text
