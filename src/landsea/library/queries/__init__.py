"""What pages and other modules ask the library; the public is told of published resources only."""

from landsea.library.engine.places import (
    CityCount,
    Owner,
    PlaceDetail,
    PlaceFacets,
    PlacePage,
    PlaceSummary,
    SourceCount,
    Suggestion,
)
from landsea.library.queries.facets import count_facets, list_sources
from landsea.library.queries.matching import MAX_QUERY_LENGTH, PlaceFilter
from landsea.library.queries.near import ROUTABLE_ERROR_KM, list_candidates_near
from landsea.library.queries.owners import (
    OwnedPlace,
    RecordCounts,
    count_records,
    list_owned_places,
)
from landsea.library.queries.places import (
    MAX_PAGE_SIZE,
    PAGE_SIZE,
    PlaceNotFound,
    find_suggestions,
    get_place,
    list_place_ids_by_source,
    list_places,
    list_places_by_ids,
    list_places_by_pks,
    list_published_by_pks,
)

__all__ = [
    "MAX_PAGE_SIZE",
    "MAX_QUERY_LENGTH",
    "PAGE_SIZE",
    "ROUTABLE_ERROR_KM",
    "CityCount",
    "OwnedPlace",
    "Owner",
    "PlaceDetail",
    "PlaceFacets",
    "PlaceFilter",
    "PlaceNotFound",
    "PlacePage",
    "PlaceSummary",
    "RecordCounts",
    "SourceCount",
    "Suggestion",
    "count_facets",
    "count_records",
    "find_suggestions",
    "get_place",
    "list_candidates_near",
    "list_owned_places",
    "list_place_ids_by_source",
    "list_places",
    "list_places_by_ids",
    "list_places_by_pks",
    "list_published_by_pks",
    "list_sources",
]
