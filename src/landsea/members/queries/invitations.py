"""Roles that were offered and not answered yet."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from landsea.foundation.actor import Actor, Role
from landsea.members import policies
from landsea.members.engine.bodies import Body
from landsea.members.errors import InvitationOver, InvitationUnknown
from landsea.members.models import Invitation
from landsea.members.queries.memberships import list_concerned_alliance_ids
from landsea.members.queries.roles import list_organisations_without_office
from landsea.members.queries.values import InvitationValue, invitation_value


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCount:
    """How many invitations a place has open."""

    organisations: dict[int, int]
    alliances: dict[int, int]


def digest(secret: str) -> str:
    """Returns what is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def list_invitations(body: Body, *, actor: Actor) -> list[InvitationValue]:
    """Lists a place's invitations that nobody answered, newest first, those that are over too."""
    rows = (
        Invitation.objects.visible_to(actor)
        .filter(
            **body.lookup,
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
        )
        .select_related("organisation", "alliance")
    )
    return [invitation_value(row) for row in rows.order_by("-id")]


def find_appointments(organisation_id: int, *, actor: Actor) -> list[InvitationValue] | None:
    """Lists the open offers of an organisation's first office, to the alliance's that makes them.

    None for those who do not speak for the organisation: it has an office of its own, say.
    """
    if not policies.can_speak_for(
        actor,
        concerned=list_concerned_alliance_ids(organisation_id),
        has_office=not list_organisations_without_office([organisation_id]),
    ):
        return None
    rows = Invitation.objects.unscoped("the actor speaks for this organisation").filter(
        organisation_id=organisation_id,
        role=Role.OFFICE.value,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    ordered = rows.select_related("organisation", "alliance").order_by("-id")
    return [invitation_value(row) for row in ordered]


def get_invitation(secret: str, *, now: datetime) -> InvitationValue:
    """Returns the invitation of a link; raises InvitationUnknown or InvitationOver."""
    row = (
        Invitation.objects.unscoped("whoever holds the link is whom it was sent to")
        .filter(secret_sha256=digest(secret))
        .select_related("organisation", "alliance")
        .first()
    )
    if row is None:
        raise InvitationUnknown
    if row.accepted_at or row.withdrawn_at or row.ends_at <= now:
        raise InvitationOver
    return invitation_value(row)


def count_open_invitations(
    *,
    organisation_ids: Iterable[int] = (),
    alliance_ids: Iterable[int] = (),
    actor: Actor,
    now: datetime,
) -> OpenCount:
    """Returns how many invitations wait for an answer, for each place whose office asks."""
    rows = (
        Invitation.objects.visible_to(actor)
        .filter(accepted_at__isnull=True, withdrawn_at__isnull=True, ends_at__gt=now)
        .order_by()
        .values("organisation_id", "alliance_id")
        .annotate(open=Count("id"))
    )
    organisations, alliances = set(organisation_ids), set(alliance_ids)
    found = [(row["organisation_id"], row["alliance_id"], row["open"]) for row in rows]
    return OpenCount(
        organisations={key: count for key, _alliance, count in found if key in organisations},
        alliances={key: count for _organisation, key, count in found if key in alliances},
    )
