"""Admissions and statements."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from landsea.cards.queries.api import get_admission, list_balances, slice_admissions, slice_lines
from landsea.cards.schemas.accounts import (
    AdmissionList,
    AdmissionOut,
    AdmissionQuery,
    BalanceOut,
    LineList,
    LineOut,
    LineQuery,
    StatementOut,
)
from landsea.cards.schemas.cards import ReasonIn
from landsea.cards.services.voiding import void_admission
from landsea.foundation.api import creating
from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.api.described import makes
from landsea.foundation.api.listing import PageQuery, page_of
from landsea.members.api_keys import ApiKey
from landsea.members.engine.scopes import Scope

router = Router(tags=["cards"])


@router.get(
    "/admissions",
    response=AdmissionList,
    auth=ApiKey(Scope.GATE_SCAN),
    operation_id="listAdmissions",
)
def list_admissions(
    request: KeyRequest,
    wanted: Query[AdmissionQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> AdmissionList:
    """Lists admissions at the organisation's venues, the latest first."""
    of = f"admissions {request.auth.owner_id} {wanted.model_dump_json()}"
    found = slice_admissions(
        venue=wanted.venue,
        organisation_id=request.auth.owner_id,
        actor=request.actor,
        after=page.after(of),
        limit=page.limit,
    )
    items, cursor = page_of(found, AdmissionOut.of, of=of, request=request, response=response)
    return AdmissionList(items=items, next=cursor)


@router.post(
    "/admissions/{admission_id}/void",
    response={201: AdmissionOut},
    auth=ApiKey(Scope.GATE_SCAN),
    operation_id="voidAdmission",
    openapi_extra=makes(409),
)
def void(request: KeyRequest, admission_id: UUID, body: ReasonIn) -> HttpResponse:
    """Takes an admission back within ten minutes; the use is free again."""

    def act() -> AdmissionOut:
        void_admission(admission_id, reason=body.reason, by=request.actor, now=timezone.now())
        return AdmissionOut.of(get_admission(admission_id, actor=request.actor))

    return creating.once(request, act, route="voidAdmission")


@router.get(
    "/statements/{organisation_id}",
    response=StatementOut,
    auth=ApiKey(Scope.STATEMENTS_READ, Scope.ALLIANCE_RUN),
    operation_id="getStatement",
)
def get_statement(request: KeyRequest, organisation_id: UUID) -> StatementOut:
    """Returns an organisation's balances: its own, or of a member to the alliance's office."""
    balances = list_balances(organisation_id, actor=request.actor)
    return StatementOut(
        organisation=organisation_id, balances=[BalanceOut.of(each) for each in balances]
    )


@router.get(
    "/statements/{organisation_id}/lines",
    response=LineList,
    auth=ApiKey(Scope.STATEMENTS_READ, Scope.ALLIANCE_RUN),
    operation_id="listStatementLines",
)
def list_lines(
    request: KeyRequest,
    organisation_id: UUID,
    wanted: Query[LineQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> LineList:
    """Lists the postings behind an organisation's balances, the latest first."""
    of = f"lines {organisation_id} {wanted.model_dump_json()}"
    found = slice_lines(
        organisation_id,
        programme=wanted.programme,
        actor=request.actor,
        after=page.after(of),
        limit=page.limit,
    )
    items, cursor = page_of(found, LineOut.of, of=of, request=request, response=response)
    return LineList(items=items, next=cursor)
