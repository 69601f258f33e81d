"""Files that were handed in, found again by what is in them."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class StoredFile(models.Model):
    """One file as somebody handed it in; several rows may share one content."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    #: Of the content, in hexadecimal; the content lies under this name in the storage.
    sha256 = models.CharField(max_length=64, db_index=True)
    byte_count = models.PositiveBigIntegerField()
    #: For display only: it never becomes part of a path.
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    #: Public id of the organisation that it belongs to, and the subject of whoever handed it in.
    owner = models.UUIDField(null=True, blank=True)
    created_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="stored_file_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="stored_file_has_a_whole_digest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.byte_count} bytes)"
