"""The tables of members."""

from landsea.members.models.alliance import Alliance, Membership, MembershipState
from landsea.members.models.organisation import Organisation
from landsea.members.models.role import RoleAssignment

__all__ = [
    "Alliance",
    "Membership",
    "MembershipState",
    "Organisation",
    "RoleAssignment",
]
