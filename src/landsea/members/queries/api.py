"""Lists of members that go on from any place."""

from landsea.foundation.actor import Actor
from landsea.foundation.pagination import Position, Slice, slice_rows
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.models import Alliance, Membership, MembershipState, Organisation
from landsea.members.queries.values import (
    AllianceValue,
    MembershipValue,
    OrganisationValue,
    alliance_value,
    membership_value,
    organisation_value,
)


def slice_organisations(
    *, kind: OrganisationKind | None, market: str, after: Position | None, limit: int
) -> Slice[OrganisationValue]:
    """Returns organisations, the first registered first."""
    rows = Organisation.objects.all()
    if kind is not None:
        rows = rows.filter(kind=kind)
    if market:
        rows = rows.filter(market=market)
    return slice_rows(rows, "id", after=after, limit=limit).each(organisation_value)


def slice_alliances(*, after: Position | None, limit: int) -> Slice[AllianceValue]:
    """Returns alliances, the first founded first."""
    return slice_rows(Alliance.objects.all(), "id", after=after, limit=limit).each(alliance_value)


def slice_memberships(
    *,
    alliance: str,
    state: MembershipState | None,
    actor: Actor,
    after: Position | None,
    limit: int,
) -> Slice[MembershipValue]:
    """Returns the memberships that the actor may see, the first that began first."""
    rows = Membership.objects.visible_to(actor).select_related("organisation", "alliance")
    if alliance:
        rows = rows.filter(alliance__slug=alliance)
    if state is not None:
        rows = rows.filter(state=state)
    return slice_rows(rows, "id", after=after, limit=limit).each(membership_value)
