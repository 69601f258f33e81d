"""What is sold."""

from uuid import UUID

from django.utils import timezone
from ninja import Router

from landsea.cards import queries
from landsea.cards.schemas.programmes import ProgrammeList, ProgrammeOut
from landsea.foundation.api.callers import KeyRequest
from landsea.kernel.errors import NotFound
from landsea.members.api_keys import KeyOrNobody

router = Router(tags=["cards"])


@router.get("", response=ProgrammeList, auth=KeyOrNobody(), operation_id="listProgrammes")
def list_programmes(request: KeyRequest) -> ProgrammeList:
    """Lists programmes with the products that they sell now and what each card opens."""
    found = queries.list_programmes(now=timezone.now())
    return ProgrammeList(items=[ProgrammeOut.of(each) for each in found], next=None)


@router.get(
    "/{programme_id}", response=ProgrammeOut, auth=KeyOrNobody(), operation_id="getProgramme"
)
def get_programme(request: KeyRequest, programme_id: UUID) -> ProgrammeOut:
    """Returns a programme that sells something now."""
    for each in queries.list_programmes(now=timezone.now()):
        if each.public_id == programme_id:
            return ProgrammeOut.of(each)
    raise NotFound
