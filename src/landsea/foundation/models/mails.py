"""Mail that stays here, to be read on a page, instead of leaving the machine."""

from django.db import models

from landsea.foundation.ids import uuid7


class KeptMail(models.Model):
    """A mail in the outbox of an installation that sends none; holds personal data."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["recipient", "id"], name="mail_of_a_recipient")]

    def __str__(self) -> str:
        return self.subject
