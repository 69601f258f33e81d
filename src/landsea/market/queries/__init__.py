"""What pages and other modules ask about the market."""

from landsea.market.queries.listings import (
    LONGEST_QUERY,
    PAGE_SIZE,
    ListingFilter,
    ListingPage,
    count_own,
    get_listing,
    list_open,
    list_open_of,
    list_own,
    list_places_to_offer,
    slice_open,
)
from landsea.market.queries.projects import (
    Register,
    RegisterLine,
    get_project,
    read_register,
    slice_projects,
    slice_sums,
)
from landsea.market.queries.values import ListingValue

__all__ = [
    "LONGEST_QUERY",
    "PAGE_SIZE",
    "ListingFilter",
    "ListingPage",
    "ListingValue",
    "Register",
    "RegisterLine",
    "count_own",
    "get_listing",
    "get_project",
    "list_open",
    "list_open_of",
    "list_own",
    "list_places_to_offer",
    "read_register",
    "slice_open",
    "slice_projects",
    "slice_sums",
]
