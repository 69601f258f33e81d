"""Who is acting: one value for people, travellers without an account, devices and the system."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody does for an organisation or for an alliance."""

    OFFICE = "office"  #: runs an alliance, or an organisation: its people, keys, membership
    EDITOR = "editor"  #: keeps an organisation's records in the library
    MARKET_AGENT = "market-agent"  #: lists supply and demand for an organisation
    GATE = "gate"  #: admits cards at an organisation's venues
    CLEARING_OFFICER = "clearing-officer"  #: closes periods and settles conflicts
    STATISTICIAN = "statistician"  #: loads and publishes figures
    AMBASSADOR = "ambassador"  #: designs trips for clients


class ActorKind(StrEnum):
    """What sort of actor this is."""

    ANONYMOUS = "anonymous"  #: a visitor of the public pages
    PERSON = "person"  #: somebody signed in
    DEVICE = "device"  #: a gate or turnstile with its own key
    INTEGRATION = "integration"  #: an organisation's program with a key of the interface
    SYSTEM = "system"  #: the installation itself: imports, workers, commands


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A role held in one organisation or one alliance (bigint keys)."""

    role: Role
    organisation_id: int | None = None
    alliance_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, under which opaque subject and with which roles."""

    kind: ActorKind = ActorKind.ANONYMOUS
    #: Stands for the person in ledgers, facts and logs; names nobody.
    subject: UUID | None = None
    user_id: int | None = None
    grants: frozenset[RoleGrant] = field(default_factory=frozenset)
    request_id: str = ""

    @classmethod
    def system(cls) -> "Actor":
        return cls(kind=ActorKind.SYSTEM)

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    def has_role(self, role: Role) -> bool:
        """Says whether the role is held anywhere."""
        return any(grant.role is role for grant in self.grants)

    def organisation_ids(self, *roles: Role) -> frozenset[int]:
        """Returns the organisations in which one of the roles is held."""
        return frozenset(
            grant.organisation_id
            for grant in self.grants
            if grant.role in roles and grant.organisation_id is not None
        )

    def alliance_ids(self, *roles: Role) -> frozenset[int]:
        """Returns the alliances in which one of the roles is held."""
        return frozenset(
            grant.alliance_id
            for grant in self.grants
            if grant.role in roles and grant.alliance_id is not None
        )

    @property
    def roles_text(self) -> str:
        """The roles in a fixed order, as the change log writes them."""
        return ",".join(sorted({grant.role.value for grant in self.grants})) or self.kind.value
