"""A mistaken scan is taken back: the use is free again and the posting is reversed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from landsea.cards import events, policies
from landsea.cards.errors import AlreadyVoided, NoSuchVenueHere, VoidNeedsReason, VoidTooLate
from landsea.cards.models import Posting, PostingKind, Redemption
from landsea.cards.services import ledger
from landsea.foundation import changelog, outbox
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound

VOID_WITHIN = timedelta(minutes=10)


def void_admission(admission_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """Takes an admission back within ten minutes, with a reason."""
    # PostgreSQL's texts hold no NUL.
    reason = reason.replace("\x00", "").strip()[:200]
    with transaction.atomic():
        redemptions = Redemption.objects.visible_to(by).select_for_update(of=("self",))
        redemptions = redemptions.select_related(
            "organisation", "entitlement__card__product__programme__alliance"
        )
        redemption = redemptions.filter(public_id=admission_id).first()
        if redemption is None:
            raise NotFound
        if not policies.can_work_gate(by, redemption.organisation_id):
            raise NoSuchVenueHere
        if not reason:
            raise VoidNeedsReason(field="reason", value="")
        if redemption.voided_at is not None:
            raise AlreadyVoided
        if now - redemption.admitted_at > VOID_WITHIN:
            raise VoidTooLate(minutes=int(VOID_WITHIN.total_seconds() // 60))
        redemption.voided_at = now
        redemption.voided_by = by.subject
        redemption.void_reason = reason
        redemption.save(update_fields=["voided_at", "voided_by", "void_reason"])
        postings = Posting.objects.unscoped("the posting of an admission that the actor takes back")
        posting = postings.get(redemption=redemption, kind=PostingKind.ADMISSION)
        ledger.reverse(posting, accounted_on=redemption.local_date, now=now)
        outbox.record(
            events.AdmissionVoided(admission_id=redemption.public_id, voided_at=now), now=now
        )
        changelog.record(
            redemption,
            action="void",
            by=by,
            now=now,
            organisation=redemption.organisation.public_id,
            alliance=redemption.entitlement.card.product.programme.alliance.public_id,
            patch={"voided_at": [None, now], "void_reason": ["", reason]},
        )
