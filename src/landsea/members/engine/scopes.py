"""What a key of the interface may be for: each scope stands for one role in one place."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from landsea.foundation.actor import Role, RoleGrant
from landsea.kernel.texts import N_


class Scope(StrEnum):
    """What a key may do; a scope exists only where an endpoint asks for it."""

    LIBRARY_WRITE = "library:write"  #: writes the organisation's records, reads its drafts
    CARDS_SELL = "cards:sell"  #: issues cards and takes their price at the counter
    GATE_SCAN = "gate:scan"  #: reads the organisation's admissions and takes scans back
    STATEMENTS_READ = "statements:read"  #: reads the organisation's statements
    CHANGES_READ = "changes:read"  #: reads what was changed in the organisation's name
    MARKET_WRITE = "market:write"  #: writes, publishes and ends the organisation's listings
    MEMBERS_WRITE = "members:write"  #: applies to alliances, and leaves them
    ALLIANCE_RUN = "alliance:run"  #: decides for the alliance: members, blocked cards, its log

    @property
    def role(self) -> Role:
        """The role that the scope stands for; the endpoint narrows it to what it does."""
        return _ROLES[self]

    @property
    def is_alliance_wide(self) -> bool:
        """Whether it reaches over the alliance: only the alliance's office gives it."""
        return self is Scope.ALLIANCE_RUN


_ROLES: Mapping[Scope, Role] = {
    Scope.LIBRARY_WRITE: Role.EDITOR,
    Scope.CARDS_SELL: Role.GATE,
    Scope.GATE_SCAN: Role.GATE,
    Scope.STATEMENTS_READ: Role.CLEARING_OFFICER,
    Scope.CHANGES_READ: Role.CLEARING_OFFICER,
    Scope.MARKET_WRITE: Role.MARKET_AGENT,
    Scope.MEMBERS_WRITE: Role.OFFICE,
    Scope.ALLIANCE_RUN: Role.OFFICE,
}

#: For whoever makes a key; translated by the page.
SCOPE_LABELS: Mapping[Scope, str] = {
    Scope.LIBRARY_WRITE: N_("write our records, read our drafts"),
    Scope.CARDS_SELL: N_("issue cards and take their price"),
    Scope.GATE_SCAN: N_("read our admissions, take scans back"),
    Scope.STATEMENTS_READ: N_("read our statements"),
    Scope.CHANGES_READ: N_("read our change log"),
    Scope.MARKET_WRITE: N_("write, publish and end our listings"),
    Scope.MEMBERS_WRITE: N_("apply to alliances, leave them"),
    Scope.ALLIANCE_RUN: N_("decide for the alliance"),
}


def grants_of(
    scopes: Iterable[Scope], *, organisation_id: int, alliance_id: int | None
) -> frozenset[RoleGrant]:
    """Returns the roles that a key with these scopes holds in its organisation and alliance."""
    found = set()
    for scope in scopes:
        if not scope.is_alliance_wide:
            found.add(RoleGrant(scope.role, organisation_id=organisation_id))
        elif alliance_id is not None:
            found.add(RoleGrant(scope.role, alliance_id=alliance_id))
    return frozenset(found)


def read_scopes(words: Iterable[str]) -> frozenset[Scope]:
    """Returns the scopes among words: one of an older release that is none any more is left out."""
    known = set(Scope)
    return frozenset(Scope(word) for word in words if word in known)
