"""What kinds and states are called on pages; English sentences marked for translation."""

from landsea.kernel.texts import N_
from landsea.library.engine.vocabulary import (
    Confidence,
    DateCertainty,
    EventKind,
    LicenceState,
    Listing,
    ResourceKind,
)

KIND_LABELS = {
    ResourceKind.AQUARIUM: N_("Aquarium"),
    ResourceKind.ATTRACTION: N_("Attraction"),
    ResourceKind.BEACH: N_("Beach"),
    ResourceKind.CAVE: N_("Cave"),
    ResourceKind.GARDEN: N_("Garden"),
    ResourceKind.HERITAGE: N_("Heritage site"),
    ResourceKind.HOT_SPRING: N_("Hot spring"),
    ResourceKind.HOTEL: N_("Hotel"),
    ResourceKind.INDUSTRIAL: N_("Industrial site"),
    ResourceKind.INTANGIBLE: N_("Intangible heritage"),
    ResourceKind.ISLAND: N_("Island"),
    ResourceKind.LANDMARK: N_("Landmark"),
    ResourceKind.MARKET: N_("Market hall or street market"),
    ResourceKind.MEMORIAL: N_("Memorial"),
    ResourceKind.MUSEUM: N_("Museum"),
    ResourceKind.NATIONAL_PARK: N_("National park"),
    ResourceKind.NATURE: N_("Nature"),
    ResourceKind.OLD_TOWN: N_("Old town"),
    ResourceKind.PARK: N_("Park"),
    ResourceKind.RURAL: N_("Countryside"),
    ResourceKind.SHOPPING: N_("Shopping"),
    ResourceKind.SKI: N_("Ski area"),
    ResourceKind.STADIUM: N_("Stadium"),
    ResourceKind.STREET: N_("Street or quarter"),
    ResourceKind.TEMPLE: N_("House of worship"),
    ResourceKind.THEATRE: N_("Theatre"),
    ResourceKind.THEME_PARK: N_("Theme park"),
    ResourceKind.TRANSPORT: N_("Ride"),
    ResourceKind.WATERFALL: N_("Waterfall"),
    ResourceKind.ZOO: N_("Zoo"),
}

CONFIDENCE_LABELS = {
    Confidence.A: N_("an official list stands behind it"),
    Confidence.B: N_("compiled, plausible"),
    Confidence.C: N_("to be checked"),
}

LICENCE_LABELS = {
    LicenceState.STATED: N_("stated by the source"),
    LicenceState.NONE_STATED: N_("the source states none"),
    LicenceState.UNKNOWN: N_("not looked up"),
}

LISTING_LABELS = {
    Listing.UNESCO_REPRESENTATIVE: N_("UNESCO Representative List"),
    Listing.UNESCO_URGENT: N_("UNESCO Urgent Safeguarding List"),
    Listing.NATIONAL: N_("national list of intangible heritage"),
    Listing.REGIONAL: N_("regional list of intangible heritage"),
}

EVENT_KIND_LABELS = {
    EventKind.FESTIVAL: N_("Festival"),
    EventKind.FAIR: N_("Fair"),
    EventKind.SPORT: N_("Sports event"),
    EventKind.PERFORMANCE: N_("Performance"),
    EventKind.PUBLIC_DAY: N_("Public day"),
}

CERTAINTY_LABELS = {
    DateCertainty.FIXED: N_("the same rule each year"),
    DateCertainty.LISTED: N_("date published for this year"),
    DateCertainty.COMPUTED: N_("by the lunar calendar: can be a day off"),
    DateCertainty.ABOUT: N_("about this time"),
    DateCertainty.MONTH: N_("only the month is known"),
}
