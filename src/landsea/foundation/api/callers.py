"""Who calls the JSON interface."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from landsea.foundation.actor import Actor
from landsea.foundation.requests import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who calls the interface: with a key of an organisation, or anonymously."""

    #: Under which its requests are counted and its idempotency keys are kept apart.
    name: str
    actor: Actor
    #: What the key's maker called it, what it is for, and when it ends.
    label: str = ""
    scopes: frozenset[str] = frozenset()
    ends_at: datetime | None = None
    #: The organisation whose key it is: bigint and public id.
    organisation_id: int | None = None
    organisation: UUID | None = None

    @property
    def owner_id(self) -> int:
        """The organisation whose key it is, where an endpoint has asked for one."""
        if self.organisation_id is None:
            raise TypeError("This request came without a key.")
        return self.organisation_id


class KeyRequest(Request):
    """A request that came with a key, or might have: the interface accepts no session."""

    auth: Caller
