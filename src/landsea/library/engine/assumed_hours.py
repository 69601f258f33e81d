"""What is assumed where nobody has told the opening hours: always said to be an assumption.

Only the trip designer uses it, and labels each stop that rests on it. The spans are a judgement,
kept inside what is usual among the 210 places of the embedded sources that tell their hours. Open
ground gets daylight hours although most of it never closes: nobody wants to be sent to a gorge at
night.
"""

from landsea.library.engine.opening_hours import Window
from landsea.library.engine.vocabulary import ResourceKind


def _span(opens: int, closes: int) -> tuple[Window, ...]:
    return (Window(opens * 60, closes * 60),)


_INDOORS = _span(9, 17)
_DAYLIGHT = _span(8, 18)
_EVENING_TOO = _span(9, 22)

_ASSUMED: dict[ResourceKind, tuple[Window, ...]] = {
    ResourceKind.AQUARIUM: _INDOORS,
    ResourceKind.ATTRACTION: _INDOORS,
    ResourceKind.CAVE: _INDOORS,
    ResourceKind.HERITAGE: _INDOORS,
    ResourceKind.INDUSTRIAL: _INDOORS,
    # Never asked for: intangible heritage has no point, so no trip leads to it.
    ResourceKind.INTANGIBLE: _INDOORS,
    ResourceKind.MEMORIAL: _INDOORS,
    ResourceKind.MUSEUM: _INDOORS,
    ResourceKind.SKI: _INDOORS,
    ResourceKind.THEME_PARK: _span(10, 18),
    ResourceKind.ZOO: _INDOORS,
    ResourceKind.TEMPLE: _span(8, 17),
    ResourceKind.BEACH: _DAYLIGHT,
    ResourceKind.GARDEN: _DAYLIGHT,
    ResourceKind.ISLAND: _DAYLIGHT,
    ResourceKind.NATIONAL_PARK: _DAYLIGHT,
    ResourceKind.NATURE: _DAYLIGHT,
    ResourceKind.PARK: _DAYLIGHT,
    ResourceKind.RURAL: _DAYLIGHT,
    ResourceKind.TRANSPORT: _DAYLIGHT,
    ResourceKind.WATERFALL: _DAYLIGHT,
    ResourceKind.LANDMARK: _EVENING_TOO,
    ResourceKind.OLD_TOWN: _EVENING_TOO,
    ResourceKind.STREET: _EVENING_TOO,
    ResourceKind.HOT_SPRING: _EVENING_TOO,
    ResourceKind.MARKET: _span(8, 20),
    ResourceKind.SHOPPING: _span(10, 22),
    ResourceKind.STADIUM: _INDOORS,
    ResourceKind.THEATRE: _span(12, 21),
    ResourceKind.HOTEL: _span(0, 24),
}


def assumed_windows(kind: ResourceKind) -> tuple[Window, ...]:
    """Returns the windows assumed for every day of a place of unknown hours."""
    return _ASSUMED[kind]
