"""The tables of the library."""

from landsea.library.models.event import Event, EventDate, PublicHoliday
from landsea.library.models.resource import Resource, ResourceName
from landsea.library.models.visibility import SCOPES

__all__ = ["SCOPES", "Event", "EventDate", "PublicHoliday", "Resource", "ResourceName"]
