"""The tables of the library."""

from landsea.library.models.resource import Resource, ResourceName

__all__ = ["Resource", "ResourceName"]
