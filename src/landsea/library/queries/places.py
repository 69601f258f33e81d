"""Lists of places, single places, and suggestions of names."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound
from landsea.kernel.texts import N_
from landsea.library.engine.names import fold_name
from landsea.library.engine.places import PlaceDetail, PlacePage, PlaceSummary, Suggestion
from landsea.library.engine.vocabulary import ResourceKind, ResourceState
from landsea.library.models import Resource, ResourceName
from landsea.library.queries.matching import (
    MAX_QUERY_LENGTH,
    PlaceFilter,
    by_code_point,
    by_reader,
    matching,
    published,
    tier_of,
)
from landsea.library.queries.rows import UNSEEN_IN_LISTS, detail_of, summary

PAGE_SIZE = 24
MAX_PAGE_SIZE = 200


class PlaceNotFound(NotFound):
    """There is no published place with this id."""

    code = "place-not-found"
    message = N_("There is no such place in the library.")
    mend = N_("Look for it by name in the list of places.")


def list_places(
    wanted: PlaceFilter | None = None,
    *,
    limit: int = PAGE_SIZE,
    offset: int = 0,
    language: str = "en",
) -> PlacePage:
    """Lists places: names equal to the query first, then those that begin with it, then hold it.

    Inside each, World Heritage and national grades first, then by the name that readers of the
    language see.
    """
    wanted = wanted or PlaceFilter()
    rows = matching(wanted)
    best_first = [F("tier")] if wanted.query.strip() else []
    limit, offset = max(1, min(limit, MAX_PAGE_SIZE)), max(0, offset)
    ordered = rows.order_by(*best_first, "standing", by_reader(language), "id")
    page = ordered.defer(*UNSEEN_IN_LISTS)[offset : offset + limit]
    return PlacePage(
        places=tuple(summary(row) for row in page),
        total=rows.count(),
        offset=offset,
        limit=limit,
    )


def list_featured(*, limit: int, language: str = "en") -> tuple[PlaceSummary, ...]:
    """Lists some of the best places, from as many markets as there is room for.

    In turn from each market, the one with the most places first.
    """
    best_first = ("standing", by_reader(language), "id")
    rows = published().annotate(
        turn=Window(RowNumber(), partition_by="market", order_by=best_first),
        beside=Window(Count("id"), partition_by="market"),
    )
    # Their keys first: all that is known of all places is not to be put in order.
    chosen = rows.order_by("turn", "-beside", "market").values_list("pk", flat=True)[:limit]
    found = list_published_by_pks(pks := list(chosen))
    return tuple(found[pk] for pk in pks)


def get_place(public_id: UUID, *, actor: Actor | None = None) -> PlaceDetail:
    """Returns one place with its owner and sources, to its owner's people also as a draft."""
    rows = Resource.objects.visible_to(actor) if actor else published()
    row = rows.select_related("owner").filter(public_id=public_id).first()
    if row is None:
        raise PlaceNotFound
    return detail_of(row)


def list_places_by_ids(public_ids: Iterable[UUID]) -> dict[UUID, PlaceSummary]:
    """Returns published places by public id; ids that are none are left out."""
    rows = published().filter(public_id__in=set(public_ids)).order_by("id")
    return {row.public_id: summary(row) for row in rows}


def list_published_by_pks(pks: Iterable[int]) -> dict[int, PlaceSummary]:
    """Returns published places by bigint key; those that were withdrawn are left out."""
    return {row.pk: summary(row) for row in published().filter(pk__in=set(pks)).order_by("id")}


def list_places_by_pks(pks: Iterable[int]) -> dict[int, PlaceSummary]:
    """Returns places by bigint key, drafts too: a trip or a card tells of places since withdrawn.

    For foreign keys of rows that the reader may see; `list_published_by_pks` is for all others.
    """
    rows = Resource.objects.unscoped("foreign keys of rows that the reader may see")
    rows = rows.filter(pk__in=set(pks)).order_by("id")
    return {row.pk: summary(row) for row in rows}


def list_place_ids_by_source(source_name: str, keys: Iterable[str]) -> dict[str, UUID]:
    """Returns the public ids of published places by the id that a source has for them."""
    rows = published().filter(source_name=source_name, source_key__in=set(keys)).order_by("id")
    return dict(rows.values_list("source_key", "public_id"))


def find_suggestions(beginning: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Returns names that begin with what was typed, then names that hold it; a place once."""
    folded = fold_name(beginning[:MAX_QUERY_LENGTH])
    if not folded:
        return ()
    rows = (
        ResourceName.objects.unscoped("what is published is for everybody")
        .filter(resource__state=ResourceState.PUBLISHED, folded__contains=folded)
        .annotate(tier=tier_of(folded))
        .order_by("tier", "resource__standing", by_code_point("folded"), "id")
        .values_list("resource__public_id", "resource__kind", "text", "language")
    )
    # A place may match by several of its names: more are read than are shown.
    suggestions: dict[UUID, Suggestion] = {}
    for public_id, kind, text, language in rows[: limit * 6]:
        suggestions.setdefault(
            public_id,
            Suggestion(public_id=public_id, kind=ResourceKind(kind), text=text, language=language),
        )
    return tuple(suggestions.values())[:limit]
