"""Who may see which rows of members."""

from django.db.models import Q

from landsea.foundation.actor import Actor, Role
from landsea.foundation.scoping import (
    NOBODY,
    Private,
    Public,
    Scopes,
    of_alliances,
    of_organisations,
)


def membership_seen_by(actor: Actor) -> Q:
    """Everybody, while it is admitted; else the organisation's people and the alliance's office."""
    return Q(state="admitted") | _of_membership(actor, "")


def membership_change_seen_by(actor: Actor) -> Q:
    """The organisation's people and the alliance's office."""
    return _of_membership(actor, "membership__")


def role_seen_by(actor: Actor) -> Q:
    """The person who holds it, and the office of where it is held."""
    own = NOBODY if actor.user_id is None else Q(person_id=actor.user_id)
    return own | office_sees(actor)


def office_sees(actor: Actor) -> Q:
    """The office of the organisation, and of the alliance that the row is bound to."""
    return of_organisations(actor, "organisation", Role.OFFICE) | of_alliances(
        actor, "alliance", Role.OFFICE
    )


def _of_membership(actor: Actor, path: str) -> Q:
    return of_organisations(actor, f"{path}organisation", *Role) | of_alliances(
        actor, f"{path}alliance", Role.OFFICE
    )


SCOPES: Scopes = {
    "Alliance": Public("Alliances work in the open: their names stand on what they sell."),
    "Organisation": Public("Organisations are named as owners of places and members of alliances."),
    "Membership": Private(owner="organisation", alliance="alliance", seen_by=membership_seen_by),
    "MembershipChange": Private(
        owner="membership__organisation",
        alliance="membership__alliance",
        seen_by=membership_change_seen_by,
    ),
    "RoleAssignment": Private(
        owner=("organisation", "alliance"), alliance="alliance", seen_by=role_seen_by
    ),
    "Invitation": Private(
        owner=("organisation", "alliance"), alliance="alliance", seen_by=office_sees
    ),
    "ApiToken": Private(owner="organisation", alliance="alliance", seen_by=office_sees),
}
