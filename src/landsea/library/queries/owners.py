"""What an organisation has in the library."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from landsea.foundation.actor import Actor
from landsea.library.engine.places import PlaceSummary
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Resource
from landsea.library.queries.matching import by_code_point
from landsea.library.queries.rows import summary


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCounts:
    """How many records an organisation has that the reader may see."""

    published: int = 0
    drafts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPlace:
    """A place of an organisation; its drafts are for its own people."""

    place: PlaceSummary
    is_draft: bool


def list_owned_places(owner_id: int, *, actor: Actor, limit: int) -> list[OwnedPlace]:
    """Lists an organisation's places that the actor may see, published ones first, by name."""
    rows = Resource.objects.visible_to(actor).filter(owner_id=owner_id)
    # "published" comes after "draft".
    ordered = rows.order_by("-state", "standing", by_code_point("sort_name"), "id")
    return [
        OwnedPlace(place=summary(row), is_draft=row.state != ResourceState.PUBLISHED)
        for row in ordered[:limit]
    ]


def count_records(owner_ids: Iterable[int], *, actor: Actor) -> dict[int, RecordCounts]:
    """Returns how many records each organisation has that the actor may see."""
    ids = set(owner_ids)
    rows = (
        Resource.objects.visible_to(actor)
        .filter(owner_id__in=ids)
        .order_by()
        .values_list("owner_id", "state")
        .annotate(count=Count("id"))
    )
    counts: dict[tuple[int, bool], int] = {}
    for owner_id, state, count in rows:
        key = (owner_id, state == ResourceState.PUBLISHED)
        counts[key] = counts.get(key, 0) + count
    return {
        each: RecordCounts(
            published=counts.get((each, True), 0), drafts=counts.get((each, False), 0)
        )
        for each in ids
    }
