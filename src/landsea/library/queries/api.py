"""Lists of places that go on from any place, however the library grows meanwhile."""

from django.db.models import F

from landsea.foundation.pagination import Position, Slice, slice_rows
from landsea.library.engine.places import PlaceDetail
from landsea.library.queries.matching import PlaceFilter, by_code_point, matching
from landsea.library.queries.rows import detail_of


def slice_places(wanted: PlaceFilter, *, after: Position | None, limit: int) -> Slice[PlaceDetail]:
    """Returns published places in the order of the list page, from a position on."""
    rows = matching(wanted).select_related("owner").annotate(name_order=by_code_point("sort_name"))
    order: tuple[str, ...] = ("standing", "name_order", "id")
    if wanted.query.strip():
        rows = rows.annotate(fit=F("tier"))
        order = ("fit", *order)
    return slice_rows(rows, *order, after=after, limit=limit).each(detail_of)
