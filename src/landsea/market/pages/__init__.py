"""The pages of the market: listings, writing them, and the register of projects."""

from landsea.market.pages.listings import listing, listings
from landsea.market.pages.projects import projects, register_csv
from landsea.market.pages.writing import edit, own, write

__all__ = ["edit", "listing", "listings", "own", "projects", "register_csv", "write"]
