"""What trips hold about people, and how long they are kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q

from landsea.foundation.erasing import forget_acts
from landsea.foundation.personal_data import Person, Row, register_holding
from landsea.foundation.retention import delete_batch, register_retention
from landsea.foundation.rows import list_tables
from landsea.kernel.texts import N_
from landsea.trips.models import Trip

#: How long a trip of somebody without an account is kept after its last day.
KEPT = timedelta(days=365)
#: What the constraint of the table allows.
_LONGEST_TRIP_DAYS = 14
_OF_THE_PERSON = "what is held about the person who asks"


def register() -> None:
    """Declares it; called when the app is ready."""
    register_holding(
        "trips",
        title=N_("Trips"),
        fate=N_("Removed."),
        columns=("trips.Trip.traveller",),
        find=_find,
        erase=_erase,
    )
    register_retention(
        "trips of travellers without an account",
        tables=list_tables("trips"),
        keeps=KEPT,
        sweep=_sweep,
    )


def _of(person: Person) -> "models.QuerySet[Trip]":
    rows = Trip.objects.unscoped(_OF_THE_PERSON)
    return rows.none() if person.subject is None else rows.filter(traveller=person.subject)


def _find(person: Person) -> Iterator[Row]:
    trips = _of(person).order_by("pk").prefetch_related("days__stops__place", "omissions__place")
    for trip in trips:
        yield {
            "id": trip.public_id,
            "town": trip.town,
            "starts_on": trip.starts_on,
            "day_count": trip.day_count,
            "pace": trip.pace,
            "leaves_minute": trip.leaves_minute,
            "back_minute": trip.back_minute,
            "interests": trip.interests,
            "designed_at": trip.designed_at,
            "days": [
                {
                    "on": day.on,
                    "leaves_at": day.leaves_at,
                    "returns_at": day.returns_at,
                    "stops": [
                        {
                            "place": stop.place.public_id,
                            "arrives_at": stop.arrives_at,
                            "leaves_at": stop.leaves_at,
                        }
                        for stop in day.stops.unscoped(_OF_THE_PERSON)
                    ],
                }
                for day in trip.days.unscoped(_OF_THE_PERSON)
            ],
            "left_out": [
                {"place": each.place.public_id, "reason": each.reason}
                for each in trip.omissions.unscoped(_OF_THE_PERSON)
            ],
        }


def _erase(person: Person) -> int:
    trips = _of(person)
    forget_acts(person, "trips.trip", map(str, trips.values_list("public_id", flat=True)))
    return trips.delete()[0]


def _sweep(now: datetime, limit: int) -> int:
    """Removes trips that were over a year ago and whose traveller has no account."""
    oldest = (now - KEPT).date()
    is_over = Q(pk__in=())
    for days in range(1, _LONGEST_TRIP_DAYS + 1):
        # The last day can't be computed alike on both databases; there are few lengths.
        is_over |= Q(day_count=days, starts_on__lte=oldest - timedelta(days=days))
    people = get_user_model().objects.unscoped("whether there is an account, not whose")
    rows = Trip.objects.unscoped("trips that are over").filter(
        is_over, ~Exists(people.filter(subject=OuterRef("traveller")))
    )
    return delete_batch(rows, limit)
