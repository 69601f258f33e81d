from collections import Counter
from datetime import date

import pytest

from landsea.insight.engine.generated import Climate, GeneratedVenue, MadeUpVisit, make_up_visits
from landsea.kernel.periods import Period

YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
VENUES = [GeneratedVenue(Climate.NORTHERN, 3.0), GeneratedVenue(Climate.TROPICAL, 1.0)]


def made_up(seed: int = 7, venues: list[GeneratedVenue] = VENUES) -> list[MadeUpVisit]:
    return list(make_up_visits(venues, span=YEAR, count=6000, seed=seed))


def test_the_same_seed_makes_up_the_same_visits_and_another_does_not() -> None:
    assert made_up() == made_up()
    assert made_up() != made_up(seed=8)


def test_about_as_many_are_made_up_as_were_asked_for() -> None:
    assert len(made_up()) == pytest.approx(6000, rel=0.05)


def test_each_lies_in_the_span_and_in_opening_hours_and_days_are_in_order() -> None:
    visits = made_up()

    assert all(visit.on in YEAR and 8 * 60 <= visit.minute < 18 * 60 for visit in visits)
    assert [visit.on for visit in visits] == sorted(visit.on for visit in visits)


def test_a_weekend_day_draws_more_than_a_day_of_the_week() -> None:
    of_weekday = Counter(visit.on.weekday() for visit in made_up())

    weekend = (of_weekday[5] + of_weekday[6]) / 2
    week = sum(of_weekday[day] for day in range(5)) / 5
    assert weekend > 1.3 * week


def test_a_northern_summer_is_fuller_than_its_spring() -> None:
    of_month = Counter(visit.on.month for visit in made_up(venues=VENUES[:1]))

    assert of_month[8] > 2 * of_month[3]


def test_heavier_venues_draw_more() -> None:
    of_venue = Counter(visit.venue for visit in made_up())

    assert of_venue[0] > 2 * of_venue[1] > 0


def test_nothing_is_made_up_for_nowhere() -> None:
    assert made_up(venues=[]) == []
