"""The change log: audit, history and undo from one table."""

from django.db import models

from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class Change(models.Model):
    """One change of one row: who, when, in which batch, from what to what."""

    batch = models.UUIDField(default=uuid7)
    row_label = models.CharField(max_length=100)  # "library.resource"
    row_key = models.CharField(max_length=64)
    action = models.CharField(max_length=40)
    #: `{field: [before, after]}`, without personal data.
    patch = models.JSONField()
    actor_kind = models.CharField(max_length=20)
    actor_subject = models.UUIDField(null=True, blank=True)
    actor_roles = models.CharField(max_length=200, blank=True)
    #: Public id of the organisation concerned, which may read this line.
    organisation = models.UUIDField(null=True, blank=True)
    #: Public id of the alliance concerned, whose office may read this line.
    alliance = models.UUIDField(null=True, blank=True)
    #: The batch that this change takes back.
    undoes = models.UUIDField(null=True, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["row_label", "row_key", "id"], name="change_of_a_row"),
            models.Index(fields=["batch"], name="change_of_a_batch"),
            models.Index(fields=["organisation", "id"], name="change_of_an_organisation"),
            models.Index(fields=["alliance", "id"], name="change_of_an_alliance"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.row_label} {self.row_key}"
