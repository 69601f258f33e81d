"""Figures through the JSON interface: each address gives one kind only."""

from django.http import HttpResponse
from ninja import Query, Router

from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.api.listing import PageQuery, page_of
from landsea.foundation.pagination import Slice
from landsea.insight.api_queries import (
    PublishedFilter,
    PublishedValue,
    find_vintage,
    slice_admissions,
    slice_published,
)
from landsea.insight.schemas import (
    CountedList,
    CountedOut,
    CountedQuery,
    PublishedList,
    PublishedOut,
    PublishedQuery,
)
from landsea.members.api_keys import KeyOrNobody

router = Router(tags=["figures"])


@router.get(
    "/published",
    response=PublishedList,
    auth=KeyOrNobody(),
    operation_id="listPublishedFigures",
)
def list_published(
    request: KeyRequest,
    wanted: Query[PublishedQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> PublishedList:
    """Lists figures that offices published, with source, licence and status.

    A cursor is of one state of the collection; when newer figures were loaded, begin again.
    """
    vintage = find_vintage()
    of = f"published {vintage and vintage.public_id} {wanted.model_dump_json()}"
    after = page.after(of)
    found: Slice[PublishedValue] = Slice((), None)
    if vintage is not None:
        found = slice_published(
            PublishedFilter(**wanted.model_dump()),
            vintage=vintage.public_id,
            after=after,
            limit=page.limit,
        )
    items, cursor = page_of(found, PublishedOut.of, of=of, request=request, response=response)
    return PublishedList(
        items=items, next=cursor, loaded_at=vintage.completed_at if vintage else None
    )


@router.get(
    "/admissions", response=CountedList, auth=KeyOrNobody(), operation_id="listCountedFigures"
)
def list_counted(
    request: KeyRequest,
    wanted: Query[CountedQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> CountedList:
    """Lists card admissions by city and month: those that were counted here.

    A demonstration gives, when asked for, those that it made up: never both, and each says so.
    """
    of = wanted.kind.value
    found = slice_admissions(wanted.kind, after=page.after(of), limit=page.limit)
    items, cursor = page_of(found, CountedOut.of, of=of, request=request, response=response)
    return CountedList(items=items, next=cursor)
