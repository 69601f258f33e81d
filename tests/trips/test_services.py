"""A trip is designed from the library's places and kept, or refused with what to mend."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound
from landsea.kernel.geo import Position, Precision
from landsea.library.engine.vocabulary import ResourceKind, ResourceState
from landsea.library.models import Resource
from landsea.library.queries import PlaceNotFound
from landsea.trips.engine.problem import Pace
from landsea.trips.engine.reasons import NoFeasibleTrip, NothingToVisit
from landsea.trips.errors import (
    DayTurnedRound,
    TooManyWishes,
    TripStartsInPast,
    TripTooFar,
    TripTooLong,
)
from landsea.trips.models import Trip
from landsea.trips.queries import get_trip, list_stops_at, list_trips
from landsea.trips.services import POSITION_UNKNOWN, delete_trip
from landsea.trips.wishes import MAX_WISHES, TripWishes
from tests.factories.library import make_place
from tests.factories.members import NOW, make_actor
from tests.factories.trips import TOMORROW, make_trip, make_wishes

pytestmark = pytest.mark.django_db

CENTRE = Position(29.5603, 106.5577)
HILL = Position(29.555, 106.58)
SINGAPORE = Position(1.2966, 103.8485)


def clocks(*instants: datetime) -> list[str]:
    return [f"{instant:%H:%M}" for instant in instants]


def test_a_trip_is_kept_with_stops_inside_the_opening_hours_of_their_places() -> None:
    hall = make_place("1", position=CENTRE, opening_hours="Mo-Su 10:00-12:00")
    park = make_place("2", position=HILL, opening_hours="Mo-Su 14:30-18:00")
    actor = make_actor()

    trip = get_trip(make_trip(actor=actor), actor=actor)

    (day,) = trip.days
    first, second = day.stops
    assert [stop.place.public_id for stop in day.stops if stop.place] == [
        hall.public_id,
        park.public_id,
    ]
    assert clocks(first.opens_at, first.closes_at) == ["10:00", "12:00"]
    assert clocks(second.opens_at, second.closes_at) == ["14:30", "18:00"]
    for stop in day.stops:
        assert stop.arrives_at <= stop.starts_at < stop.leaves_at <= stop.closes_at
        assert stop.opens_at <= stop.starts_at
        assert not stop.is_assumed
    assert (day.on, trip.period.starts_on) == (TOMORROW, TOMORROW)


def test_a_day_begins_and_ends_inside_the_hours_that_were_asked_for() -> None:
    make_place(position=CENTRE)
    actor = make_actor()
    wishes = make_wishes(leaves=9 * 60, back=16 * 60)

    (day,) = get_trip(make_trip(wishes, actor=actor), actor=actor).days

    assert time(9) <= day.leaves_at.time() <= day.returns_at.time() <= time(16)
    assert day.stops[-1].leaves_at + timedelta(minutes=day.return_minutes) <= day.returns_at + (
        timedelta(seconds=1)
    )


def test_a_day_with_a_noon_has_its_lunch_and_one_without_has_none() -> None:
    make_place(position=CENTRE)
    actor = make_actor()

    whole = get_trip(make_trip(actor=actor), actor=actor).days[0]
    evening = make_wishes(leaves=13 * 60 + 30)
    half = get_trip(make_trip(evening, actor=actor), actor=actor).days[0]

    (lunch,) = [part for part in whole.parts if not part.is_visit]
    assert time(11, 30) <= lunch.starts_at.time() < lunch.leaves_at.time() <= time(14)
    assert (lunch.leaves_at - lunch.starts_at) == timedelta(minutes=60)
    assert [part for part in half.parts if not part.is_visit] == []


def test_a_must_see_is_in_and_marked() -> None:
    place = make_place()
    actor = make_actor()

    trip = get_trip(make_trip(make_wishes(must_see=(place.public_id,)), actor=actor), actor=actor)

    assert [(stop.place and stop.place.pk, stop.is_must) for stop in trip.stops] == [
        (place.pk, True)
    ]


def test_what_was_asked_for_is_kept_with_the_trip() -> None:
    make_place(position=CENTRE)
    actor = make_actor()
    wishes = make_wishes(day_count=2, pace=Pace.BRISK, interests=("culture", "food"))

    trip_id = make_trip(wishes, actor=actor)

    trip = get_trip(trip_id, actor=actor)
    assert (trip.pace, trip.interests, trip.period) == ("brisk", ("culture", "food"), wishes.period)
    assert [day.on for day in trip.days] == [TOMORROW, TOMORROW + timedelta(days=1)]
    row = Trip.objects.get(public_id=trip_id)
    assert (row.leaves_minute, row.back_minute, row.designed_at) == (510, 1140, NOW)


def test_times_are_those_of_the_towns_own_clocks() -> None:
    make_place(position=SINGAPORE, market="SG", time_zone="Asia/Singapore")
    actor = make_actor()

    trip = get_trip(make_trip(make_wishes(town="singapore"), actor=actor), actor=actor)

    (stop,) = trip.stops
    assert clocks(stop.opens_at, stop.closes_at) == ["08:30", "17:00"]
    assert str(stop.opens_at.tzinfo) == "Asia/Singapore"


def test_hours_that_nobody_has_told_are_labelled_as_assumed_from_the_kind() -> None:
    make_place(position=CENTRE, kind=ResourceKind.MARKET, opening_hours="")
    actor = make_actor()

    trip = get_trip(make_trip(actor=actor), actor=actor)

    (stop,) = trip.stops
    assert stop.is_assumed
    assert clocks(stop.opens_at, stop.closes_at) == ["08:00", "20:00"]


def test_a_place_without_position_is_told_as_left_out_and_the_rest_is_planned() -> None:
    nowhere = make_place("1", position=None)
    somewhere = make_place("2", position=CENTRE)
    actor = make_actor()
    wishes = make_wishes(must_see=(nowhere.public_id, somewhere.public_id))

    trip = get_trip(make_trip(wishes, actor=actor), actor=actor)

    assert [stop.place and stop.place.pk for stop in trip.stops] == [somewhere.pk]
    assert [(each.place and each.place.pk, each.reason) for each in trip.omissions] == [
        (nowhere.pk, POSITION_UNKNOWN)
    ]


def test_a_place_of_which_only_the_district_is_known_comes_in_only_when_asked_for() -> None:
    make_place("1", position=CENTRE)
    rough = make_place("2", position=Position(29.6, 106.5, Precision.DISTRICT, 20.0))
    actor = make_actor()

    by_chance = get_trip(make_trip(actor=actor), actor=actor)
    asked_for = get_trip(
        make_trip(make_wishes(must_see=(rough.public_id,)), actor=actor), actor=actor
    )

    assert rough.pk not in {stop.place.pk for stop in by_chance.stops if stop.place}
    (stop,) = [stop for stop in asked_for.stops if stop.place and stop.place.pk == rough.pk]
    assert stop.has_margin


@pytest.mark.parametrize("state", [None, ResourceState.DRAFT])
def test_a_must_see_that_is_not_in_the_library_is_refused(state: ResourceState | None) -> None:
    public_id = make_place(state=state).public_id if state else uuid4()

    with pytest.raises(PlaceNotFound):
        make_trip(make_wishes(must_see=(public_id,)))

    assert not Trip.objects.exists()


def test_a_must_see_named_twice_is_one() -> None:
    place = make_place()
    actor = make_actor()

    trip_id = make_trip(make_wishes(must_see=(place.public_id, place.public_id)), actor=actor)

    assert len(get_trip(trip_id, actor=actor).stops) == 1


def closed_that_day() -> Resource:
    return make_place("far", opening_hours="Mo 09:00-17:00")


def out_of_reach() -> Resource:
    return make_place("far", position=SINGAPORE)


def too_short_a_day() -> Resource:
    return make_place("far", opening_hours="Mo-Su 08:00-09:00")


@pytest.mark.parametrize("place", [closed_that_day, out_of_reach, too_short_a_day])
def test_a_must_see_that_can_not_be_in_is_named_with_how_to_mend_it(
    place: object,
) -> None:
    assert callable(place)
    make_place("near", position=CENTRE, names={"en": "Hall"})
    must = place()

    with pytest.raises(NoFeasibleTrip) as error:
        make_trip(make_wishes(must_see=(must.public_id,)))

    assert error.value.sentence == (
        "No trip can hold all of these must stops: Dazu Rock Carvings."
        " Drop one of them, add a day, start earlier or come home later."
    )
    assert not Trip.objects.exists()


def test_two_must_sees_that_exclude_each_other_are_both_named() -> None:
    one = make_place("1", names={"en": "Hall"}, position=CENTRE, opening_hours="We 10:00-11:30")
    other = make_place("2", names={"en": "Gate"}, position=HILL, opening_hours="We 10:00-11:30")

    with pytest.raises(NoFeasibleTrip) as error:
        make_trip(make_wishes(must_see=(one.public_id, other.public_id)))

    assert str(error.value.params["places"]) == "Hall, Gate"
    assert not Trip.objects.exists()


def test_where_nothing_is_open_there_is_no_trip() -> None:
    make_place(position=CENTRE, opening_hours="Mo 09:00-17:00")

    with pytest.raises(NothingToVisit) as error:
        make_trip()

    assert error.value.sentence == (
        "None of the 1 places can be visited on these days."
        " Choose other dates, longer days, a nearer start or other places."
    )
    assert not Trip.objects.exists()


@pytest.mark.parametrize(
    ("wishes", "error"),
    [
        (make_wishes(starts_on=date(2026, 11, 23)), TripStartsInPast),
        (make_wishes(starts_on=date(2028, 11, 24)), TripTooFar),
        (make_wishes(starts_on=date.max), TripTooFar),
        (make_wishes(day_count=0), TripTooLong),
        (make_wishes(day_count=-1), TripTooLong),
        (make_wishes(day_count=15), TripTooLong),
        (make_wishes(leaves=600, back=600), DayTurnedRound),
        (make_wishes(leaves=601, back=600), DayTurnedRound),
        (make_wishes(must_see=tuple(uuid4() for _ in range(MAX_WISHES + 1))), TooManyWishes),
    ],
)
def test_wishes_that_can_not_be_are_refused_and_nothing_is_kept(
    wishes: TripWishes, error: type[Exception]
) -> None:
    make_place(position=CENTRE)

    with pytest.raises(error):
        make_trip(wishes)

    assert not Trip.objects.exists()


@pytest.mark.parametrize(("day_count", "starts_on"), [(14, TOMORROW), (1, date(2026, 11, 24))])
def test_a_fortnight_is_a_trip_and_so_is_today(day_count: int, starts_on: date) -> None:
    make_place(position=CENTRE)
    actor = make_actor()

    trip_id = make_trip(make_wishes(day_count=day_count, starts_on=starts_on), actor=actor)

    assert len(get_trip(trip_id, actor=actor).days) == day_count


def test_today_is_the_towns_today() -> None:
    make_place(position=CENTRE)
    # 20:00 UTC on the 24th is the 25th in Chongqing: a trip on the 24th is over there.
    evening = datetime(2026, 11, 24, 20, tzinfo=UTC)

    with pytest.raises(TripStartsInPast):
        make_trip(make_wishes(starts_on=date(2026, 11, 24)), now=evening)


def test_a_trip_is_seen_and_removed_by_its_traveller_only() -> None:
    make_place(position=CENTRE)
    traveller, other = make_actor(), make_actor()
    trip_id = make_trip(actor=traveller)

    for actor in (other, Actor()):
        with pytest.raises(NotFound):
            get_trip(trip_id, actor=actor)
        with pytest.raises(NotFound):
            delete_trip(trip_id, by=actor)
        assert list_trips(actor) == []

    assert [each.public_id for each in list_trips(traveller)] == [trip_id]
    delete_trip(trip_id, by=traveller)
    assert not Trip.objects.exists()


def test_trips_are_listed_the_latest_designed_first() -> None:
    make_place(position=CENTRE)
    actor = make_actor()

    ids = [make_trip(actor=actor) for _ in range(2)]

    assert [each.public_id for each in list_trips(actor)] == ids[::-1]


def test_the_trace_finds_the_stop_of_the_trip_that_a_card_was_taken_for_and_no_other() -> None:
    place = make_place(position=CENTRE)
    actor, other = make_actor(), make_actor()
    assert actor.subject is not None
    assert other.subject is not None
    trip_id, _private = make_trip(actor=actor), make_trip(actor=actor)

    (stop,) = list_stops_at(place.pk, trip=trip_id, traveller=actor.subject)

    assert (stop.trip, stop.on, str(stop.starts_at.tzinfo)) == (trip_id, TOMORROW, "Asia/Shanghai")
    assert list_stops_at(place.pk, trip=trip_id, traveller=other.subject) == []
    assert list_stops_at(place.pk, trip=None, traveller=actor.subject) == []


def test_a_place_withdrawn_since_stays_in_the_trip() -> None:
    place = make_place(position=CENTRE)
    actor = make_actor()
    trip_id = make_trip(actor=actor)

    Resource.objects.update(state=ResourceState.DRAFT)

    (stop,) = get_trip(trip_id, actor=actor).stops
    assert stop.place is not None
    assert stop.place.pk == place.pk
