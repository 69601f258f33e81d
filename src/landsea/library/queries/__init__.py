"""What pages and other modules ask the library; the public is told of published resources only."""

from landsea.library.engine.events import (
    CalendarMonth,
    Dates,
    EventDetail,
    EventOn,
    EventPlace,
    EventSummary,
    Holiday,
)
from landsea.library.engine.places import (
    CityCount,
    Holdings,
    Owner,
    PlaceDetail,
    PlaceFacets,
    PlacePage,
    PlaceSummary,
    SourceCount,
    Suggestion,
)
from landsea.library.queries.calendar import (
    EventNotFound,
    get_event,
    list_month,
    list_place_events,
    list_whats_on,
)
from landsea.library.queries.facets import count_facets, list_sources
from landsea.library.queries.holdings import count_holdings, list_calendar_sources
from landsea.library.queries.map import find_map_version, list_map_places
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
    list_featured,
    list_place_ids_by_source,
    list_places,
    list_places_by_ids,
    list_places_by_pks,
    list_published_by_pks,
)
from landsea.library.queries.public import (
    count_public,
    count_public_events,
    list_public_event_ids,
    list_public_ids,
)

__all__ = [
    "MAX_PAGE_SIZE",
    "MAX_QUERY_LENGTH",
    "PAGE_SIZE",
    "ROUTABLE_ERROR_KM",
    "CalendarMonth",
    "CityCount",
    "Dates",
    "EventDetail",
    "EventNotFound",
    "EventOn",
    "EventPlace",
    "EventSummary",
    "Holdings",
    "Holiday",
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
    "count_holdings",
    "count_public",
    "count_public_events",
    "count_records",
    "find_map_version",
    "find_suggestions",
    "get_event",
    "get_place",
    "list_calendar_sources",
    "list_candidates_near",
    "list_featured",
    "list_map_places",
    "list_month",
    "list_owned_places",
    "list_place_events",
    "list_place_ids_by_source",
    "list_places",
    "list_places_by_ids",
    "list_places_by_pks",
    "list_public_event_ids",
    "list_public_ids",
    "list_published_by_pks",
    "list_sources",
    "list_whats_on",
]
