"""One row of a table of places, read into a draft or into a list of what is wrong with it.

The columns are those of the embedded `places.csv`; those that are not required may be missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from landsea.kernel.geo import Position
from landsea.kernel.money import Money
from landsea.kernel.texts import N_, LocalisedText
from landsea.library.engine.row_cells import Cells, Fault
from landsea.library.engine.row_places import read_market, read_position
from landsea.library.engine.vocabulary import Confidence, LicenceState, Listing, ResourceKind

#: Columns without which a file is not a table of places.
REQUIRED_COLUMNS = ("id", "name_en", "name_zh", "kind", "country", "lat", "lon", "coord_level")

_NAME_COLUMNS = {
    "name_en": "en",
    "name_zh": "zh-Hans",
    "name_de": "de",
    "name_fr": "fr",
    "name_th": "th",
    "name_vi": "vi",
    "name_ms": "ms",
}
_HAN = re.compile(r"[\u3400-\u9fff]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
#: How the sources' notes speak of hours: "hours from xhadesi guide (C)".
_HOURS_NOTE = re.compile(r"[^;]*\bhours\b[^;]*", re.IGNORECASE)
_DOUBT = re.compile(r"\(C\b|verify", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_LONGEST_VISIT_MINUTES = 48 * 60
_FIRST_LISTING_YEAR = 2001
#: What tells more of an element of intangible heritage than its name and its listing.
_NEEDS_CONSENT = (
    "lat",
    "lon",
    "opening_hours",
    "ticket_price",
    "visit_minutes_estimated",
    "themes",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDraft:
    """What a row says about a place."""

    source_key: str
    kind: ResourceKind
    names: LocalisedText
    city: str
    city_names: LocalisedText
    district_names: LocalisedText
    region: str
    market: str
    time_zone: str
    position: Position | None
    position_level: str
    position_source: str
    opening_hours: str
    hours_note: str
    hours_confidence: Confidence | None
    price: Money | None
    low_season_price: Money | None
    visit_minutes: int | None
    themes: tuple[str, ...]
    grade: str
    world_heritage: str
    #: Of intangible heritage only.
    listing: Listing | None
    listing_year: int | None
    confidence: Confidence
    source: str
    source_url: str
    source_date: str
    licence: str
    licence_state: LicenceState
    note: str


def read_place_row(row: Mapping[str, str], number: int) -> PlaceDraft | tuple[Fault, ...]:
    """Returns the place, or everything that is wrong with the row."""
    cells = Cells(row, number)
    draft = _read(cells)
    return tuple(cells.faults) or draft


def name_language(text: str) -> str:
    """Returns the tag of the language that a name without one is most likely in, by its script."""
    if _THAI.search(text):
        return "th"
    return "zh-Hans" if _HAN.search(text) else "en"


def _read(cells: Cells) -> PlaceDraft:
    market = read_market(cells)
    hours = cells.hours("opening_hours")
    confidence = cells.choice("confidence", Confidence, default=Confidence.C)
    licence = cells.text("licence")
    currency = cells.currency("ticket_currency")
    city = cells.text("city", limit=100)
    note = cells.text("note")
    kind = cells.choice("kind", ResourceKind, default=None)
    return PlaceDraft(
        source_key=cells.required("id", limit=100),
        kind=kind,
        names=read_names(cells),
        city=city,
        city_names=read_city_names(cells, city),
        district_names=_texts(cells.text("district"), en=cells.text("district_en")),
        region=cells.text("region", limit=100),
        market=market.code,
        time_zone=market.time_zone,
        position=read_position(cells, market),
        position_level=cells.text("coord_level"),
        position_source=cells.text("coord_source"),
        opening_hours=hours,
        hours_note=_hours_note(cells, hours, note),
        hours_confidence=_hours_confidence(hours, note, confidence),
        price=cells.money("ticket_price", currency),
        low_season_price=cells.money("ticket_price_low_season", currency),
        visit_minutes=cells.whole("visit_minutes_estimated", least=1, most=_LONGEST_VISIT_MINUTES),
        themes=tuple(dict.fromkeys(filter(None, map(str.strip, cells.text("themes").split(";"))))),
        grade=cells.text("grade", limit=60),
        world_heritage=cells.text("unesco", limit=100),
        listing=_listing(cells, kind),
        listing_year=cells.whole("listing_year", least=_FIRST_LISTING_YEAR, most=2100),
        confidence=confidence,
        source=cells.required("source"),
        source_url=read_source_url(cells, licence),
        source_date=cells.matching("source_date", _DATE),
        licence=licence,
        licence_state=licence_state(licence),
        note=note,
    )


def licence_state(licence: str) -> LicenceState:
    """Returns what a source's words about its licence amount to."""
    if not licence or licence.casefold() == "unknown":
        return LicenceState.UNKNOWN
    if licence.casefold().startswith("none stated"):
        return LicenceState.NONE_STATED
    return LicenceState.STATED


def standing_of(grade: str, world_heritage: str, confidence: Confidence = Confidence.A) -> int:
    """Returns the place of a resource in lists, 0 first: World Heritage, then grades, then others.

    A grade that is marked as unverified counts as none, and unverified records come last.
    """
    if confidence is not Confidence.A:
        return 6
    if world_heritage:
        return 0
    if "unverified" in grade:
        return 5
    return {"5A": 1, "4A": 2, "3A": 3, "": 5}.get(grade, 4)


def read_names(cells: Cells) -> LocalisedText:
    """Returns the names of a row, or notes that it has none."""
    names = {tag: cells.text(column, limit=300) for column, tag in _NAME_COLUMNS.items()}
    if not any(names.values()):
        cells.nameless()
    return LocalisedText.of(names)


def read_city_names(cells: Cells, city: str) -> LocalisedText:
    """Returns what a row calls its city in several languages."""
    told = {
        tag: cells.text(column, limit=100)
        for column, tag in (("city_zh", "zh-Hans"), ("city_th", "th"), ("city_vi", "vi"))
    }
    return LocalisedText.of(told | ({name_language(city): city} if city else {}))


def read_source_url(cells: Cells, licence: str) -> str:
    """Returns the address that a row names for its source, or one that stands in its words."""
    given = cells.text("source_url", limit=500)
    if given and not re.fullmatch(r"https?://\S+", given):
        cells.fault("source_url", N_("This is not an address."), N_("Begin it with https://."))
    return given or _url_in(licence) or _url_in(cells.text("source"))


def _listing(cells: Cells, kind: ResourceKind) -> Listing | None:
    if kind is not ResourceKind.INTANGIBLE:
        return None
    for column in _NEEDS_CONSENT:
        if cells.raw(column):
            cells.fault(
                column,
                N_("Of intangible heritage only the name and the listing are kept."),
                N_("Empty this cell: more needs the consent of its community."),
            )
    return cells.choice("listing", Listing, default=None)


def _texts(text: str, *, en: str = "") -> LocalisedText:
    return LocalisedText.of({"en": en} | ({name_language(text): text} if text else {}))


def _hours_note(cells: Cells, hours: str, note: str) -> str:
    raw, said = cells.text("opening_hours_raw"), _HOURS_NOTE.search(note)
    if not hours and not raw:
        return ""
    return " – ".join(filter(None, (raw, said.group().strip() if said else "")))


def _hours_confidence(hours: str, note: str, confidence: Confidence) -> Confidence | None:
    if not hours:
        return None
    said = _HOURS_NOTE.search(note)
    return Confidence.C if said and _DOUBT.search(said.group()) else confidence


def _url_in(text: str) -> str:
    found = re.search(r"https?://[^\s()<>]+", text)
    return found.group() if found else ""
