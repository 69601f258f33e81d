"""Members through the JSON interface."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from landsea.foundation.api import creating
from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.api.described import makes
from landsea.foundation.api.listing import PageQuery, page_of
from landsea.foundation.api.schemas import Text
from landsea.members import queries
from landsea.members.api_keys import ApiKey, KeyOrNobody
from landsea.members.engine.scopes import Scope
from landsea.members.queries.api import slice_alliances, slice_memberships, slice_organisations
from landsea.members.schemas import (
    AllianceList,
    AllianceOut,
    ApplicationIn,
    DecisionIn,
    GrantOut,
    MembershipList,
    MembershipOut,
    MembershipQuery,
    MeOut,
    OrganisationList,
    OrganisationOut,
    OrganisationQuery,
)
from landsea.members.services import admission, deciding

router = Router(tags=["members"])
me = Router(tags=["me"])


@router.get(
    "/organisations",
    response=OrganisationList,
    auth=KeyOrNobody(),
    operation_id="listOrganisations",
)
def list_organisations(
    request: KeyRequest,
    wanted: Query[OrganisationQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> OrganisationList:
    """Lists organisations, the first registered first."""
    of = f"organisations {wanted.model_dump_json()}"
    found = slice_organisations(
        kind=wanted.kind, market=wanted.market, after=page.after(of), limit=page.limit
    )
    items, cursor = page_of(found, OrganisationOut.of, of=of, request=request, response=response)
    return OrganisationList(items=items, next=cursor)


@router.get(
    "/organisations/{organisation_id}",
    response=OrganisationOut,
    auth=KeyOrNobody(),
    operation_id="getOrganisation",
)
def get_organisation(request: KeyRequest, organisation_id: UUID) -> OrganisationOut:
    """Returns an organisation."""
    return OrganisationOut.of(queries.get_organisation(organisation_id))


@router.get("/alliances", response=AllianceList, auth=KeyOrNobody(), operation_id="listAlliances")
def list_alliances(
    request: KeyRequest, page: Query[PageQuery], response: HttpResponse
) -> AllianceList:
    """Lists alliances, the first founded first."""
    found = slice_alliances(after=page.after("alliances"), limit=page.limit)
    items, cursor = page_of(
        found, AllianceOut.of, of="alliances", request=request, response=response
    )
    return AllianceList(items=items, next=cursor)


@router.get(
    "/alliances/{slug}", response=AllianceOut, auth=KeyOrNobody(), operation_id="getAlliance"
)
def get_alliance(request: KeyRequest, slug: Text) -> AllianceOut:
    """Returns an alliance."""
    return AllianceOut.of(queries.get_alliance_by_slug(slug))


@router.get(
    "/memberships", response=MembershipList, auth=KeyOrNobody(), operation_id="listMemberships"
)
def list_memberships(
    request: KeyRequest,
    wanted: Query[MembershipQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> MembershipList:
    """Lists who belongs where; of one's own, and to the alliance's office, also other states."""
    of = f"memberships {wanted.model_dump_json()}"
    found = slice_memberships(
        alliance=wanted.alliance,
        state=wanted.state,
        actor=request.actor,
        after=page.after(of),
        limit=page.limit,
    )
    items, cursor = page_of(found, MembershipOut.of, of=of, request=request, response=response)
    return MembershipList(items=items, next=cursor)


@router.post(
    "/memberships",
    response={201: MembershipOut},
    auth=ApiKey(Scope.MEMBERS_WRITE),
    operation_id="applyForMembership",
    openapi_extra=makes(404, 409),
)
def apply(request: KeyRequest, body: ApplicationIn) -> HttpResponse:
    """Puts the application of the key's organisation before an alliance's office."""

    def act() -> MembershipOut:
        alliance = queries.get_alliance_by_slug(body.alliance)
        membership_id = admission.apply_for_membership(
            request.auth.owner_id,
            alliance.id,
            application=body.application,
            by=request.actor,
            now=timezone.now(),
        )
        return MembershipOut.of(queries.get_membership(membership_id, actor=request.actor))

    return creating.once(request, act, route="applyForMembership")


@router.post(
    "/memberships/{membership_id}/decisions",
    response={201: MembershipOut},
    auth=ApiKey(Scope.ALLIANCE_RUN, Scope.MEMBERS_WRITE),
    operation_id="decideMembership",
    openapi_extra=makes(409),
)
def decide(request: KeyRequest, membership_id: UUID, body: DecisionIn) -> HttpResponse:
    """Decides about a membership: the alliance's office, or the organisation for itself."""

    def act() -> MembershipOut:
        return MembershipOut.of(
            deciding.decide(
                membership_id,
                body.decision,
                reason=body.reason,
                by=request.actor,
                now=timezone.now(),
            )
        )

    return creating.once(request, act, route="decideMembership")


@me.get("", response=MeOut, auth=ApiKey(), operation_id="getMe")
def get_me(request: KeyRequest) -> MeOut:
    """Returns the key that asks: whose it is and what it may do."""
    caller = request.auth
    organisations = queries.list_organisations_by_ids([request.auth.owner_id])
    alliances = queries.list_alliances_by_ids(
        {grant.alliance_id for grant in request.actor.grants if grant.alliance_id}
    )
    return MeOut(
        kind=request.actor.kind.value,
        name=caller.label,
        organisation=OrganisationOut.of(organisations[request.auth.owner_id]),
        scopes=[Scope(scope) for scope in sorted(caller.scopes)],
        grants=[
            GrantOut(
                role=grant.role,
                organisation=caller.organisation if grant.organisation_id else None,
                alliance=alliances[grant.alliance_id].public_id if grant.alliance_id else None,
            )
            for grant in sorted(request.actor.grants, key=str)
        ],
        ends_at=caller.ends_at,
    )
