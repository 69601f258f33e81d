"""That somebody was erased: enough to do it again after an older backup was restored."""

from django.db import models


class Erasure(models.Model):
    """One erasure; names nobody once it is finished."""

    #: Of the subject, which is random: nobody finds it again from its digest.
    subject_sha256 = models.CharField(max_length=64, unique=True)
    #: Kept until no row holds it any more, then emptied.
    subject = models.UUIDField(null=True, blank=True)
    erased_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["erased_at"], name="erasure_age")]

    def __str__(self) -> str:
        return f"{self.subject_sha256[:12]}… {self.erased_at}"
