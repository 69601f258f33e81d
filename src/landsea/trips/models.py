"""Trips that were designed, as their traveller keeps them."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from landsea.foundation.actor import Actor
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import Private, ScopedQuerySet, Scopes, of_subject


class HoursBasis(StrEnum):
    """What the opening hours of a stop rest on."""

    STATED = "stated"  #: the record gives hours
    ASSUMED = "assumed"  #: the record gives none; the usual hours of its kind were taken


class Trip(models.Model):
    """One trip: what was asked for, and how the answer was found."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    traveller = models.UUIDField(db_index=True)
    town = models.CharField(max_length=40)
    starts_on = models.DateField()
    day_count = models.PositiveSmallIntegerField()
    pace = models.CharField(max_length=12)
    #: Minutes from midnight: not out before, home not after.
    leaves_minute = models.PositiveSmallIntegerField()
    back_minute = models.PositiveSmallIntegerField()
    #: Themes that count more, in the traveller's order.
    interests = models.JSONField(default=list)
    time_zone = models.CharField(max_length=64)
    #: How the answer can be found again: the seed and the iterations of the designer.
    seed = models.PositiveBigIntegerField()
    iterations = models.PositiveBigIntegerField()
    score = models.FloatField()
    designed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_trip_has_days", condition=Q(day_count__gte=1, day_count__lte=14)
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class TripDay(models.Model):
    """One day of a trip, from leaving the town to being back."""

    trip = models.ForeignKey(Trip, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    leaves_at = models.DateTimeField()
    returns_at = models.DateTimeField()
    return_minutes = models.FloatField()
    return_km = models.FloatField()
    return_mode = models.CharField(max_length=12)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trip", "on"], name="a_trip_has_a_day_once"),
            models.CheckConstraint(
                name="a_day_ends_after_it_starts", condition=Q(returns_at__gte=F("leaves_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trip_id} {self.on}"


class TripStop(models.Model):
    """A visit: when one arrives, waits, looks and leaves."""

    day = models.ForeignKey(TripDay, on_delete=models.CASCADE, related_name="stops")
    place = models.ForeignKey("library.Resource", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    arrives_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    travel_minutes = models.FloatField()
    travel_km = models.FloatField()
    travel_mode = models.CharField(max_length=12)
    #: The way there is known only to within the place's own uncertainty.
    has_margin = models.BooleanField()
    is_must = models.BooleanField()
    hours_basis = models.CharField(max_length=10)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "position"], name="stops_of_a_day_are_numbered"),
            models.CheckConstraint(
                name="a_visit_lies_inside_opening_hours",
                condition=Q(
                    starts_at__gte=F("arrives_at"),
                    leaves_at__gt=F("starts_at"),
                    opens_at__lte=F("starts_at"),
                    closes_at__gte=F("leaves_at"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.position}"


class TripRest(models.Model):
    """A meal or a rest, where the traveller is at that time."""

    day = models.ForeignKey(TripDay, on_delete=models.CASCADE, related_name="rests")
    name = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    leaves_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_rest_ends_after_it_starts", condition=Q(leaves_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.name}"


class TripOmission(models.Model):
    """A wished place that is not in the trip, and why."""

    trip = models.ForeignKey(Trip, on_delete=models.CASCADE, related_name="omissions")
    place = models.ForeignKey("library.Resource", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=30)
    params = models.JSONField(default=dict)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trip", "place"], name="a_place_is_left_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.trip_id} without {self.place_id}"


def trip_seen_by(actor: Actor) -> Q:
    """Its traveller."""
    return of_subject(actor, "traveller")


def part_seen_by(actor: Actor) -> Q:
    """The traveller of its trip."""
    return of_subject(actor, "trip__traveller")


def part_of_day_seen_by(actor: Actor) -> Q:
    """The traveller of its day's trip."""
    return of_subject(actor, "day__trip__traveller")


#: Who may see which rows of trips.
SCOPES: Scopes = {
    "Trip": Private(owner="traveller", seen_by=trip_seen_by),
    "TripDay": Private(owner="trip__traveller", seen_by=part_seen_by),
    "TripOmission": Private(owner="trip__traveller", seen_by=part_seen_by),
    "TripStop": Private(owner="day__trip__traveller", seen_by=part_of_day_seen_by),
    "TripRest": Private(owner="day__trip__traveller", seen_by=part_of_day_seen_by),
}
