"""Figures through the interface."""

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.foundation import outbox
from tests.api.calling import Program
from tests.factories.cards import make_card, make_programme, scan_card
from tests.factories.insight import load, make_arrivals_row, make_up
from tests.factories.library import make_place
from tests.factories.members import NOW

pytestmark = pytest.mark.django_db

MONTHS = [f"2025-{month:02}" for month in range(1, 8)]


def test_a_published_figure_says_who_published_it(anybody: Program) -> None:
    load([make_arrivals_row(note="provisional")])

    reply = anybody.get("figures/published")

    assert reply.body["items"] == [
        {
            "kind": "published",
            "value": 1200,
            "reference_area": "SG",
            "counterpart_area": "ALL",
            "counterpart_kind": "total",
            "counterpart_iso2": "",
            "period": "2025-03",
            "starts_on": "2025-03-01",
            "ends_on": "2025-04-01",
            "frequency": "M",
            "measure": "visitor arrivals",
            "status": "P",
            "source": "the tourism board",
            "licence": "as stated",
            "note": "provisional",
        }
    ]
    assert reply.body["loaded_at"] == "2026-11-24T02:00:00Z"


def test_an_installation_without_figures_says_so(anybody: Program) -> None:
    assert anybody.get("figures/published").body == {"items": [], "next": None, "loaded_at": None}
    assert anybody.get("figures/admissions").body == {"items": [], "next": None}


def test_published_figures_are_narrowed_to_a_series(anybody: Program) -> None:
    load(
        [
            make_arrivals_row(),
            make_arrivals_row(destination="TH"),
            make_arrivals_row(period="2024", frequency="A"),
        ]
    )

    def count(query: str) -> int:
        return len(anybody.get(f"figures/published?{query}").body["items"])

    assert count("") == 3
    assert count("reference_area=TH") == 1
    assert count("frequency=A") == 1
    assert count("counterpart_area=CN") == 0
    assert count("reference_area=SG&frequency=M&measure=visitor%20arrivals") == 1


def test_a_walk_through_the_pages_gives_all_published_figures(anybody: Program) -> None:
    load([make_arrivals_row(period=month) for month in MONTHS])

    walked = anybody.walk("figures/published", limit=3)

    assert [each["period"] for each in walked] == MONTHS


def test_a_cursor_ends_with_the_figures_that_it_walks_through(anybody: Program) -> None:
    load([make_arrivals_row(period=month) for month in MONTHS])
    cursor = anybody.get("figures/published?limit=3").body["next"]

    load([make_arrivals_row(period=month, visitors="7") for month in MONTHS])

    reply = anybody.get(f"figures/published?limit=3&cursor={cursor}")
    assert reply.problem == (422, "cursor-unreadable")


def test_counted_figures_say_that_they_were_counted(anybody: Program) -> None:
    programme = make_programme()
    for _ in range(2):
        scan_card(make_card(programme), programme)
    outbox.deliver(now=NOW)

    reply = anybody.get("figures/admissions")

    assert reply.body["items"] == [
        {
            "kind": "counted",
            "value": 2,
            "city": "Chongqing",
            "city_names": {"en": "Chongqing"},
            "market": "CN",
            "month": "2026-11",
        }
    ]


def test_a_walk_through_the_pages_gives_all_counted_figures(anybody: Program) -> None:
    for number, city in enumerate(("Chongqing", "Beijing", "Xi'an")):
        programme = make_programme(f"card-{number}", venue=make_place(str(number), city=city))
        scan_card(make_card(programme), programme)
    outbox.deliver(now=NOW)

    walked = anybody.walk("figures/admissions", limit=1)

    assert walked == anybody.get("figures/admissions").body["items"]
    assert [each["city"] for each in walked] == ["Beijing", "Chongqing", "Xi'an"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("published", 3), ("admissions", 3)])
def test_a_list_asks_the_database_as_often_however_long_it_is(
    anybody: Program,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
    count: int,
) -> None:
    load([make_arrivals_row(period=month) for month in MONTHS[:count]])
    for number in range(count):
        programme = make_programme(
            f"card-{number}", venue=make_place(str(number), city=f"C{number}")
        )
        scan_card(make_card(programme), programme)
    outbox.deliver(now=NOW)
    anybody.get(f"figures/{path}")

    with django_assert_num_queries(queries):
        reply = anybody.get(f"figures/{path}")

    assert len(reply.body["items"]) == count


def test_made_up_visits_are_given_only_when_asked_for_and_each_row_says_so(
    anybody: Program,
) -> None:
    programme = make_programme()
    scan_card(make_card(programme, now=NOW), programme, now=NOW)
    outbox.deliver(now=NOW)
    total = make_up(programme, count=300)

    counted = anybody.get("figures/admissions").body["items"]
    walked = anybody.walk("figures/admissions?kind=generated", limit=5)

    assert [(each["kind"], each["value"]) for each in counted] == [("counted", 1)]
    assert {each["kind"] for each in walked} == {"generated"}
    assert sum(each["value"] for each in walked) == total


def test_the_cursor_of_one_kind_is_none_of_the_other(anybody: Program) -> None:
    make_up(make_programme(), count=300)
    cursor = anybody.get("figures/admissions?kind=generated&limit=3").body["next"]

    refused = anybody.get(f"figures/admissions?kind=counted&cursor={cursor}")

    assert (refused.status, cursor is None) == (422, False)
    assert anybody.get("figures/admissions?kind=published").status == 422
