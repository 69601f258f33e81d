"""Counts what the cards module tells."""

from uuid import UUID

from landsea.cards.events import AdmissionRecorded, AdmissionVoided
from landsea.foundation import outbox
from landsea.insight.services import count_admission, count_voided_admission


@outbox.receiver(AdmissionRecorded, name="insight.visit-facts")
def take_admission(event: AdmissionRecorded, *, event_id: UUID) -> None:
    """Writes a visit fact for an admission."""
    count_admission(event, event_id=event_id)


@outbox.receiver(AdmissionVoided, name="insight.visit-facts-voided")
def take_voided_admission(event: AdmissionVoided, *, event_id: UUID) -> None:
    """Writes the counter-fact of an admission that was taken back."""
    count_voided_admission(event, event_id=event_id)
