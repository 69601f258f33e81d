"""What an alliance sells: programmes, their products and the benefits at venues."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from landsea.cards.engine.rules import QuotaPeriod
from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class CardProgramme(models.Model):
    """Cards that one alliance issues and clears together."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    names = LocalisedTextField()
    alliance = models.ForeignKey("members.Alliance", on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    #: Where cards are sold: "today" of a new card is a date there.
    time_zone = models.CharField(max_length=64)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.names)


class ProductKind(StrEnum):
    """How a product's validity is found."""

    ANNUAL = "annual"  #: twelve months from the day it is taken
    SEASONAL = "seasonal"  #: the days of one season


class CardProduct(models.Model):
    """A card that can be taken, at a price, for a time."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    programme = models.ForeignKey(CardProgramme, on_delete=models.PROTECT, related_name="products")
    slug = models.SlugField(max_length=80)
    names = LocalisedTextField()
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.value) for kind in ProductKind]
    )
    season_starts_on = models.DateField(null=True, blank=True)
    season_ends_on = models.DateField(null=True, blank=True)
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    is_on_sale = models.BooleanField(default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="a_product_has_one_slug"),
            models.CheckConstraint(name="a_product_has_a_price", condition=Q(price_minor__gt=0)),
            models.CheckConstraint(
                name="only_a_seasonal_product_has_a_season",
                condition=Q(
                    kind=ProductKind.ANNUAL.value,
                    season_starts_on__isnull=True,
                    season_ends_on__isnull=True,
                )
                | Q(
                    kind=ProductKind.SEASONAL.value,
                    season_starts_on__isnull=False,
                    season_ends_on__gt=F("season_starts_on"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)


class Benefit(models.Model):
    """Free entry at a venue for the cards of a product, so many times in a window."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    product = models.ForeignKey(CardProduct, on_delete=models.PROTECT, related_name="benefits")
    venue = models.ForeignKey("library.Resource", on_delete=models.PROTECT, related_name="+")
    uses = models.PositiveSmallIntegerField()
    per = models.CharField(
        max_length=8, choices=[(period.value, period.value) for period in QuotaPeriod]
    )
    #: What the programme owes the venue's owner for one admission.
    rate_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    #: Counts up when the rule or the rate changes; postings name it.
    rule_version = models.PositiveIntegerField(default=1)
    #: Shown to try the software; the venue itself offers nothing.
    is_sample = models.BooleanField(default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "venue"], name="one_benefit_of_a_product_at_a_venue"
            ),
            models.CheckConstraint(
                name="a_benefit_has_uses_and_a_rate", condition=Q(uses__gte=1, rate_minor__gt=0)
            ),
            models.CheckConstraint(
                name="quota_period_known",
                condition=Q(per__in=[period.value for period in QuotaPeriod]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} at {self.venue_id}"
