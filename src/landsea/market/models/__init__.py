"""The tables of the market."""

from landsea.market.models.listing import Listing
from landsea.market.models.project import Project, ProjectSum
from landsea.market.models.visibility import SCOPES

__all__ = ["SCOPES", "Listing", "Project", "ProjectSum"]
