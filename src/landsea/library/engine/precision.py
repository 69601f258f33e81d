"""From a source's word for how good its point is to a precision and an error in kilometres."""

from dataclasses import dataclass

from landsea.kernel.geo import Precision


@dataclass(frozen=True, slots=True)
class PrecisionRule:
    """How well a class of points is known."""

    precision: Precision
    error_km: float


#: A point rounded to a cell of `d` degrees lies at most half the cell's diagonal away:
#: 0.5 · √2 · d · 111.3 km at the equator, less further north. So a cell of 0.001° gives 0.08 km,
#: of 0.01° 0.8 km, of 0.1° 8 km, of 1° 80 km.
#:
#: Centroids stand for an area: their error is the radius of a circle as large as the typical one.
#: Chongqing's 38 districts share 82,400 km²: 26 km. Liaoning's 14 cities share 148,600 km²: 58 km.
#: A province like it: 217 km.
_RULES = {
    "point": PrecisionRule(Precision.EXACT, 0.0),
    "point_4dec": PrecisionRule(Precision.EXACT, 0.0),
    "point_3dec": PrecisionRule(Precision.ROUNDED, 0.08),
    # A mean of points that several people set for one place: their spread is not told.
    "point_3dec_mean": PrecisionRule(Precision.ROUNDED, 1.0),
    # A station of the same name: "usually within 1.5 km", says the source.
    "near_metro_station": PrecisionRule(Precision.ROUNDED, 1.5),
    "approx_0.01deg": PrecisionRule(Precision.ROUNDED, 0.8),
    "approx_0.1deg": PrecisionRule(Precision.ROUNDED, 8.0),
    "approx_1deg": PrecisionRule(Precision.ROUNDED, 80.0),
    "district_centroid": PrecisionRule(Precision.DISTRICT, 26.0),
    "city_centroid": PrecisionRule(Precision.DISTRICT, 58.0),
    "province_centroid": PrecisionRule(Precision.DISTRICT, 217.0),
}

#: In China maps for the public are shifted (GCJ-02). Three-decimal points that don't say their
#: datum lay 0.47 km from independent ones on average, read as WGS 84; twice that is allowed for.
_DOUBTFUL_DATUM = {("point_3dec", "CN"): PrecisionRule(Precision.ROUNDED, 1.0)}

LEVELS = frozenset(_RULES)


def find_precision_rule(level: str, market: str) -> PrecisionRule | None:
    """Returns how well a point of this level is known in a market; None for an unknown level."""
    return _DOUBTFUL_DATUM.get((level, market)) or _RULES.get(level)
