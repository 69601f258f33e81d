"""What kinds, roles and states are called on pages; translated by whoever shows them."""

from collections.abc import Mapping

from landsea.kernel.texts import N_
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.engine.steps import Step

KIND_LABELS: Mapping[OrganisationKind, str] = {
    OrganisationKind.TOURISM_BOARD: N_("tourism board"),
    OrganisationKind.AIRLINE: N_("airline"),
    OrganisationKind.TOUR_OPERATOR: N_("tour operator"),
    OrganisationKind.MUSEUM: N_("museum"),
    OrganisationKind.ATTRACTION: N_("attraction"),
    OrganisationKind.HOTEL: N_("hotel"),
    OrganisationKind.SHOP: N_("shop"),
    OrganisationKind.UNIVERSITY: N_("university"),
    OrganisationKind.BANK: N_("bank"),
    OrganisationKind.ASSOCIATION: N_("association"),
    OrganisationKind.OFFICE: N_("alliance's office"),
}

STEP_LABELS: Mapping[Step, str] = {
    Step.APPLIED: N_("applied"),
    Step.ADMITTED: N_("admitted"),
    Step.REFUSED: N_("refused"),
    Step.WITHDRAWN: N_("application withdrawn"),
    Step.SUSPENDED: N_("suspended"),
    Step.REINSTATED: N_("reinstated"),
    Step.LEFT: N_("left"),
    Step.ENDED: N_("ended by the office"),
}

#: By the value of `MembershipState`.
STATE_LABELS: Mapping[str, str] = {
    "applied": N_("applied"),
    "admitted": N_("member"),
    "suspended": N_("suspended"),
    "left": N_("left"),
}

#: By the value of `Role`; an office is called after its place.
ROLE_LABELS: Mapping[str, str] = {
    "office": N_("office"),
    "editor": N_("editor"),
    "market-agent": N_("market agent"),
    "gate": N_("gate staff"),
    "clearing-officer": N_("clearing officer"),
    "statistician": N_("statistician"),
    "ambassador": N_("ambassador"),
}
