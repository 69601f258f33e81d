"""The gate page: scan, type or picture; take money; take a scan back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import IO, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from landsea.cards import phrases, qr, queries
from landsea.cards.engine.rules import Rule
from landsea.cards.engine.token import MAX_LENGTH, PREFIX
from landsea.cards.errors import NoSuchVenueHere
from landsea.cards.models import ScanMethod
from landsea.cards.pages.cards import read_uuid
from landsea.cards.services import gate as gates
from landsea.cards.services.issuing import take_payment
from landsea.cards.services.voiding import VOID_WITHIN, void_admission
from landsea.foundation.ids import uuid7
from landsea.foundation.requests import Request
from landsea.foundation.shown import ShownError, shown
from landsea.kernel.errors import LandseaError, NotFound, TooLarge
from landsea.library.queries import PlaceSummary

_PENDING_CODE = "gate-pending-code"


@dataclass(frozen=True, slots=True)
class _Scanned:
    result: gates.ScanResult | None = None
    words: phrases.GateWords | None = None
    fault: ShownError | None = None


@never_cache
@require_http_methods(["GET", "POST"])
def gate(request: Request) -> HttpResponse:
    """Shows the gate of a venue and, after a scan, its verdict."""
    venues = queries.list_gate_venues(request.actor)
    if not venues:
        raise NoSuchVenueHere
    venue = _chosen(venues, request)
    scanned = _scan(request, venue) if request.method == "POST" else _Scanned()
    now = timezone.now()
    unpaid = None
    if scanned.result and scanned.result.verdict.rule is Rule.PAID and scanned.result.card_id:
        unpaid = queries.get_card_at_counter(
            scanned.result.card_id, organisation_id=venue.owner_id, actor=request.actor, now=now
        )
    return render(
        request,
        "cards/gate.html",
        {
            "venue": venue,
            "venues": venues,
            "result": scanned.result,
            "words": scanned.words,
            "fault": scanned.fault,
            "unpaid": unpaid,
            "code": request.POST.get("code", ""),
            # After the money was taken the card is checked again with one key.
            "pending": request.session.pop(_PENDING_CODE, ""),
            "scan_id": uuid7(),
            "recent": queries.list_recent_admissions(
                venue.pk, actor=request.actor, since=now - timedelta(hours=12)
            ),
            "void_since": now - VOID_WITHIN,
            "void_minutes": int(VOID_WITHIN.total_seconds() // 60),
        },
    )


@require_POST
def pay(request: Request, card_id: UUID) -> HttpResponse:
    """Records that the price was taken at this venue's counter, and goes back to the gate."""
    venue = _chosen(queries.list_gate_venues(request.actor), request)
    take_payment(card_id, organisation_id=venue.owner_id, by=request.actor, now=timezone.now())
    request.session[_PENDING_CODE] = request.POST.get("code", "")[:MAX_LENGTH]
    messages.success(request, _("The money is taken. Check the card again to admit."))
    return redirect(f"{_address(request)}?venue={venue.public_id}")


@require_POST
def void(request: Request, admission_id: UUID) -> HttpResponse:
    """Takes a scan back, with its reason, and goes back to the gate."""
    venue = _chosen(queries.list_gate_venues(request.actor), request)
    try:
        void_admission(
            admission_id,
            reason=request.POST.get("reason", ""),
            by=request.actor,
            now=timezone.now(),
        )
    except NotFound:
        raise
    except LandseaError as error:
        messages.error(request, str(shown(error)))
    else:
        messages.success(request, _("The scan is taken back. The card can be used here again."))
    return redirect(f"{_address(request)}?venue={venue.public_id}")


def _address(request: Request) -> str:
    return redirect("cards:gate").url


def _chosen(venues: list[PlaceSummary], request: Request) -> PlaceSummary:
    wanted = read_uuid(request.POST.get("venue") or request.GET.get("venue", ""))
    if wanted is None and venues:
        return venues[0]
    for venue in venues:
        if venue.public_id == wanted:
            return venue
    raise NoSuchVenueHere


def _scan(request: Request, venue: PlaceSummary) -> _Scanned:
    try:
        code, method = _code(request)
        result = gates.scan(
            code,
            at=gates.GateVenue(place=venue),
            scan_id=read_uuid(request.POST.get("scan_id", "")) or uuid7(),
            method=method,
            by=request.actor,
            now=timezone.now(),
        )
    except LandseaError as error:
        return _Scanned(fault=shown(error))
    return _Scanned(result, phrases.words_for(result.verdict, result.age_band))


def _code(request: Request) -> tuple[str, ScanMethod]:
    picture = request.FILES.get("picture")
    if picture is not None:
        if (picture.size or 0) > settings.LANDSEA_MAX_UPLOAD:
            raise TooLarge(limit=f"{settings.LANDSEA_MAX_UPLOAD // 1_000_000} MB")
        return qr.read(cast(IO[bytes], picture)), ScanMethod.IMAGE
    code = request.POST.get("code", "")
    is_scanned = code.strip().upper().startswith(PREFIX)
    return code, ScanMethod.SCANNER if is_scanned else ScanMethod.TYPED
