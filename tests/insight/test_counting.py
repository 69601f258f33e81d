"""Admissions become visit facts, once each, whatever the outbox does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from landsea.cards.models import Redemption
from landsea.cards.services.voiding import void_admission
from landsea.foundation import outbox
from landsea.foundation.actor import Actor
from landsea.foundation.models import OutboxEntry, ReceivedEvent
from landsea.insight.engine.figures import DataKind, Figure
from landsea.insight.models import VisitFact
from landsea.insight.queries import (
    count_card_admissions,
    find_fact_of_admission,
    list_card_admissions,
    list_published_months,
    list_series,
)
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Resource
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.insight import count_visit, load, make_arrivals_row
from tests.factories.library import make_owner, make_place
from tests.factories.members import NOW

pytestmark = pytest.mark.django_db


def take_back(programme: Programme) -> None:
    redemption = Redemption.objects.get()
    void_admission(redemption.public_id, reason="wrong card", by=programme.staff, now=NOW)


def cells() -> list[tuple[str, str, str, int]]:
    return [
        (each.market, each.city, each.month.isoformat()[:7], each.figure.value)
        for each in list_card_admissions()
    ]


def test_an_admission_is_counted_in_the_city_and_month_of_its_venue() -> None:
    programme = make_programme()

    count_visit(programme)

    assert list_card_admissions()[0].figure == Figure(1, DataKind.COUNTED)
    assert cells() == [("CN", "Chongqing", "2026-11", 1)]


def test_before_the_outbox_has_run_nothing_is_counted() -> None:
    programme = make_programme()

    scan_card(make_card(programme), programme)

    assert (count_card_admissions(), cells()) == (0, [])


def test_an_event_that_is_delivered_twice_counts_once() -> None:
    programme = make_programme()
    count_visit(programme)

    OutboxEntry.objects.update(delivered_at=None)
    redelivered = outbox.deliver(now=NOW)

    assert redelivered == 1
    assert (count_card_admissions(), VisitFact.objects.count()) == (1, 1)


def test_even_without_the_proof_of_delivery_the_database_counts_once() -> None:
    programme = make_programme()
    count_visit(programme)
    ReceivedEvent.objects.all().delete()

    OutboxEntry.objects.update(delivered_at=None)
    redelivered = outbox.deliver(now=NOW)

    assert redelivered == 0
    assert (count_card_admissions(), VisitFact.objects.count()) == (1, 1)


def test_an_admission_taken_back_leaves_nothing_and_both_facts() -> None:
    programme = make_programme()
    count_visit(programme)

    take_back(programme)
    outbox.deliver(now=NOW)

    assert (count_card_admissions(), cells()) == (0, [("CN", "Chongqing", "2026-11", 0)])
    facts = list(VisitFact.objects.order_by("id").values_list("visits", "admission_id"))
    assert facts == [(1, facts[0][1]), (-1, facts[0][1])]


def test_a_taking_back_that_is_delivered_twice_counts_once() -> None:
    programme = make_programme()
    count_visit(programme)
    take_back(programme)
    outbox.deliver(now=NOW)

    OutboxEntry.objects.update(delivered_at=None)
    outbox.deliver(now=NOW)

    assert count_card_admissions() == 0
    assert VisitFact.objects.count() == 2


def test_a_taking_back_that_comes_before_its_admission_is_counted_when_it_is_tried_again() -> None:
    programme = make_programme()
    scan_card(make_card(programme), programme)
    take_back(programme)
    late = OutboxEntry.objects.filter(event_name="cards.admission-recorded")
    late.update(due_at=NOW + timedelta(seconds=1))

    first = outbox.deliver(now=NOW)
    facts_then = VisitFact.objects.count()
    second = outbox.deliver(now=NOW + timedelta(minutes=1))
    third = outbox.deliver(now=NOW + timedelta(minutes=2))

    assert (first, facts_then) == (0, 0)
    assert second + third == 2
    assert (count_card_admissions(), VisitFact.objects.count()) == (0, 2)


def test_cities_and_months_are_counted_apart_the_latest_month_first() -> None:
    here = make_programme("here")
    there = make_programme(
        "there",
        venue=make_place("sg-1", city="Singapore", market="SG", time_zone="Asia/Singapore"),
    )
    count_visit(here, now=NOW)
    count_visit(there, now=NOW)
    count_visit(there, now=NOW)
    count_visit(here, now=NOW + timedelta(days=10))

    assert cells() == [
        ("CN", "Chongqing", "2026-12", 1),
        ("SG", "Singapore", "2026-11", 2),
        ("CN", "Chongqing", "2026-11", 1),
    ]


def test_the_months_are_those_of_the_venues_own_clock() -> None:
    programme = make_programme()
    # 17:00 UTC on the 30th is the 1st of December in Chongqing.
    evening = NOW.replace(day=30, hour=17)

    count_visit(programme, now=evening)

    assert cells() == [("CN", "Chongqing", "2026-12", 1)]


def test_cities_of_one_name_in_two_markets_are_two() -> None:
    count_visit(make_programme("one", venue=make_place("1", city="Victoria", market="CN")))
    count_visit(make_programme("two", venue=make_place("2", city="Victoria", market="SG")))

    assert sorted(cells()) == [("CN", "Victoria", "2026-11", 1), ("SG", "Victoria", "2026-11", 1)]


def test_published_figures_are_not_changed_by_an_admission() -> None:
    load([make_arrivals_row(destination="CN", period="2026-11")])
    (series,) = list_series()
    before = list_published_months(series)

    count_visit(make_programme())

    assert list_published_months(series) == before
    assert before[0].figure == Figure(1200, DataKind.PUBLISHED)


def test_the_fact_of_an_admission_names_its_cell_of_the_figure() -> None:
    programme = make_programme()
    count_visit(programme)
    count_visit(programme)

    first = Redemption.objects.order_by("id")[0]
    found = find_fact_of_admission(first.public_id, actor=Actor.system())

    assert found is not None
    assert (found.visits, found.cell_visits) == (1, 2)
    assert (found.local_date, found.month) == (date(2026, 11, 24), date(2026, 11, 1))


def test_an_admission_that_is_not_counted_yet_has_no_fact() -> None:
    programme = make_programme()
    result = scan_card(make_card(programme), programme)

    assert find_fact_of_admission(result.scan_id, actor=Actor.system()) is None


def test_an_admission_at_a_place_withdrawn_since_is_counted_when_it_is_published_again() -> None:
    programme = make_programme(venue=make_place(owner=make_owner()))
    scan_card(make_card(programme), programme)
    Resource.objects.update(state=ResourceState.DRAFT)
    outbox.deliver(now=NOW)
    counted_while_withdrawn = count_card_admissions()

    Resource.objects.update(state=ResourceState.PUBLISHED)
    outbox.deliver(now=NOW + timedelta(minutes=1))

    assert (counted_while_withdrawn, count_card_admissions()) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"visits": 0}, "a_fact_counts_somebody"),
        ({"visits": 1}, "an_admission_counts_once"),
    ],
)
def test_a_wrong_fact_is_refused_by_the_database(changes: dict[str, int], constraint: str) -> None:
    count_visit(make_programme())
    fact = VisitFact.objects.get()
    values = VisitFact.objects.values().get() | changes
    del values["id"]
    values["event_id"] = fact.admission_id

    with pytest.raises(DatabaseError) as error, transaction.atomic():
        VisitFact.objects.create(**values)

    # SQLite names the column of a unique index, not the index.
    told = str(error.value)
    assert constraint in told or "insight_visitfact.admission_id" in told


def delete_facts() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM insight_visitfact")


@pytest.mark.parametrize("act", [lambda: VisitFact.objects.update(visits=5), delete_facts])
def test_a_fact_is_never_changed_or_deleted(act: Callable[[], object]) -> None:
    count_visit(make_programme())

    with pytest.raises(DatabaseError, match="write a counter-fact"), transaction.atomic():
        act()

    assert VisitFact.objects.get().visits == 1
