"""What kinds, sides, standings and stages are called on pages; translated by whoever shows them."""

from collections.abc import Mapping

from landsea.kernel.texts import N_
from landsea.market.engine.listings import ListingKind, Side, Standing
from landsea.market.engine.projects import Sector, Stage

KIND_LABELS: Mapping[ListingKind, str] = {
    ListingKind.TOUR: N_("tour product"),
    ListingKind.PROJECT: N_("project or capital"),
    ListingKind.POST: N_("post or placement"),
    ListingKind.LICENCE: N_("brand licence"),
}
SIDE_LABELS: Mapping[Side, str] = {Side.SUPPLY: N_("offered"), Side.DEMAND: N_("wanted")}

STANDING_LABELS: Mapping[Standing, str] = {
    Standing.DRAFT: N_("draft"),
    Standing.COMING: N_("not open yet"),
    Standing.OPEN: N_("open"),
    Standing.OVER: N_("over"),
    Standing.PAUSED: N_("not offered now"),
    Standing.CLOSED: N_("settled"),
    Standing.WITHDRAWN: N_("withdrawn"),
    Standing.TAKEN_DOWN: N_("taken down"),
}

STAGE_LABELS: Mapping[Stage, str] = {
    Stage.PRESENTED: N_("presented"),
    Stage.SIGNED: N_("signed"),
    Stage.BUILDING: N_("under construction"),
    Stage.OPEN: N_("opened"),
    Stage.ENDED: N_("given up"),
}

SECTOR_LABELS: Mapping[Sector, str] = {
    Sector.LODGING: N_("lodging"),
    Sector.ATTRACTION: N_("attraction"),
    Sector.WELLNESS: N_("hot spring and wellness"),
    Sector.CULTURE: N_("culture and performance"),
    Sector.SPORT: N_("sport and outdoors"),
    Sector.TOWN: N_("town or village"),
    Sector.TRANSPORT: N_("transport"),
    Sector.OTHER: N_("other"),
}
