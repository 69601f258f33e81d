"""Published figures are loaded as vintages: all of a file or nothing of it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change
from landsea.insight import queries, services
from landsea.insight.models import PublishedObservation, Vintage
from landsea.insight.queries import Series, list_datasets, list_published_months, list_series
from landsea.insight.services import load_published, vintages
from landsea.kernel.errors import NotAllowed
from tests.factories.insight import load, make_arrivals_row
from tests.factories.members import NOW, make_actor

pytestmark = pytest.mark.django_db

TOTAL = Series("SG", "ALL")


def months() -> list[tuple[str, int]]:
    return [(each.period, each.figure.value) for each in list_published_months(TOTAL)]


def test_a_file_is_what_readers_see_once_it_is_loaded() -> None:
    report = load([make_arrivals_row(), make_arrivals_row(period="2025-04", visitors="0")])

    assert (report.row_count, report.is_unchanged, report.faults) == (2, False, ())
    assert months() == [("2025-04", 0), ("2025-03", 1200)]


def test_the_same_file_again_changes_nothing() -> None:
    load([make_arrivals_row()])

    report = load([make_arrivals_row()], now=NOW + timedelta(days=1))

    assert report.is_unchanged
    assert (Vintage.objects.count(), PublishedObservation.objects.count()) == (1, 1)
    assert Change.objects.filter(action="load").count() == 1


def test_a_changed_value_makes_a_new_vintage_and_the_old_one_is_kept() -> None:
    load([make_arrivals_row()])
    later = NOW + timedelta(days=30)

    load([make_arrivals_row(visitors="1234")], now=later)

    assert months() == [("2025-03", 1234)]
    vintages = Vintage.objects.order_by("id").values_list("superseded_at", "observations__value")
    assert list(vintages) == [(later, 1200), (None, 1234)]


def test_going_back_to_an_earlier_file_is_a_vintage_of_its_own() -> None:
    for number, visitors in enumerate(["1200", "1234", "1200"]):
        load([make_arrivals_row(visitors=visitors)], now=NOW + timedelta(days=number))

    assert months() == [("2025-03", 1200)]
    assert Vintage.objects.count() == 3


def in_three_batches(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    monkeypatch.setattr(vintages, "BATCH_SIZE", 2)
    return [make_arrivals_row(period=f"2025-{month:02}") for month in range(1, 6)]


class Killed(BaseException):
    """Stands for the death of the process between two batches."""


def dies_at(batch: int) -> services.BatchTransaction:
    """Returns the transactions of a process that dies in the batch with this number."""
    begun = 0

    @contextmanager
    def in_batch(done: int, total: int) -> Iterator[None]:
        nonlocal begun
        begun += 1
        with transaction.atomic():
            yield
            if begun == batch:
                raise Killed

    def opened(done: int, total: int) -> AbstractContextManager[object]:
        return in_batch(done, total)

    return opened


@pytest.mark.parametrize(("batch", "kept"), [(1, 0), (2, 2), (3, 4)])
def test_a_loading_that_was_cut_off_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch, batch: int, kept: int
) -> None:
    rows = in_three_batches(monkeypatch)
    with pytest.raises(Killed):
        load_published(
            rows, source_file="a.csv", by=Actor.system(), now=NOW, in_batch=dies_at(batch)
        )
    written = list(PublishedObservation.objects.order_by("id").values_list("id", flat=True))

    load(rows)

    now_there = list(PublishedObservation.objects.order_by("id").values_list("id", flat=True))
    assert len(written) == kept
    assert (len(now_there), now_there[:kept]) == (5, written)
    assert Vintage.objects.count() == 1
    assert [value for _, value in months()] == [1200] * 5


def test_nothing_of_a_loading_is_seen_before_it_is_complete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load([make_arrivals_row(visitors="7")])

    with pytest.raises(Killed):
        load_published(
            in_three_batches(monkeypatch),
            source_file="a.csv",
            by=Actor.system(),
            now=NOW,
            in_batch=dies_at(3),
        )

    assert PublishedObservation.objects.count() == 5
    assert months() == [("2025-03", 7)]
    assert (queries.count_observations(), list_datasets()[0].count) == (1, 1)


def test_a_file_with_one_fault_is_not_loaded_at_all() -> None:
    load([make_arrivals_row()])

    report = load([make_arrivals_row(visitors="5"), make_arrivals_row(visitors="-5")])

    assert [(fault.row, fault.column, fault.value) for fault in report.faults] == [
        (3, "visitors", "-5")
    ]
    assert months() == [("2025-03", 1200)]
    assert Vintage.objects.count() == 1


def test_an_empty_file_does_not_take_the_figures_away() -> None:
    load([make_arrivals_row()])

    report = load([])

    assert [fault.what for fault in report.faults] == ["The table has no rows."]
    assert months() == [("2025-03", 1200)]


def test_only_statisticians_and_the_office_of_an_alliance_load_figures() -> None:
    refused = (Actor(), make_actor(), make_actor(Role.GATE, organisation_id=1))
    for actor in (*refused, make_actor(Role.STATISTICIAN, organisation_id=1)):
        with pytest.raises(NotAllowed):
            load_published([make_arrivals_row()], source_file="a.csv", by=actor, now=NOW)

    assert not Vintage.objects.exists()


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.OFFICE])
def test_a_loading_is_in_the_change_log_with_who_did_it(role: Role) -> None:
    actor = make_actor(role, alliance_id=1)

    load_published([make_arrivals_row()], source_file="a.csv", by=actor, now=NOW)

    change = Change.objects.get(action="load")
    assert (change.actor_subject, change.patch["rows"]) == (actor.subject, [None, 1])


def test_growth_compares_a_month_with_the_same_source_a_year_before() -> None:
    load(
        [
            make_arrivals_row(period="2025-03", visitors="1200"),
            make_arrivals_row(period="2024-03", visitors="1000"),
            make_arrivals_row(period="2024-03", visitors="1", source="another office"),
            make_arrivals_row(period="2025-04", visitors="500", source="another office"),
            make_arrivals_row(period="2024-04", visitors="400"),
        ]
    )

    shown = {each.period: each.growth for each in list_published_months(TOTAL)}

    assert str(shown["2025-03"].percent) == "20.0"
    assert (shown["2025-04"].percent, shown["2025-04"].reason) == (None, "other-measure")
    assert (shown["2024-03"].percent, shown["2024-03"].reason) == (None, "no-base")


def test_series_are_listed_by_destination_with_the_total_first_and_without_subtotals() -> None:
    rows = [
        make_arrivals_row(destination="TH", residence="China"),
        make_arrivals_row(residence="Austria"),
        make_arrivals_row(residence="ASEAN (region)"),
        make_arrivals_row(residence="ALL"),
        make_arrivals_row(residence="Yearly", period="2025", frequency="A"),
    ]

    load(rows)

    assert list_series() == [
        Series("SG", "ALL"),
        Series("SG", "Austria"),
        Series("TH", "China"),
    ]
