"""The gate: a card is shown, a verdict comes back, an admission is written once."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from landsea.cards import events, policies
from landsea.cards.engine import clearing, token
from landsea.cards.engine.number import read_card_number
from landsea.cards.engine.rules import (
    CardFacts,
    EntitlementFacts,
    QuotaPeriod,
    Rule,
    Verdict,
    Visit,
    admits,
    quota_window,
)
from landsea.cards.errors import NoSuchVenueHere, ScanIdReused
from landsea.cards.models import (
    AgeBand,
    Benefit,
    Card,
    Entitlement,
    PostingKind,
    Redemption,
    ScanMethod,
)
from landsea.cards.services import ledger
from landsea.foundation import changelog, keys, outbox
from landsea.foundation.actor import Actor
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.library import queries as library
from landsea.members import queries as members

logger = logging.getLogger(__name__)

KEY_PURPOSE = "card"
_THE_GATE_DECIDES = "the gate decides about any card that is shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateVenue:
    """Where a card is shown: the venue and, for a device, which gate."""

    place: library.PlaceSummary
    gate_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """What the gate answers."""

    verdict: Verdict
    scan_id: UUID
    card_id: UUID | None = None
    #: For whom the card is; staff compare it with who stands there.
    age_band: AgeBand | None = None
    #: Admitted by an earlier request with the same scan id.
    is_replay: bool = False


def scan(
    code: str,
    *,
    at: GateVenue,
    scan_id: UUID,
    method: ScanMethod,
    by: Actor,
    now: datetime,
) -> ScanResult:
    """Decides about a card shown at a venue and writes the admission, if it is one.

    `code` is the text of a QR code or a typed card number. In one transaction: redemption,
    posting, outbox entry. Nothing is written for a card that is not admitted.
    """
    if at.gate_id is None and not policies.can_work_gate(by, at.place.owner_id):
        raise NoSuchVenueHere
    found = _find_card(code.strip())
    if isinstance(found, Verdict):
        return _answer(found, scan_id, None, at)
    try:
        return _decide(found, at=at, scan_id=scan_id, method=method, by=by, now=now)
    except IntegrityError:
        # Somebody else took this very use, or sent this very scan, in the same moment:
        # what they wrote is there now, and the rules can see it.
        return _decide(found, at=at, scan_id=scan_id, method=method, by=by, now=now)


def _find_card(code: str) -> Card | Verdict:
    """Returns the card that a code stands for, or why there is none."""
    cards = Card.objects.unscoped(_THE_GATE_DECIDES)
    cards = cards.select_related("product__programme__alliance")
    if code.upper().startswith(token.PREFIX):
        try:
            claims = token.verify(
                code, [(key.kid, key.public_key) for key in keys.list_public_keys(KEY_PURPOSE)]
            )
        except token.Unreadable:
            return Verdict.refused(Rule.READABLE)
        except token.Forged:
            return Verdict.refused(Rule.SIGNATURE)
        card = cards.filter(public_id=claims.card_id).first()
    else:
        number = read_card_number(code)
        if number is None:
            return Verdict.refused(Rule.READABLE)
        card = cards.filter(number=number).first()
    return card or Verdict.refused(Rule.KNOWN)


def _decide(
    card: Card, *, at: GateVenue, scan_id: UUID, method: ScanMethod, by: Actor, now: datetime
) -> ScanResult:
    on = now.astimezone(ZoneInfo(at.place.time_zone)).date()
    with transaction.atomic():
        # Locks the row on PostgreSQL; SQLite's transaction is the only writer from its start.
        entitlement = (
            Entitlement.objects.unscoped(_THE_GATE_DECIDES)
            .select_for_update()
            .filter(card=card, venue_id=at.place.pk)
            .first()
        )
        # After the lock: the same scan sent twice at once finds what the first one wrote.
        scans = Redemption.objects.unscoped(_THE_GATE_DECIDES).select_related("entitlement")
        earlier = scans.filter(public_id=scan_id).first()
        if earlier is not None:
            return _replay(earlier, card, at)
        used = _uses(entitlement, on) if entitlement else []
        verdict = _elsewhere(card, at) if entitlement is None else None
        verdict = verdict or admits(_visit(card, entitlement, used, on, at))
        if entitlement is not None and verdict.is_admitted:
            _admit(entitlement, card, used, at=at, scan_id=scan_id, method=method, by=by, now=now)
    return _answer(verdict, scan_id, card, at)


def _elsewhere(card: Card, at: GateVenue) -> Verdict | None:
    """Says when the card's whole programme has nothing to do with this venue."""
    benefits = Benefit.objects.unscoped(_THE_GATE_DECIDES).filter(venue_id=at.place.pk)
    if benefits.filter(product__programme_id=card.product.programme_id).exists():
        return None
    return Verdict.refused(Rule.PROGRAMME)


