"""Keys with which an organisation's programs use the interface."""

from django.db import models
from django.db.models import F, Q

from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class ApiToken(models.Model):
    """A key of one organisation, for some scopes, until it is revoked or over."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, related_name="tokens"
    )
    #: Set when a scope reaches over the alliance: only its office makes such keys.
    alliance = models.ForeignKey(
        "members.Alliance", null=True, blank=True, on_delete=models.PROTECT, related_name="tokens"
    )
    name = models.CharField(max_length=80)
    #: The first characters, by which people recognise a key in a list.
    prefix = models.CharField(max_length=12)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    #: Sorted words of `members.engine.scopes`.
    scopes = models.JSONField(default=list)
    created_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    #: Written at most once a minute.
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_token_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="a_token_lasts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("created_at")),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "id"], name="tokens_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
