"""Events that wait to be told to other modules, and those that were taken in."""

from django.db import models
from django.db.models import Q

from landsea.foundation.ids import uuid7


class OutboxEntry(models.Model):
    """An event, recorded in the transaction of the act that caused it."""

    event_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    event_name = models.CharField(max_length=100)
    payload = models.JSONField()
    recorded_at = models.DateTimeField()
    due_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    attempt_count = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="outbox_waiting",
                condition=Q(delivered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_name} {self.event_id}"


class ReceivedEvent(models.Model):
    """Proof that a receiver has taken in an event: what makes delivery count once."""

    event_id = models.UUIDField()
    receiver = models.CharField(max_length=100)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "receiver"], name="an_event_is_received_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.receiver} {self.event_id}"
