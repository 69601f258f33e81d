"""The market through the JSON interface."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from landsea.foundation.api import creating
from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.api.described import makes
from landsea.foundation.api.listing import PageQuery, page_of
from landsea.market import queries
from landsea.market.schemas import (
    ListingActIn,
    ListingIn,
    ListingList,
    ListingOut,
    ListingQuery,
    ProjectList,
    ProjectOut,
    ProjectSumList,
    ProjectSumOut,
    RegisterQuery,
)
from landsea.market.services.listings import write_listing
from landsea.market.services.steps import take_step
from landsea.members import queries as members
from landsea.members.api_keys import ApiKey, KeyOrNobody
from landsea.members.engine.scopes import Scope

router = Router(tags=["market"])


@router.get("/listings", response=ListingList, auth=KeyOrNobody(), operation_id="listListings")
def list_listings(
    request: KeyRequest,
    wanted: Query[ListingQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> ListingList:
    """Lists what is offered and wanted now, the first written first."""
    of = f"listings {wanted.model_dump_json()}"
    found = queries.slice_open(
        queries.ListingFilter(
            query=wanted.q,
            kind=wanted.kind,
            side=wanted.side,
            alliance=wanted.alliance,
            market=wanted.market,
            organisation=wanted.organisation,
        ),
        now=timezone.now(),
        after=page.after(of),
        limit=page.limit,
    )
    items, cursor = page_of(found, ListingOut.of, of=of, request=request, response=response)
    return ListingList(items=items, next=cursor)


@router.get(
    "/listings/{listing_id}", response=ListingOut, auth=KeyOrNobody(), operation_id="getListing"
)
def get_listing(request: KeyRequest, listing_id: UUID) -> ListingOut:
    """Returns a listing; a draft only to its organisation's key with “market:write”."""
    return _read(request, listing_id)


@router.post(
    "/listings",
    response={201: ListingOut},
    auth=ApiKey(Scope.MARKET_WRITE),
    operation_id="addListing",
    openapi_extra=makes(404, 409),
)
def add(request: KeyRequest, body: ListingIn) -> HttpResponse:
    """Writes a listing of the key's organisation, as a draft that nobody else sees."""

    def act() -> ListingOut:
        alliance = members.get_alliance_by_slug(body.alliance)
        listing_id = write_listing(
            body.as_input(),
            organisation_id=request.auth.owner_id,
            alliance_id=alliance.id,
            by=request.actor,
            now=timezone.now(),
        )
        return _read(request, listing_id)

    return creating.once(request, act, route="addListing", location="/api/v1/listings/{id}")


@router.post(
    "/listings/{listing_id}/acts",
    response={201: ListingOut},
    auth=ApiKey(Scope.MARKET_WRITE, Scope.ALLIANCE_RUN),
    operation_id="actOnListing",
    openapi_extra=makes(409),
)
def act_on(request: KeyRequest, listing_id: UUID, body: ListingActIn) -> HttpResponse:
    """Publishes, closes or withdraws a listing; the alliance's office takes it down."""

    def act() -> ListingOut:
        take_step(listing_id, body.act, reason=body.reason, by=request.actor, now=timezone.now())
        return _read(request, listing_id)

    return creating.once(request, act, route="actOnListing")


@router.get("/projects", response=ProjectList, auth=KeyOrNobody(), operation_id="listProjects")
def list_projects(
    request: KeyRequest,
    wanted: Query[RegisterQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> ProjectList:
    """Lists the register's projects one by one, with their sources."""
    of = f"projects {wanted.model_dump_json()}"
    found = queries.slice_projects(
        alliance=wanted.alliance, stage=wanted.stage, after=page.after(of), limit=page.limit
    )
    items, cursor = page_of(found, ProjectOut.of, of=of, request=request, response=response)
    return ProjectList(items=items, next=cursor)


@router.get(
    "/projects/{project_id}", response=ProjectOut, auth=KeyOrNobody(), operation_id="getProject"
)
def get_project(request: KeyRequest, project_id: UUID) -> ProjectOut:
    """Returns a project of the register."""
    return ProjectOut.of(queries.get_project(project_id))


@router.get(
    "/project-sums",
    response=ProjectSumList,
    auth=KeyOrNobody(),
    operation_id="listProjectSums",
)
def list_project_sums(
    request: KeyRequest,
    wanted: Query[RegisterQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> ProjectSumList:
    """Lists sums over several projects as they were published; they are not made up of items.

    Don't add them to projects that are among them: `part_of` says which are.
    """
    of = f"project-sums {wanted.model_dump_json()}"
    found = queries.slice_sums(
        alliance=wanted.alliance, stage=wanted.stage, after=page.after(of), limit=page.limit
    )
    items, cursor = page_of(found, ProjectSumOut.of, of=of, request=request, response=response)
    return ProjectSumList(items=items, next=cursor)


def _read(request: KeyRequest, listing_id: UUID) -> ListingOut:
    now = timezone.now()
    return ListingOut.of(queries.get_listing(listing_id, actor=request.actor, now=now))
