"""How often somebody asked in the present window of time."""

from django.db import models


class RateCount(models.Model):
    """Requests of one caller in one window; rows of windows that are over are removed."""

    #: What is counted for whom, say `api:token:17`: opaque, without an address of a person.
    key = models.CharField(max_length=120)
    window_starts_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window_starts_at"], name="a_window_counts_once")
        ]
        indexes = [models.Index(fields=["window_starts_at"], name="rate_window_age")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
