"""Listings: what an organisation offers to the members of an alliance, or looks for among them."""

from django.db import models
from django.db.models import F, Q

from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet
from landsea.market.engine.listings import PUBLIC_STATES, ListingKind, ListingState, Side


class Listing(models.Model):
    """One thing offered or wanted, open on the days of its period."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    #: Whoever answers turns to it: no person is named.
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, related_name="listings"
    )
    alliance = models.ForeignKey(
        "members.Alliance", on_delete=models.PROTECT, related_name="listings"
    )
    kind = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in ListingKind]
    )
    side = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Side])
    state = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in ListingState],
        default=ListingState.DRAFT.value,
    )
    titles = LocalisedTextField()
    texts = LocalisedTextField(blank=True)
    #: BCP 47 tags of the languages in which the organisation answers.
    languages = models.JSONField(default=list)
    #: ISO 3166-1 codes of the markets that it is about, each between commas: `,CN,SG,`.
    market_codes = models.CharField(max_length=80)
    place = models.CharField(max_length=200, blank=True)
    contact_url = models.CharField(max_length=300, blank=True)

    #: Days on the organisation's clock, and the instants at which they begin and end.
    starts_on = models.DateField()
    ends_on = models.DateField()
    time_zone = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    #: Titles and texts, folded, in which searches look.
    folded = models.TextField()
    #: Why the alliance's office took it down; its organisation reads it.
    take_down_reason = models.CharField(max_length=500, blank=True)
    #: When it was last published; empty while it never was.
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="listing_kind_known",
                condition=Q(kind__in=[each.value for each in ListingKind]),
            ),
            models.CheckConstraint(
                name="listing_side_known", condition=Q(side__in=[each.value for each in Side])
            ),
            models.CheckConstraint(
                name="listing_state_known",
                condition=Q(state__in=[each.value for each in ListingState]),
            ),
            models.CheckConstraint(
                name="a_listing_is_open_for_a_day_at_least",
                condition=Q(ends_on__gt=F("starts_on"), ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="a_public_listing_was_published",
                condition=~Q(state__in=[each.value for each in sorted(PUBLIC_STATES)])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_listing_is_taken_down_for_a_reason",
                condition=Q(state=ListingState.TAKEN_DOWN.value) & ~Q(take_down_reason="")
                | ~Q(state=ListingState.TAKEN_DOWN.value) & Q(take_down_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "ends_at"], name="listings_that_are_open"),
            models.Index(fields=["organisation", "id"], name="listings_of_an_organisation"),
        ]

    def __str__(self) -> str:
        return str(self.titles)
