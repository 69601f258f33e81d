"""Cards in travellers' hands, and what each entitles to."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class AgeBand(StrEnum):
    """For whom a card is: all that is kept of a child, on a guardian's card."""

    ADULT = "adult"  #: the holder, or another adult
    YOUTH = "youth"  #: 12 to 17 years
    CHILD = "child"  #: 4 to 11 years
    INFANT = "infant"  #: up to 3 years


class Card(models.Model):
    """One card, held under an opaque subject."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    number = models.CharField(max_length=11, unique=True)
    product = models.ForeignKey("cards.CardProduct", on_delete=models.PROTECT, related_name="cards")
    holder_subject = models.UUIDField(db_index=True)
    #: Children have no account and no name here: the holder is their guardian.
    age_band = models.CharField(
        max_length=8,
        choices=[(band.value, band.value) for band in AgeBand],
        default=AgeBand.ADULT.value,
    )
    #: The trip for which it was taken: its public id, for the trip may be deleted.
    trip = models.UUIDField(null=True, blank=True)
    #: The member that sold it; empty when the traveller took it.
    sold_by = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    ends_on = models.DateField()
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    taken_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_card_is_valid_for_a_day_at_least", condition=Q(ends_on__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="age_band_known",
                condition=Q(age_band__in=[band.value for band in AgeBand]),
            ),
            models.CheckConstraint(name="a_card_has_a_price", condition=Q(price_minor__gt=0)),
        ]

    def __str__(self) -> str:
        return self.number


class Entitlement(models.Model):
    """A benefit as it stands on one card: the rule of the day on which it was taken."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="entitlements")
    benefit = models.ForeignKey(
        "cards.Benefit", on_delete=models.PROTECT, related_name="entitlements"
    )
    venue = models.ForeignKey("library.Resource", on_delete=models.PROTECT, related_name="+")
    uses = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=8)
    rate_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    rule_version = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "venue"], name="one_entitlement_of_a_card_at_a_venue"
            )
        ]

    def __str__(self) -> str:
        return f"{self.card_id} at {self.venue_id}"
