"""What other modules and pages are told of members, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from landsea.foundation.actor import Role
from landsea.kernel.texts import LocalisedText
from landsea.members.engine.steps import Step
from landsea.members.models import (
    Alliance,
    Invitation,
    Membership,
    MembershipChange,
    MembershipState,
    Organisation,
    RoleAssignment,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationValue:
    """An organisation as others see it."""

    id: int
    public_id: UUID
    slug: str
    names: LocalisedText
    kind: str
    market: str
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AllianceValue:
    """An alliance as others see it."""

    id: int
    public_id: UUID
    slug: str
    names: LocalisedText
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipValue:
    """Where one organisation stands in one alliance."""

    public_id: UUID
    organisation: OrganisationValue
    alliance: AllianceValue
    state: MembershipState
    starts_on: date
    #: The first day on which it no longer belongs; None while it does.
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipStep:
    """One step in a membership's history."""

    step: Step
    reason: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleValue:
    """A role that a person holds in an organisation or in an alliance."""

    public_id: UUID
    user_id: int
    role: Role
    organisation: OrganisationValue | None
    alliance: AllianceValue | None
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRole:
    """A role with who holds it: personal data, for the office of its place only."""

    public_id: UUID
    user_id: int
    name: str
    email: str
    role: Role
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationValue:
    """A role that was offered; the address is personal data, for the office of its place only."""

    public_id: UUID
    email: str
    role: Role
    organisation: OrganisationValue | None
    alliance: AllianceValue | None
    invited_at: datetime
    ends_at: datetime

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


def organisation_value(row: Organisation) -> OrganisationValue:
    return OrganisationValue(
        id=row.id,
        public_id=row.public_id,
        slug=row.slug,
        names=row.names,
        kind=row.kind,
        market=row.market,
        is_demo=row.is_demo,
    )


def alliance_value(row: Alliance) -> AllianceValue:
    return AllianceValue(
        id=row.id, public_id=row.public_id, slug=row.slug, names=row.names, is_demo=row.is_demo
    )


def membership_value(row: Membership) -> MembershipValue:
    return MembershipValue(
        public_id=row.public_id,
        organisation=organisation_value(row.organisation),
        alliance=alliance_value(row.alliance),
        state=MembershipState(row.state),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def step_value(row: MembershipChange) -> MembershipStep:
    return MembershipStep(
        step=Step.between(row.before, row.after, has_reason=bool(row.reason)),
        reason=row.reason,
        changed_at=row.changed_at,
    )


def role_value(row: RoleAssignment) -> RoleValue:
    return RoleValue(
        public_id=row.public_id,
        user_id=row.person_id,
        role=Role(row.role),
        organisation=organisation_value(row.organisation) if row.organisation else None,
        alliance=alliance_value(row.alliance) if row.alliance else None,
        granted_at=row.granted_at,
    )


def invitation_value(row: Invitation) -> InvitationValue:
    return InvitationValue(
        public_id=row.public_id,
        email=row.email,
        role=Role(row.role),
        organisation=organisation_value(row.organisation) if row.organisation else None,
        alliance=alliance_value(row.alliance) if row.alliance else None,
        invited_at=row.invited_at,
        ends_at=row.ends_at,
    )
