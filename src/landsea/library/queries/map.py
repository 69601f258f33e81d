"""What a map of the library is drawn from, and whether it has changed."""

from datetime import datetime
from hashlib import sha256

from django.db.models import Count, F, Max

from landsea import __version__
from landsea.foundation.actor import Actor, Role
from landsea.kernel.geo import Position, Precision
from landsea.library.engine.map_features import MapPlace
from landsea.library.engine.vocabulary import ResourceKind, ResourceState
from landsea.library.models import Resource
from landsea.library.queries.matching import PlaceFilter, by_code_point, matching
from landsea.library.queries.rows import is_withheld, names_of

_COLUMNS = (
    "public_id",
    "kind",
    "state",
    "names",
    "romanised",
    "romanised_tag",
    "romanised",
    "romanised_tag",
    "consent_on",
    "city",
    "city_names",
    "district_names",
    "market",
    "latitude",
    "longitude",
    "position_precision",
    "position_error_km",
)


def list_map_places(wanted: PlaceFilter, *, actor: Actor) -> list[MapPlace]:
    """Lists the places with a position that the actor may be shown, in the order of lists."""
    rows = matching(wanted, Resource.objects.visible_to(actor)).filter(latitude__isnull=False)
    best_first = [F("tier")] if wanted.query.strip() else []
    ordered = rows.order_by(*best_first, "standing", by_code_point("sort_name"), "id")
    return [_map_place(row) for row in ordered.only(*_COLUMNS) if not is_withheld(row)]


def find_map_version(*, actor: Actor) -> str:
    """Returns a word that changes whenever a place changes that the actor may see."""
    seen = Resource.objects.visible_to(actor)
    state = seen.aggregate(count=Count("pk"), changed_at=Max("updated_at"))
    changed_at: datetime | None = state["changed_at"]
    reader = sorted(actor.organisation_ids(Role.EDITOR, Role.OFFICE))
    told = f"{__version__} {state['count']} {changed_at and changed_at.isoformat()} {reader}"
    return sha256(told.encode()).hexdigest()[:24]


def _map_place(row: Resource) -> MapPlace:
    # The filter has left rows with a whole position only, by a constraint of the table.
    position = Position(
        row.latitude or 0.0,
        row.longitude or 0.0,
        Precision(row.position_precision),
        row.position_error_km or 0.0,
    )
    return MapPlace(
        public_id=row.public_id,
        kind=ResourceKind(row.kind),
        names=names_of(row),
        city=row.city,
        city_names=row.city_names,
        district_names=row.district_names,
        market=row.market,
        position=position,
        is_draft=row.state == ResourceState.DRAFT,
    )
