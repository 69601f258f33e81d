"""What the members module tells the others."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from landsea.foundation.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChanged(Event):
    """A membership went from one state to another."""

    event_name: ClassVar[str] = "members.membership-changed"

    membership_id: UUID
    organisation_id: UUID
    alliance_id: UUID
    before: str  #: empty for the first step
    after: str
    changed_at: datetime
