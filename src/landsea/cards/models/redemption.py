"""Gates, and the admissions that they make."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class Gate(models.Model):
    """A turnstile or handheld with its own key, for one venue."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    venue = models.ForeignKey("library.Resource", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    key_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class ScanMethod(StrEnum):
    """How the card came to the gate."""

    TYPED = "typed"  #: somebody typed the number
    SCANNER = "scanner"  #: a handheld scanner typed the QR code's text
    IMAGE = "image"  #: a picture of the QR code was read
    DEVICE = "device"  #: a gate with its own key sent it


class Redemption(models.Model):
    """One admission: one use of one entitlement at its venue."""

    #: Made by the gate before it asks, so that asking again admits nobody twice.
    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    entitlement = models.ForeignKey(
        "cards.Entitlement", on_delete=models.PROTECT, related_name="redemptions"
    )
    #: Whose statement it is on: the venue's owner at that time.
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    gate = models.ForeignKey(Gate, null=True, blank=True, on_delete=models.PROTECT)
    scanned_by = models.UUIDField(null=True, blank=True)
    method = models.CharField(
        max_length=10, choices=[(method.value, method.value) for method in ScanMethod]
    )
    admitted_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    #: The venue's date, on which "once a day" is counted.
    local_date = models.DateField()
    quota_window = models.CharField(max_length=10)
    use_number = models.PositiveSmallIntegerField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.UUIDField(null=True, blank=True)
    void_reason = models.CharField(max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            # The last guard of every quota: two gates that counted at the same moment
            # give the same number, and only one of them gets it.
            models.UniqueConstraint(
                fields=["entitlement", "quota_window", "use_number"],
                condition=Q(voided_at__isnull=True),
                name="a_use_is_redeemed_once",
            ),
            models.CheckConstraint(name="uses_count_from_one", condition=Q(use_number__gte=1)),
            models.CheckConstraint(
                name="a_void_has_a_reason",
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "local_date", "id"], name="admission_by_member")
        ]

    def __str__(self) -> str:
        return str(self.public_id)
