"""Resources: what the library has a record of, and the names it is found by."""

from django.db import models
from django.db.models import F, Q

from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet
from landsea.kernel.geo import Precision
from landsea.library.engine.vocabulary import (
    Confidence,
    LicenceState,
    Listing,
    ResourceKind,
    ResourceState,
)

_NO_POSITION = Q(
    latitude__isnull=True,
    longitude__isnull=True,
    position_error_km__isnull=True,
    position_precision="",
)
_A_POSITION = Q(
    latitude__isnull=False,
    longitude__isnull=False,
    position_error_km__isnull=False,
    position_precision__in=[precision.value for precision in Precision],
)


class Resource(models.Model):
    """A place with what is known about it, and where each fact comes from."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    kind = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in ResourceKind]
    )
    state = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in ResourceState],
        default=ResourceState.PUBLISHED.value,
    )
    owner = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, related_name="resources"
    )

    names = LocalisedTextField()
    #: The folded name that the interface's lists are ordered by, the same in every language.
    sort_name = models.CharField(max_length=300)
    #: The name in Latin letters where no source tells one, read by rules, and its BCP 47 tag.
    romanised = models.CharField(max_length=300, blank=True)
    romanised_tag = models.CharField(max_length=20, blank=True)
    #: By language of the interface, what pages order the name by; see `engine/collation.py`.
    sort_keys = models.JSONField(default=dict, blank=True)
    #: Order in lists before the name, 0 first; see `standing_of`.
    standing = models.PositiveSmallIntegerField(default=5)

    #: The city as its source writes it: what lists are filtered by.
    city = models.CharField(max_length=100, blank=True)
    city_names = LocalisedTextField(blank=True)
    district_names = LocalisedTextField(blank=True)
    region = models.CharField(max_length=100, blank=True)
    #: ISO 3166-1 code.
    market = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=64)

    #: WGS 84 degrees; null when nothing is known.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    position_precision = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Precision]
    )
    position_error_km = models.FloatField(null=True, blank=True)
    #: The source's own word for how good its point is.
    position_note = models.CharField(max_length=200, blank=True)
    position_source = models.TextField(blank=True)

    #: OpenStreetMap's syntax; empty when not known.
    opening_hours = models.CharField(max_length=500, blank=True)
    hours_note = models.TextField(blank=True)
    hours_confidence = models.CharField(
        max_length=1, blank=True, choices=[(each.value, each.value) for each in Confidence]
    )

    #: Null: not known. Zero: free.
    price_minor = models.BigIntegerField(null=True, blank=True)
    low_season_price_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    price_note = models.TextField(blank=True)

    visit_minutes = models.PositiveIntegerField(null=True, blank=True)
    is_visit_estimated = models.BooleanField(default=True)
    #: Ordered words, the most fitting first.
    themes = models.JSONField(default=list, blank=True)
    grade = models.CharField(max_length=60, blank=True)
    world_heritage = models.CharField(max_length=100, blank=True)

    #: Of intangible heritage: the register that it stands in, and since when.
    listing = models.CharField(
        max_length=24, blank=True, choices=[(each.value, each.value) for each in Listing]
    )
    listing_year = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Of intangible heritage: when its community agreed to more being shown than name and listing.
    consent_on = models.DateField(null=True, blank=True)
    #: Who spoke for the community, and how it was asked; names no single person.
    consent_note = models.TextField(blank=True)

    confidence = models.CharField(
        max_length=1, choices=[(each.value, each.value) for each in Confidence]
    )
    #: The collection that the record came with, and its key there.
    source_name = models.CharField(max_length=100)
    source_key = models.CharField(max_length=100)
    source = models.TextField()
    source_url = models.CharField(max_length=500, blank=True)
    #: As exact as the source tells it: a year, a month or a day.
    source_date = models.CharField(max_length=10, blank=True)
    licence = models.TextField(blank=True)
    licence_state = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in LicenceState]
    )
    note = models.TextField(blank=True)

    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # Of an owner: that another's draft has the key is nobody else's business.
                fields=["owner", "source_name", "source_key"],
                name="a_source_tells_of_a_resource_once",
            ),
            models.CheckConstraint(
                name="resource_kind_known",
                condition=Q(kind__in=[each.value for each in ResourceKind]),
            ),
            models.CheckConstraint(
                name="resource_state_known",
                condition=Q(state__in=[each.value for each in ResourceState]),
            ),
            models.CheckConstraint(
                name="resource_licence_state_known",
                condition=Q(licence_state__in=[each.value for each in LicenceState]),
            ),
            models.CheckConstraint(
                name="resource_confidence_known",
                condition=Q(confidence__in=[each.value for each in Confidence]),
            ),
            models.CheckConstraint(
                name="a_position_is_whole_or_absent", condition=_NO_POSITION | _A_POSITION
            ),
            models.CheckConstraint(
                name="a_position_is_on_the_earth",
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="only_an_exact_position_has_no_error",
                condition=Q(position_error_km__isnull=True)
                | Q(position_precision=Precision.EXACT.value, position_error_km=0)
                | (Q(position_error_km__gt=0) & ~Q(position_precision=Precision.EXACT.value)),
            ),
            models.CheckConstraint(
                name="a_price_has_a_currency",
                condition=Q(price_minor__isnull=True, low_season_price_minor__isnull=True)
                | ~Q(currency=""),
            ),
            models.CheckConstraint(
                name="a_price_is_not_negative",
                condition=(Q(price_minor__isnull=True) | Q(price_minor__gte=0))
                & (Q(low_season_price_minor__isnull=True) | Q(low_season_price_minor__gte=0)),
            ),
            models.CheckConstraint(
                name="a_visit_takes_time",
                condition=Q(visit_minutes__isnull=True) | Q(visit_minutes__gt=0),
            ),
            models.CheckConstraint(
                name="a_living_tradition_has_a_listing",
                condition=Q(
                    kind=ResourceKind.INTANGIBLE.value,
                    listing__in=[each.value for each in Listing],
                )
                | (~Q(kind=ResourceKind.INTANGIBLE.value) & Q(listing="")),
            ),
            models.CheckConstraint(
                name="a_consent_says_who_gave_it",
                condition=Q(consent_on__isnull=True) | ~Q(consent_note=""),
            ),
            models.CheckConstraint(
                name="a_change_follows_its_creation", condition=Q(updated_at__gte=F("created_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["state", "standing", "sort_name"], name="resource_order"),
            models.Index(fields=["market", "city"], name="resource_city"),
            models.Index(fields=["latitude", "longitude"], name="resource_position"),
        ]

    def __str__(self) -> str:
        return str(self.names)


class ResourceName(models.Model):
    """One name of a resource in one language, with the form in which it is searched."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="name_rows")
    #: BCP 47 tag.
    language = models.CharField(max_length=35)
    text = models.CharField(max_length=300)
    #: By `fold_name`.
    folded = models.CharField(max_length=300, db_index=True)
    is_former = models.BooleanField(default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "language", "text"], name="a_resource_has_a_name_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"
