"""Places through the JSON interface."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from landsea.foundation import conditional
from landsea.foundation.api import creating
from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.api.described import changes, makes
from landsea.foundation.api.listing import PageQuery, page_of
from landsea.foundation.api.writing import to_bytes
from landsea.foundation.faults import InvalidFields
from landsea.library import queries
from landsea.library.engine.places import PlaceDetail
from landsea.library.queries.api import slice_places
from landsea.library.schemas import (
    FIELDS,
    PlaceChangeIn,
    PlaceIn,
    PlaceList,
    PlaceOut,
    PlaceQuery,
)
from landsea.library.services.records import PlaceChange, add_place, update_place
from landsea.members.api_keys import ApiKey, KeyOrNobody
from landsea.members.engine.scopes import Scope

router = Router(tags=["places"])


@router.get("", response=PlaceList, auth=KeyOrNobody(), operation_id="listPlaces")
def list_places(
    request: KeyRequest, wanted: Query[PlaceQuery], page: Query[PageQuery], response: HttpResponse
) -> PlaceList:
    """Lists published places: names that fit best first, then World Heritage, grades and names."""
    of = f"places {wanted.model_dump_json()}"
    found = slice_places(
        queries.PlaceFilter(
            query=wanted.q, kind=wanted.kind, market=wanted.market, city=wanted.city
        ),
        after=page.after(of),
        limit=page.limit,
    )
    items, cursor = page_of(found, PlaceOut.of, of=of, request=request, response=response)
    return PlaceList(items=items, next=cursor)


@router.get("/{place_id}", response=PlaceOut, auth=KeyOrNobody(), operation_id="getPlace")
def get_place(request: KeyRequest, place_id: UUID) -> PlaceOut:
    """Returns a place; a draft only to its owner's key with “library:write”."""
    return PlaceOut.of(queries.get_place(place_id, actor=request.actor))


@router.post(
    "",
    response={201: PlaceOut},
    auth=ApiKey(Scope.LIBRARY_WRITE),
    operation_id="addPlace",
    openapi_extra=makes(409),
)
def add(request: KeyRequest, body: PlaceIn) -> HttpResponse:
    """Writes a new record of the key's organisation, as a draft that the public does not see."""

    def act() -> PlaceOut:
        try:
            detail = add_place(
                body.as_row(),
                owner_id=request.auth.owner_id,
                by=request.actor,
                now=timezone.now(),
            )
        except InvalidFields as error:
            raise error.renamed(FIELDS) from error
        return PlaceOut.of(detail)

    return creating.once(request, act, route="addPlace", location="/api/v1/places/{id}")


@router.patch(
    "/{place_id}",
    response=PlaceOut,
    auth=ApiKey(Scope.LIBRARY_WRITE),
    operation_id="changePlace",
    openapi_extra=changes(409),
)
def change(request: KeyRequest, place_id: UUID, body: PlaceChangeIn) -> PlaceOut:
    """Changes a record of the key's organisation, in the state in which it was read."""

    def check(detail: PlaceDetail) -> None:
        etag = conditional.etag_of(to_bytes(PlaceOut.of(detail).model_dump()))
        conditional.require_same(request, etag)

    wanted = PlaceChange(**body.model_dump())
    return PlaceOut.of(
        update_place(place_id, wanted, check=check, by=request.actor, now=timezone.now())
    )
