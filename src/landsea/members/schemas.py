"""Members as the JSON interface writes and reads them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from landsea.foundation.actor import Role
from landsea.foundation.api import examples
from landsea.foundation.api.listing import Page
from landsea.foundation.api.schemas import Body, Text, Texts, like, texts
from landsea.members.engine.decisions import Decision
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.engine.scopes import Scope
from landsea.members.models import MembershipState
from landsea.members.queries import AllianceValue, MembershipValue, OrganisationValue

_ORGANISATION = {
    "id": str(examples.ORGANISATION),
    "slug": "dazu-research-academy",
    "names": {"en": "Dazu Research Academy"},
    "kind": "attraction",
    "market": "CN",
    "is_demo": True,
}
_ALLIANCE = {
    "id": str(examples.ALLIANCE),
    "slug": examples.ALLIANCE_SLUG,
    "names": {"en": "Land-Sea Alliance"},
    "is_demo": True,
}
_MEMBERSHIP = {
    "id": str(examples.MEMBERSHIP),
    "organisation": _ORGANISATION,
    "alliance": _ALLIANCE,
    "state": "admitted",
    "starts_on": "2026-11-24",
    "ends_on": None,
}
_DEMO = "Invented for a demonstration."


class OrganisationOut(BaseModel):
    """A body that can belong to alliances and own records."""

    model_config = like(_ORGANISATION)

    id: UUID
    slug: str
    names: Texts
    kind: OrganisationKind
    market: str = Field(description="ISO 3166-1.")
    is_demo: bool = Field(description=_DEMO)

    @classmethod
    def of(cls, value: OrganisationValue) -> "OrganisationOut":
        return cls(
            id=value.public_id,
            slug=value.slug,
            names=texts(value.names),
            kind=OrganisationKind(value.kind),
            market=value.market,
            is_demo=value.is_demo,
        )


class OrganisationList(Page[OrganisationOut]):
    """A page of organisations."""

    model_config = like({"items": [_ORGANISATION], "next": None})


class OrganisationQuery(BaseModel):
    """What a list of organisations is narrowed to."""

    kind: OrganisationKind | None = Field(None, description="What it mainly does.")
    market: Text = Field("", max_length=2, description="ISO 3166-1.", examples=["CN"])


class AllianceOut(BaseModel):
    """Organisations that run one market together."""

    model_config = like(_ALLIANCE)

    id: UUID
    slug: str
    names: Texts
    is_demo: bool = Field(description=_DEMO)

    @classmethod
    def of(cls, value: AllianceValue) -> "AllianceOut":
        return cls(
            id=value.public_id, slug=value.slug, names=texts(value.names), is_demo=value.is_demo
        )


class AllianceList(Page[AllianceOut]):
    """A page of alliances."""

    model_config = like({"items": [_ALLIANCE], "next": None})


class MembershipOut(BaseModel):
    """Where one organisation stands in one alliance."""

    model_config = like(_MEMBERSHIP)

    id: UUID
    organisation: OrganisationOut
    alliance: AllianceOut
    state: MembershipState
    starts_on: date
    ends_on: date | None = Field(description="The first day on which it no longer belongs.")

    @classmethod
    def of(cls, value: MembershipValue) -> "MembershipOut":
        return cls(
            id=value.public_id,
            organisation=OrganisationOut.of(value.organisation),
            alliance=AllianceOut.of(value.alliance),
            state=value.state,
            starts_on=value.starts_on,
            ends_on=value.ends_on,
        )


class MembershipList(Page[MembershipOut]):
    """A page of memberships."""

    model_config = like({"items": [_MEMBERSHIP], "next": None})


class MembershipQuery(BaseModel):
    """What a list of memberships is narrowed to."""

    alliance: Text = Field(
        "", max_length=80, description="An alliance's slug.", examples=[examples.ALLIANCE_SLUG]
    )
    state: MembershipState | None = Field(None, description="Where they stand.")


class ApplicationIn(Body):
    """What an applicant says for itself."""

    model_config = like(
        {"alliance": examples.ALLIANCE_SLUG, "application": "We keep a museum of bridges."}
    )

    alliance: Text = Field(max_length=80, description="The alliance's slug.")
    application: Text = Field("", max_length=4000)


class DecisionIn(Body):
    """A decision about a membership."""

    model_config = like({"decision": "admit"})

    decision: Decision
    reason: Text = Field(
        "",
        max_length=500,
        description="Needed to refuse, suspend and end; the other side reads it.",
    )


_GRANT = {"role": "gate", "organisation": str(examples.ORGANISATION), "alliance": None}
_ME = {
    "kind": "integration",
    "name": "till of the gift shop",
    "organisation": _ORGANISATION,
    "scopes": ["cards:sell", "gate:scan"],
    "grants": [_GRANT],
    "ends_at": None,
}


class GrantOut(BaseModel):
    """A role that a key stands for, in one organisation or in one alliance."""

    model_config = like(_GRANT)

    role: Role
    organisation: UUID | None
    alliance: UUID | None


class MeOut(BaseModel):
    """The key that asks."""

    model_config = like(_ME)

    kind: str
    name: str = Field(description="What its maker called it.")
    organisation: OrganisationOut
    scopes: list[Scope]
    grants: list[GrantOut]
    ends_at: datetime | None = Field(description="When it stops being valid; null: never.")
