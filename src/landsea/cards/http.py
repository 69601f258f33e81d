"""The gate's interface for devices: one scan a request, decided and answered."""

import hashlib
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.security import HttpBearer
from pydantic import Field

from landsea.cards import phrases, queries
from landsea.cards.models import ScanMethod
from landsea.cards.services import gate as gates
from landsea.foundation.actor import Actor, ActorKind
from landsea.library import queries as library

router = Router(tags=["gate"])


class DeviceKey(HttpBearer):
    """The key of an enrolled gate, sent as a bearer token."""

    def authenticate(self, request: HttpRequest, token: str) -> gates.GateVenue | None:
        found = queries.find_gate(hashlib.sha256(token.encode()).hexdigest())
        if found is None:
            return None
        gate_id, venue_id = found
        return gates.GateVenue(
            place=library.list_places_by_pks({venue_id})[venue_id], gate_id=gate_id
        )


class ScanIn(Schema):
    """A card that was shown at a gate."""

    scan_id: UUID = Field(description="Made by the gate; sent again, it admits nobody twice.")
    code: str = Field(max_length=2000, description="The QR code's text, or the card's number.")


class ScanOut(Schema):
    """What the gate should do."""

    scan_id: UUID
    outcome: str = Field(description="admitted, refused or wait", examples=["admitted"])
    rule: str = Field(description="the rule that decided", examples=["once-a-day"])
    heading: str
    reason: str
    say: str = Field(description="what to say to the visitor")
    is_replay: bool = Field(description="an earlier request with this scan id was admitted")


@router.post("/scans", response=ScanOut, auth=DeviceKey(), summary="Decide about a card")
def scan(request: HttpRequest, body: ScanIn) -> ScanOut:
    """Decides about a card shown at the gate's venue; an admission is written once."""
    venue: gates.GateVenue = request.auth  # type: ignore[attr-defined]
    result = gates.scan(
        body.code,
        at=venue,
        scan_id=body.scan_id,
        method=ScanMethod.DEVICE,
        by=Actor(kind=ActorKind.DEVICE),
        now=timezone.now(),
    )
    words = phrases.words_for(result.verdict)
    return ScanOut(
        scan_id=result.scan_id,
        outcome=result.verdict.outcome.value,
        rule=result.verdict.rule.value,
        heading=words.heading,
        reason=words.reason,
        say=words.say,
        is_replay=result.is_replay,
    )
