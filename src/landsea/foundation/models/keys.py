"""Keys that sign for somebody, their private halves sealed."""

from django.db import models
from django.db.models import Q


class SigningKey(models.Model):
    """An Ed25519 key pair for one purpose within one scope, say the cards of a programme."""

    kid = models.CharField(max_length=32, unique=True)
    purpose = models.CharField(max_length=40)
    scope = models.UUIDField()
    public_key = models.BinaryField(max_length=32)
    #: The private key, encrypted with the installation's secret.
    sealed_private_key = models.BinaryField()
    created_at = models.DateTimeField()
    #: From then on it signs nothing new; what it signed is still verified.
    retired_at = models.DateTimeField(null=True, blank=True)
    #: From then on nothing that it signed is believed.
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "scope"],
                condition=Q(retired_at__isnull=True, revoked_at__isnull=True),
                name="one_key_signs_for_a_scope",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.kid}"
