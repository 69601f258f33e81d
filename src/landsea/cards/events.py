"""What the cards module tells the others."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from landsea.foundation.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRecorded(Event):
    """A card was admitted at a venue; counts as one visit of `people` visitors."""

    event_name: ClassVar[str] = "cards.admission-recorded"

    admission_id: UUID
    programme_id: UUID
    product_id: UUID
    venue_id: UUID  #: the library's resource
    organisation_id: UUID  #: whose statement it is on
    people: int
    admitted_at: datetime
    time_zone: str
    local_date: date  #: the venue's date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionVoided(Event):
    """An admission was taken back, so its visit did not take place."""

    event_name: ClassVar[str] = "cards.admission-voided"

    admission_id: UUID
    voided_at: datetime
