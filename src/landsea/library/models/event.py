"""Events that come back, the days on which they do, and the public holidays around them."""

from django.db import models
from django.db.models import F, Q

from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet
from landsea.library.engine.vocabulary import (
    Confidence,
    DateCertainty,
    EventKind,
    LicenceState,
    ResourceState,
)


class Event(models.Model):
    """A festival, fair or race that comes back by a rule, and where each fact comes from."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in EventKind])
    state = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in ResourceState],
        default=ResourceState.PUBLISHED.value,
    )
    owner = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, related_name="events"
    )
    #: Where it is held, if that place is in the library.
    venue = models.ForeignKey(
        "library.Resource",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
    )

    names = LocalisedTextField()
    #: Empty when the whole market keeps it.
    city = models.CharField(max_length=100, blank=True)
    city_names = LocalisedTextField(blank=True)
    region = models.CharField(max_length=100, blank=True)
    #: ISO 3166-1 code.
    market = models.CharField(max_length=2)

    #: In the syntax of `engine/event_rules.py`.
    rule = models.CharField(max_length=300)
    #: What the source itself says about the dates.
    rule_note = models.TextField(blank=True)

    confidence = models.CharField(
        max_length=1, choices=[(each.value, each.value) for each in Confidence]
    )
    #: The collection that the record came with, and its key there.
    source_name = models.CharField(max_length=100)
    source_key = models.CharField(max_length=100)
    source = models.TextField()
    source_url = models.CharField(max_length=500, blank=True)
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
                fields=["owner", "source_name", "source_key"],
                name="a_source_tells_of_an_event_once",
            ),
            models.CheckConstraint(
                name="event_kind_known", condition=Q(kind__in=[each.value for each in EventKind])
            ),
            models.CheckConstraint(
                name="event_state_known",
                condition=Q(state__in=[each.value for each in ResourceState]),
            ),
            models.CheckConstraint(
                name="event_licence_state_known",
                condition=Q(licence_state__in=[each.value for each in LicenceState]),
            ),
            models.CheckConstraint(
                name="event_confidence_known",
                condition=Q(confidence__in=[each.value for each in Confidence]),
            ),
            models.CheckConstraint(
                name="an_event_changes_after_its_creation",
                condition=Q(updated_at__gte=F("created_at")),
            ),
        ]
        indexes = [models.Index(fields=["state", "market", "city"], name="event_city")]

    def __str__(self) -> str:
        return str(self.names)


class EventDate(models.Model):
    """One time that an event takes place, worked out from its rule."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="dates")
    starts_on = models.DateField()
    #: Its last day.
    ends_on = models.DateField()
    certainty = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in DateCertainty]
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "starts_on"], name="an_event_starts_once"),
            models.CheckConstraint(
                name="an_event_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="event_certainty_known",
                condition=Q(certainty__in=[each.value for each in DateCertainty]),
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="event_days")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.starts_on}"


class PublicHoliday(models.Model):
    """A day on which a market rests: a fact beside the calendar of events."""

    #: ISO 3166-1 code.
    market = models.CharField(max_length=2)
    day = models.DateField()
    names = LocalisedTextField()
    source = models.TextField()
    licence = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["market", "day"], name="a_market_has_a_holiday_once")
        ]
        indexes = [models.Index(fields=["day", "market"], name="holiday_days")]

    def __str__(self) -> str:
        return f"{self.market} {self.day}"
