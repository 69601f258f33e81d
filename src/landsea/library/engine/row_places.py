"""Where a row's place is: its market, and a position that is checked against it."""

from dataclasses import dataclass

from landsea.kernel.geo import Position
from landsea.kernel.texts import N_
from landsea.library.engine.precision import LEVELS, find_precision_rule
from landsea.library.engine.row_cells import Cells


@dataclass(frozen=True, slots=True)
class Box:
    """Parallels and meridians between which a market lies."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclass(frozen=True, slots=True)
class Market:
    """A market that places can be in: its ISO 3166-1 code, time zone and extent."""

    code: str
    #: Of the whole market, or of the part of it that the alliance works in.
    time_zone: str
    box: Box


#: Extents to the next half degree, outlying islands included.
_MARKETS = {
    market.code: market
    for market in (
        Market("CN", "Asia/Shanghai", Box(3.0, 54.0, 73.0, 135.5)),
        Market("SG", "Asia/Singapore", Box(1.0, 1.5, 103.5, 104.5)),
        Market("TH", "Asia/Bangkok", Box(5.5, 20.5, 97.0, 106.0)),
        Market("VN", "Asia/Ho_Chi_Minh", Box(7.0, 23.5, 102.0, 117.5)),
        Market("MY", "Asia/Kuala_Lumpur", Box(0.5, 7.5, 99.5, 119.5)),
        Market("LA", "Asia/Vientiane", Box(13.5, 23.0, 100.0, 108.0)),
        Market("ID", "Asia/Jakarta", Box(-11.5, 6.5, 94.5, 141.5)),
    )
}
#: Indonesia's zones by longitude: Java and Sumatra, Bali to Sulawesi, the Moluccas and Papua.
_INDONESIAN_ZONES = ((114.4, "Asia/Jakarta"), (125.5, "Asia/Makassar"), (180.0, "Asia/Jayapura"))


def read_market(cells: Cells) -> Market:
    """Returns the row's market."""
    market = _MARKETS.get(cells.raw("country"))
    if market is None:
        cells.fault(
            "country",
            N_("This market is not known here."),
            N_("Use one of these: {known}."),
            known=", ".join(_MARKETS),
        )
        return _MARKETS["CN"]
    if market.code == "ID":
        return _indonesian(cells, market)
    return market


def read_position(cells: Cells, market: Market) -> Position | None:
    """Returns the row's position with its precision, None when none is given."""
    latitude, longitude = cells.number_in("lat"), cells.number_in("lon")
    if not cells.raw("lat") and not cells.raw("lon"):
        return None
    if latitude is None or longitude is None:
        if not (cells.raw("lat") and cells.raw("lon")):
            _half_a_position(cells)
        return None
    if not market.box.holds(latitude, longitude):
        _outside(cells, is_swapped=market.box.holds(longitude, latitude))
        return None
    rule = find_precision_rule(cells.raw("coord_level"), market.code)
    if rule is None:
        cells.fault(
            "coord_level",
            N_("It is not known how exact this position is."),
            N_("Use one of these: {known}."),
            known=", ".join(sorted(LEVELS)),
        )
        return None
    return Position(latitude, longitude, rule.precision, rule.error_km)


def _half_a_position(cells: Cells) -> None:
    cells.fault(
        "lat" if not cells.raw("lat") else "lon",
        N_("A position needs both its latitude and its longitude."),
        N_("Fill in both, or empty both when the position is not known."),
    )


def _outside(cells: Cells, *, is_swapped: bool) -> None:
    if is_swapped:
        cells.fault(
            "lat", N_("Latitude and longitude are swapped."), N_("Exchange the two values.")
        )
        return
    cells.fault(
        "lat",
        N_("This position lies outside the market named in the row."),
        N_("Check the latitude, the longitude and the country."),
    )


def _indonesian(cells: Cells, market: Market) -> Market:
    try:
        longitude = float(cells.raw("lon"))
    except ValueError:
        return market
    zone = next((zone for east, zone in _INDONESIAN_ZONES if longitude <= east), market.time_zone)
    return Market(market.code, zone, market.box)
