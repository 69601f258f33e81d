"""Which kinds sources use for one another, and how far from its point a place of a kind reaches."""

from functools import cache

from landsea.library.engine.linkage.levels import KindLevel

#: Kinds of one row are used for one another. A kind may stand in several rows.
_RELATED = (
    {"museum", "gallery", "memorial", "heritage", "industrial", "attraction", "landmark"},
    {"aquarium", "zoo", "themepark", "attraction", "park", "nature", "garden"},
    {"museum", "aquarium", "attraction"},
    {"temple", "heritage", "landmark", "memorial", "attraction", "museum", "nature"},
    {"oldtown", "street", "rural", "heritage", "market", "shopping", "attraction", "landmark"},
    {"nature", "park", "nationalpark", "garden", "waterfall", "cave", "island", "beach", "rural"},
    {"nature", "attraction", "landmark", "heritage", "oldtown", "cave", "waterfall", "hotspring"},
    {"hotspring", "wellness", "hotel", "attraction"},
    {"nationalpark", "heritage", "attraction"},
    {"park", "memorial", "attraction", "landmark", "heritage", "rural"},
    {"street", "market", "shopping", "shop", "food", "attraction"},
    {"theatre", "concerthall", "stadium", "sport", "landmark", "attraction"},
    {"ski", "sport", "attraction", "nature", "themepark"},
    {"transport", "attraction", "landmark"},
    {"beach", "island", "attraction", "nature"},
    {"attraction", "rural", "garden", "zoo", "industrial", "transport"},
    {"event", "festival", "intangible"},
    {"themepark", "park", "attraction", "island", "rural", "shopping"},
    {"hotel", "heritage", "landmark"},
    {"industrial", "street", "rural", "museum"},
)
#: Where one sleeps, eats, shops or changes trains: beside a sight, and often named after it.
_SERVICES = frozenset({"hotel", "food", "shop", "shopping", "transport", "station", "wellness"})
_ALLOWED_SERVICES = frozenset({"shopping", "transport"})

#: Kilometres from a place's point within which another source may set its own.
_EXTENT_KM = {
    "nationalpark": 15.0,
    "nature": 5.0,
    "island": 5.0,
    "rural": 1.5,
    "ski": 1.5,
    "park": 1.0,
    "beach": 1.0,
    "zoo": 0.8,
    "waterfall": 0.8,
    "cave": 0.8,
    "oldtown": 0.8,
    "street": 0.8,
    "garden": 0.8,
    "themepark": 0.8,
    "hotspring": 0.8,
    "attraction": 0.6,
    "heritage": 1.0,
}
_USUAL_EXTENT_KM = 0.25


def extent_km(kind: str) -> float:
    """Returns how far from its point a place of a kind typically reaches; a judgement."""
    return _EXTENT_KM.get(kind, _USUAL_EXTENT_KM)


@cache
def compare_kinds(one: str, other: str) -> KindLevel:
    """Returns how far two kinds agree; the order of the two does not matter."""
    if not one or not other:
        return KindLevel.UNKNOWN
    if one == other:
        return KindLevel.SAME
    if any(one in row and other in row for row in _RELATED):
        return KindLevel.RELATED
    services = {one, other} & _SERVICES
    return KindLevel.OPPOSED if services - _ALLOWED_SERVICES else KindLevel.OTHER
