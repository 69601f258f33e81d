"""The tables of members."""

from landsea.members.models.alliance import (
    Alliance,
    Membership,
    MembershipChange,
    MembershipState,
)
from landsea.members.models.invitation import Invitation
from landsea.members.models.organisation import Organisation
from landsea.members.models.role import RoleAssignment
from landsea.members.models.token import ApiToken
from landsea.members.models.visibility import SCOPES

__all__ = [
    "SCOPES",
    "Alliance",
    "ApiToken",
    "Invitation",
    "Membership",
    "MembershipChange",
    "MembershipState",
    "Organisation",
    "RoleAssignment",
]
