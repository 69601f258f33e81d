"""Answers kept so that the same request sent again has no second effect."""

from uuid import uuid4

from django.db import models


class IdempotentAnswer(models.Model):
    """The answer to a request with an idempotency key, stored with its effect."""

    #: Who asked and for what: one caller's keys never meet another's.
    scope = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    #: Tells the request that inserted this row from one that found it.
    claim = models.UUIDField(default=uuid4)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="a_key_answers_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_answer_age")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
