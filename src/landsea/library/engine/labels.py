"""What kinds and states are called on pages; English sentences marked for translation."""

from landsea.kernel.texts import N_
from landsea.library.engine.vocabulary import Confidence, LicenceState, ResourceKind

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