def _uses(entitlement: Entitlement, on: date) -> list[Redemption]:
    window = quota_window(QuotaPeriod(entitlement.per), on)
    rows = Redemption.objects.unscoped(_THE_GATE_DECIDES).filter(
        entitlement=entitlement, quota_window=window, voided_at__isnull=True
    )
    return list(rows.order_by("use_number"))


def _visit(
    card: Card,
    entitlement: Entitlement | None,
    used: list[Redemption],
    on: date,
    at: GateVenue,
) -> Visit:
    facts = None
    if entitlement is not None:
        zone = ZoneInfo(at.place.time_zone)
        last = max((use.admitted_at for use in used), default=None)
        facts = EntitlementFacts(
            uses=entitlement.uses,
            per=QuotaPeriod(entitlement.per),
            used=len(used),
            last_used=last.astimezone(zone) if last else None,
        )
    return Visit(
        card=CardFacts(
            validity=Period(card.valid_from, card.ends_on),
            is_paid=card.paid_at is not None,
            is_blocked=card.blocked_at is not None,
        ),
        entitlement=facts,
        on=on,
    )


def _admit(
    entitlement: Entitlement,
    card: Card,
    used: list[Redemption],
    *,
    at: GateVenue,
    scan_id: UUID,
    method: ScanMethod,
    by: Actor,
    now: datetime,
) -> None:
    place = at.place
    on = now.astimezone(ZoneInfo(place.time_zone)).date()
    taken = {use.use_number for use in used}
    owner = members.list_organisations_by_ids([place.owner_id])[place.owner_id]
    redemption = Redemption.objects.create(
        public_id=scan_id,
        entitlement=entitlement,
        organisation_id=place.owner_id,
        gate_id=at.gate_id,
        scanned_by=by.subject,
        method=method,
        admitted_at=now,
        time_zone=place.time_zone,
        local_date=on,
        quota_window=quota_window(QuotaPeriod(entitlement.per), on),
        use_number=next(number for number in range(1, len(taken) + 2) if number not in taken),
    )
    ledger.post(
        clearing.admission_at_fixed_rate(
            Money(entitlement.rate_minor, entitlement.currency), venue_owner=place.owner_id
        ),
        kind=PostingKind.ADMISSION,
        programme_id=card.product.programme_id,
        accounted_on=on,
        now=now,
        card=card,
        redemption=redemption,
        rule_version=entitlement.rule_version,
    )
    changelog.record(
        redemption,
        action="admit",
        by=by,
        now=now,
        organisation=owner.public_id,
        alliance=card.product.programme.alliance.public_id,
        patch={
            "card": [None, card.public_id],
            "venue": [None, place.public_id],
            "method": [None, method.value],
        },
    )
    outbox.record(
        events.AdmissionRecorded(
            admission_id=redemption.public_id,
            programme_id=card.product.programme.public_id,
            product_id=card.product.public_id,
            venue_id=place.public_id,
            organisation_id=owner.public_id,
            people=1,
            admitted_at=now,
            time_zone=place.time_zone,
            local_date=on,
        ),
        now=now,
    )


def _replay(earlier: Redemption, card: Card, at: GateVenue) -> ScanResult:
    entitlement = earlier.entitlement
    if entitlement.card_id != card.pk or entitlement.venue_id != at.place.pk or earlier.voided_at:
        raise ScanIdReused
    return ScanResult(
        verdict=Verdict.admitted(),
        scan_id=earlier.public_id,
        card_id=card.public_id,
        age_band=AgeBand(card.age_band),
        is_replay=True,
    )


def _answer(verdict: Verdict, scan_id: UUID, card: Card | None, at: GateVenue) -> ScanResult:
    logger.info(
        "scan",
        extra={
            "outcome": verdict.outcome.value,
            "rule": verdict.rule.value,
            "venue": str(at.place.public_id),
            "scan": str(scan_id),
        },
    )
    return ScanResult(
        verdict=verdict,
        scan_id=scan_id,
        card_id=card.public_id if card else None,
        age_band=AgeBand(card.age_band) if card else None,
    )
