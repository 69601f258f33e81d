"""Wishes and designed trips for tests."""

from datetime import date, datetime
from uuid import UUID

from django.test import override_settings

from landsea.foundation.actor import Actor
from landsea.trips.engine.problem import Pace
from landsea.trips.services import design_trip
from landsea.trips.towns import find_town
from landsea.trips.wishes import TripWishes
from tests.factories.members import NOW, make_actor

#: Wednesday, the day after NOW in Chongqing.
TOMORROW = date(2026, 11, 25)
#: What the designer may think in tests: their problems have a handful of places.
QUICK_SECONDS = 0.02


def make_wishes(
    *,
    town: str = "chongqing",
    starts_on: date = TOMORROW,
    day_count: int = 1,
    pace: Pace = Pace.STEADY,
    interests: tuple[str, ...] = (),
    must_see: tuple[UUID, ...] = (),
    leaves: int = 8 * 60 + 30,
    back: int = 19 * 60,
) -> TripWishes:
    """Returns the wishes of a day trip from Chongqing."""
    found = find_town(town)
    assert found is not None
    return TripWishes(
        town=found,
        starts_on=starts_on,
        day_count=day_count,
        pace=pace,
        interests=interests,
        must_see=must_see,
        leaves=leaves,
        back=back,
    )


def make_trip(
    wishes: TripWishes | None = None, *, actor: Actor | None = None, now: datetime = NOW
) -> UUID:
    """Designs and keeps a trip of a traveller, and returns its public id."""
    traveller = actor or make_actor()
    assert traveller.subject is not None
    with override_settings(LANDSEA_DESIGN_SECONDS=QUICK_SECONDS):
        return design_trip(
            wishes or make_wishes(), traveller=traveller.subject, by=traveller, now=now
        )
