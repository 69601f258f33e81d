"""The gate's interface for devices: one scan a request, decided and answered."""

import hashlib
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.security import HttpBearer
from pydantic import BaseModel, Field

from landsea.cards import phrases, queries
from landsea.cards.engine.rules import Outcome, Rule
from landsea.cards.models import ScanMethod
from landsea.cards.services import gate as gates
from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.api import examples
from landsea.foundation.api.described import refuses
from landsea.foundation.api.schemas import Body, like
from landsea.foundation.requests import Request
from landsea.library import queries as library

router = Router(tags=["gate"])


class DeviceKey(HttpBearer):
    """The key of an enrolled gate, sent as a bearer token."""

    openapi_description = "The key of an enrolled gate, shown once when it is enrolled."

    def authenticate(self, request: HttpRequest, token: str) -> gates.GateVenue | None:
        digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
        found = queries.find_gate(digest)
        if found is None:
            return None
        gate_id, venue_id = found
        return gates.GateVenue(
            place=library.list_places_by_pks({venue_id})[venue_id], gate_id=gate_id
        )


class DeviceRequest(Request):
    """A request that came with a device's key."""

    auth: gates.GateVenue


class ScanIn(Body):
    """A card that was shown at a gate."""

    model_config = like({"scan_id": str(examples.SCAN), "code": "7K3F-9Q2M-XTC"})

    scan_id: UUID = Field(description="Made by the gate; sent again, it admits nobody twice.")
    code: str = Field(max_length=2000, description="The QR code's text, or the card's number.")


class ScanOut(BaseModel):
    """What the gate should do."""

    model_config = like(
        {
            "scan_id": str(examples.SCAN),
            "outcome": "admitted",
            "rule": "benefit",
            "heading": "Admitted",
            "reason": "Free entry with this card.",
            "say": "Welcome.",
            "is_replay": False,
        }
    )

    scan_id: UUID
    outcome: Outcome
    rule: Rule = Field(description="The rule that decided.")
    heading: str
    reason: str
    say: str = Field(description="What to say to the visitor.")
    is_replay: bool = Field(description="An earlier request with this scan id was admitted.")


@router.post(
    "/scans",
    response=ScanOut,
    auth=DeviceKey(),
    operation_id="decideAboutCard",
    openapi_extra=refuses(409),
)
def scan(request: DeviceRequest, body: ScanIn) -> ScanOut:
    """Decides about a card shown at the gate's venue; an admission is written once.

    The scan id does what an idempotency key does elsewhere.
    """
    result = gates.scan(
        body.code,
        at=request.auth,
        scan_id=body.scan_id,
        method=ScanMethod.DEVICE,
        by=Actor(kind=ActorKind.DEVICE, request_id=request.request_id),
        now=timezone.now(),
    )
    words = phrases.words_for(result.verdict, result.age_band)
    return ScanOut(
        scan_id=result.scan_id,
        outcome=result.verdict.outcome,
        rule=result.verdict.rule,
        heading=words.heading,
        reason=words.reason,
        say=words.say,
        is_replay=result.is_replay,
    )
