"""The change log through the JSON interface."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from landsea.foundation.api import examples
from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.api.listing import Page, PageQuery, page_of
from landsea.foundation.api.schemas import Text, like
from landsea.foundation.history import ChangeValue, HistoryFilter, slice_changes
from landsea.members.api_keys import ApiKey
from landsea.members.engine.scopes import Scope

router = Router(tags=["changes"])

_DOER = {"kind": "integration", "roles": ["editor"], "subject": None}
_CHANGE = {
    "batch": str(examples.BATCH),
    "row": "library.resource",
    "key": str(examples.PLACE),
    "action": "update",
    "patch": {"opening_hours": ["Mo-Su 08:30-17:00", "Mo-Su 09:00-17:00"]},
    "by": _DOER,
    "organisation": str(examples.ORGANISATION),
    "alliance": None,
    "undoes": None,
    "request_id": "5f0c1b7e9d3a4c5e8f10a2b3c4d5e6f7",
    "changed_at": "2026-11-24T02:00:00Z",
}


class DoerOut(BaseModel):
    """Who acted, without a name."""

    model_config = like(_DOER)

    kind: str
    roles: list[str]
    subject: UUID | None = Field(description="Stands for the person; null for programs.")


class ChangeOut(BaseModel):
    """One change of one row."""

    model_config = like(_CHANGE)

    batch: UUID = Field(description="What was changed together has one batch.")
    row: str = Field(description="The sort of row.")
    key: str = Field(description="Which row.")
    action: str
    patch: dict[str, Any] = Field(description="What it was and what it became, by field.")
    by: DoerOut
    organisation: UUID | None
    alliance: UUID | None
    undoes: UUID | None = Field(description="The batch that this change took back.")
    request_id: str
    changed_at: datetime

    @classmethod
    def of(cls, value: ChangeValue) -> "ChangeOut":
        doer = value.by
        return cls(
            batch=value.batch,
            row=value.row_label,
            key=value.row_key,
            action=value.action,
            patch=dict(value.patch),
            by=DoerOut(kind=doer.kind, roles=list(doer.roles), subject=doer.subject),
            organisation=value.organisation,
            alliance=value.alliance,
            undoes=value.undoes,
            request_id=value.request_id,
            changed_at=value.changed_at,
        )


class ChangeList(Page[ChangeOut]):
    """A page of changes."""

    model_config = like({"items": [_CHANGE], "next": None})


class ChangeQuery(BaseModel):
    """What the log is narrowed to."""

    row: Text = Field("", max_length=100, description="The sort of row.")
    key: Text = Field("", max_length=64, description="Which row.")
    action: Text = Field("", max_length=40, description="What was done.")
    batch: UUID | None = Field(None, description="What was changed together.")


@router.get(
    "",
    response=ChangeList,
    auth=ApiKey(Scope.CHANGES_READ, Scope.ALLIANCE_RUN),
    operation_id="listChanges",
)
def list_changes(
    request: KeyRequest,
    wanted: Query[ChangeQuery],
    page: Query[PageQuery],
    response: HttpResponse,
) -> ChangeList:
    """Lists what was changed in the organisation's name, or in the alliance's, the latest first."""
    # The key stands in it: what one may see is no list of another.
    of = f"changes {request.auth.name} {wanted.model_dump_json()}"
    narrowed = HistoryFilter(
        row_label=wanted.row, row_key=wanted.key, action=wanted.action, batch=wanted.batch
    )
    found = slice_changes(request.actor, narrowed, after=page.after(of), limit=page.limit)
    items, cursor = page_of(found, ChangeOut.of, of=of, request=request, response=response)
    return ChangeList(items=items, next=cursor)
