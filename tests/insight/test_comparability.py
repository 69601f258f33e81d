"""Published figures are compared and put together only where they mean the same."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from landsea.foundation.actor import Actor
from landsea.foundation.models import Change
from landsea.insight.models import PublishedObservation, Vintage
from landsea.insight.queries import Series, list_published_months, list_series
from landsea.insight.services import load_published
from tests.factories.insight import load, make_arrivals_row
from tests.factories.members import NOW

pytestmark = pytest.mark.django_db

TOTAL = Series("SG", "ALL")


@pytest.mark.parametrize("short", ["2025-03", "2024-03"])
def test_a_month_with_missing_days_is_not_compared(client: Client, short: str) -> None:
    notes = {short: "4 days missing in the source (22-25 June: counting system down)"}
    load(
        make_arrivals_row(period=period, note=notes.get(period, ""))
        for period in ("2025-03", "2024-03")
    )

    page = client.get("/en/figures/").content.decode()

    months = {each.period: each for each in list_published_months(TOTAL)}
    assert (months["2025-03"].growth.percent, months["2025-03"].growth.reason) == (
        None,
        "incomplete",
    )
    assert [period for period, each in months.items() if each.is_incomplete] == [short]
    assert page.count('<abbr title="days are missing">U</abbr>') == 1


def test_a_table_never_mixes_two_measures() -> None:
    load(
        [
            make_arrivals_row(period="2025-03", visitors="100"),
            make_arrivals_row(period="2025-03", visitors="900", measure="visitor nights"),
            make_arrivals_row(period="2025-02", visitors="800", measure="visitor nights"),
            make_arrivals_row(period="2025-01", visitors="90"),
        ]
    )

    months = list_published_months(TOTAL)

    assert [(each.period, each.figure.value) for each in months] == [
        ("2025-03", 100),
        ("2025-01", 90),
    ]


def test_a_month_without_a_figure_keeps_its_place_so_that_no_line_jumps_over_it(
    client: Client,
) -> None:
    load([make_arrivals_row(period=period) for period in ("2015-01", "2025-01", "2025-03")])

    page = client.get("/en/figures/").content.decode()

    shown = re.findall(r'<tr><th scope="row">(.*?)</th><td class="n"(.*?)>', page)
    assert shown == [
        ("January 2025", ' data-value="1200"'),
        ("February 2025", ""),
        ("March 2025", ' data-value="1200"'),
    ]


def test_each_source_of_the_months_shown_is_named(client: Client) -> None:
    load(
        [
            make_arrivals_row(period="2025-03", source="the board"),
            make_arrivals_row(period="2025-02", source="the ministry", licence="attribution"),
        ]
    )

    page = client.get("/en/figures/").content.decode()

    said = re.sub(r"</?span[^>]*>", "", page)
    assert "Source: the board. Licence: as stated." in said
    assert "Source: the ministry. Licence: attribution." in said
    assert "State of 24 November 2026." in page


def test_a_fall_is_a_number_in_the_file_and_not_a_text_kept_from_being_a_formula(
    client: Client,
) -> None:
    load(
        [
            make_arrivals_row(period="2025-03", visitors="900"),
            make_arrivals_row(period="2024-03", visitors="1000"),
        ]
    )

    rows = client.get("/en/figures/published.csv").content.decode().splitlines()

    assert rows[1].startswith("published,SG,ALL,2025-03,900,-10.0,A,")


def test_subtotals_without_the_word_region_are_no_market_either() -> None:
    names = ("East  Asia", "The  Americas", "Grand  Total", "East Timor")

    load(make_arrivals_row(residence=name) for name in names)

    kinds = dict(PublishedObservation.objects.values_list("counterpart_area", "counterpart_kind"))
    assert kinds == {
        "East  Asia": "region",
        "The  Americas": "region",
        "Grand  Total": "total",
        "East Timor": "market",
    }
    assert Series("SG", "East  Asia") not in list_series()


def test_a_worker_thought_dead_does_not_take_the_figures_from_the_readers() -> None:
    rows = [make_arrivals_row()]

    @contextmanager
    def overtaken(done: int, total: int) -> Iterator[None]:
        with transaction.atomic():
            yield
        # All is written; before this worker makes it current, another one took over and did.
        load(rows)

    load_published(rows, source_file="a.csv", by=Actor.system(), now=NOW, in_batch=overtaken)

    assert [each.figure.value for each in list_published_months(TOTAL)] == [1200]
    assert Vintage.objects.get().superseded_at is None
    assert Change.objects.filter(action="load").count() == 1


@pytest.mark.parametrize(
    "change", [{"frequency": "W"}, {"status": "X"}, {"counterpart_kind": "planet"}]
)
def test_a_figure_of_no_known_kind_is_refused_by_the_database(change: dict[str, str]) -> None:
    load([make_arrivals_row()])

    refused = pytest.raises(DatabaseError, match="a_published_figure_is_of_known_kinds")
    with refused, transaction.atomic():
        PublishedObservation.objects.update(**change)
