"""The fixed words of the library: kinds of resources and the states that a record can have."""

from enum import StrEnum


class ResourceKind(StrEnum):
    """What a resource is; the words of the sources that the library is filled from."""

    AQUARIUM = "aquarium"  #: shows life in water
    ATTRACTION = "attraction"  #: something to see, of a kind that the source does not name
    BEACH = "beach"  #: a shore to bathe or walk on
    CAVE = "cave"  #: a cave or chasm open to visitors
    GARDEN = "garden"  #: plants that somebody arranged
    HERITAGE = "heritage"  #: a protected building, site or work of the past
    HOT_SPRING = "hotspring"  #: warm water to bathe in
    HOTEL = "hotel"  #: a bed for the night
    INDUSTRIAL = "industrial"  #: a works or mine that shows itself
    INTANGIBLE = "intangible"  #: a living tradition of a community: a song, a craft, a feast
    ISLAND = "island"  #: an island as a destination
    LANDMARK = "landmark"  #: a building, bridge or square known by sight
    MARKET = "market"  #: many stalls under one name
    MEMORIAL = "memorial"  #: a place that recalls people or events
    MUSEUM = "museum"  #: keeps and shows a collection, an exhibition or science
    NATIONAL_PARK = "nationalpark"  #: nature protected by the state
    NATURE = "nature"  #: mountains, gorges, forests, lakes, wetlands
    OLD_TOWN = "oldtown"  #: an old town or quarter to walk through
    PARK = "park"  #: open green space
    RURAL = "rural"  #: villages, farms and their land
    SHOPPING = "shopping"  #: a mall or shopping district
    SKI = "ski"  #: a ski area
    STADIUM = "stadium"  #: a place where sport is watched
    STREET = "street"  #: a street, square or quarter of shops and food
    TEMPLE = "temple"  #: a house of worship of any religion
    THEATRE = "theatre"  #: a stage or hall for performances
    THEME_PARK = "themepark"  #: rides, shows, water slides
    TRANSPORT = "transport"  #: a ride that is itself the sight: a cable car, a ferry
    WATERFALL = "waterfall"  #: falling water
    ZOO = "zoo"  #: shows animals


class ResourceState(StrEnum):
    """Whether the public sees a resource."""

    DRAFT = "draft"  #: only its owner's editors see it
    PUBLISHED = "published"  #: everybody sees it


class LicenceState(StrEnum):
    """What is known about the terms under which the source gives a record away."""

    STATED = "stated"  #: the source names its terms; they stand beside the record
    NONE_STATED = "none-stated"  #: the source was read and names no terms
    UNKNOWN = "unknown"  #: nobody has looked


class Confidence(StrEnum):
    """How far a fact is believed."""

    A = "A"  #: an official list stands behind it
    B = "B"  #: compiled by somebody, plausible
    C = "C"  #: to be checked before anybody relies on it


class Listing(StrEnum):
    """Which register of intangible heritage an element stands in."""

    UNESCO_REPRESENTATIVE = "unesco-representative"  #: UNESCO's Representative List
    UNESCO_URGENT = "unesco-urgent"  #: UNESCO's list of what needs urgent safeguarding
    NATIONAL = "national"  #: the list of its state
    REGIONAL = "regional"  #: the list of a province, city or county


class EventKind(StrEnum):
    """What an event that comes back is."""

    FESTIVAL = "festival"  #: people celebrate
    FAIR = "fair"  #: people show and sell
    SPORT = "sport"  #: people compete: a marathon, a race
    PERFORMANCE = "performance"  #: people play for others
    PUBLIC_DAY = "public-day"  #: a day that a whole market keeps


class DateCertainty(StrEnum):
    """How surely a date of an event is known before it is announced."""

    FIXED = "fixed"  #: its rule names the day
    LISTED = "listed"  #: somebody published the day of that year
    COMPUTED = "computed"  #: from a lunar calendar, by us: can be a day off
    ABOUT = "about"  #: its source says “about”
    MONTH = "month"  #: only the month is known
