"""Published lines: what an office stated stands on the page as it was stated, beside nothing."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Actor
from landsea.insight.line_queries import list_lines, list_lines_of_latest_quarter
from landsea.insight.models import PublishedLine, Vintage
from landsea.insight.services import load_lines
from landsea.kernel.errors import NotAllowed
from tests.factories.cards import make_programme
from tests.factories.insight import (
    LINE_ROW,
    count_visit,
    load,
    load_some_lines,
    make_arrivals_row,
    make_line_row,
)
from tests.factories.members import NOW

pytestmark = pytest.mark.django_db

REVENUE = make_line_row(measure="revenue", value="190210000000", unit="CNY", change_percent="89.4")


def read(client: Client, language: str = "en") -> str:
    response = client.get(f"/{language}/figures/")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_table_takes_the_place_of_the_one_before_and_the_same_changes_nothing() -> None:
    first = load_some_lines(LINE_ROW, REVENUE)
    again = load_some_lines(LINE_ROW, REVENUE)
    load_some_lines(make_line_row(value="172000000"))

    assert (first.row_count, first.is_unchanged, again.is_unchanged) == (2, False, True)
    assert [line.value for line in list_lines()] == [172000000]
    assert PublishedLine.objects.count() == 3


def test_lines_and_arrivals_are_two_collections() -> None:
    load([make_arrivals_row()])
    load_some_lines()

    current = Vintage.objects.filter(superseded_at__isnull=True).order_by("dataset")
    assert [vintage.dataset for vintage in current] == ["arrivals", "lines"]


def test_a_table_with_a_fault_is_refused_as_a_whole() -> None:
    report = load_some_lines(LINE_ROW, make_line_row(period="spring"))

    assert [(fault.row, fault.column, fault.value) for fault in report.faults] == [
        (3, "period", "spring")
    ]
    assert list_lines() == []


def test_whoever_loads_no_figures_loads_no_lines() -> None:
    with pytest.raises(NotAllowed):
        load_lines([LINE_ROW], source_file="lines.csv", by=Actor(), now=NOW)


@pytest.mark.parametrize(
    ("language", "visitors", "revenue", "period"),
    [
        ("en", "171 million", "CN¥190.21 billion", "1st quarter 2024"),
        ("zh-hans", "1.71亿", "¥1902.1亿", "2024年第1季度"),
        ("de", "171 Millionen", "190,21 Milliarden CN¥", "1. Quartal 2024"),
        ("fr", "171 millions", "190,21 milliards CNY", "1er trimestre 2024"),
        ("th", "171 ล้าน", "CN¥1.9021 แสนล้าน", "ไตรมาส 1 2024"),
        ("vi", "171 triệu", "190,21 tỷ CN¥", "Quý 1 năm 2024"),
    ],
)
def test_the_liaoning_quarter_stands_in_numbers_of_the_readers_language(
    client: Client, language: str, visitors: str, revenue: str, period: str
) -> None:
    load_some_lines(LINE_ROW, REVENUE)

    page = re.sub(r"[\s\u00a0\u202f]+", " ", read(client, language))

    assert page.count(visitors) == page.count(revenue) == 2
    assert period in page
    assert re.search(r"\+68[.,]2 ?%", page)
    assert re.search(r"\+89[.,]4 ?%", page)


def test_a_line_is_never_beside_counted_visits_in_one_table(client: Client) -> None:
    count_visit(make_programme())
    load_some_lines()

    page = read(client)

    tables = re.findall(r'<table class="table" id="(\w+)">(.*?)</table>', page)
    values = {name: re.findall(r'data-value="([\d.]+)"', body) for name, body in tables}
    assert values == {"admissions": ["1"], "lines": ["171000000"]}


def test_an_unverified_line_says_so(client: Client) -> None:
    load_some_lines(make_line_row(status="V"))
    unverified = read(client)
    load_some_lines(make_line_row(status="P"))

    assert "unverified" in unverified
    assert "provisional" in read(client)
    assert "unverified" not in read(client)


def test_the_highlight_is_the_latest_quarter_that_is_not_in_doubt() -> None:
    load_some_lines(
        LINE_ROW,
        REVENUE,
        make_line_row(period="2024-Q2", status="V"),
        make_line_row(period="2023-Q4"),
        make_line_row(period="2024-01/2024-09"),
        make_line_row(area="CN-CQ", area_en="Chongqing"),
    )

    found = list_lines_of_latest_quarter(list_lines())

    assert {(line.area, line.period_text) for line in found} == {("CN-CQ", "2024-Q1")}


def test_the_file_of_lines_says_who_stated_what_and_when(client: Client) -> None:
    load_some_lines(REVENUE)

    content = client.get("/en/figures/lines.csv").content.decode()

    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row == {
        "kind": "published",
        "area": "CN-LN",
        "area_name": "Liaoning",
        "period": "2024-Q1",
        "measure": "revenue",
        "value": "190210000000",
        "unit": "CNY",
        "change_percent": "89.40",
        "published_on": "2024-04-25",
        "status": "A",
        "source": "the information office",
        "address": "https://example.org/2024",
        "licence": "none stated",
        "note": "",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_lines_costs_no_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    load_some_lines(*[make_line_row(period=f"202{year}") for year in range(count)])

    with django_assert_num_queries(1):
        client.get("/en/figures/lines.csv")


def test_the_command_loads_a_file_and_names_each_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("\n".join([",".join(LINE_ROW), ",".join(LINE_ROW.values())]))
    bad.write_text(good.read_text().replace("171000000", "many"))

    call_command("import_lines", str(good))
    with pytest.raises(CommandError, match="1 faults; nothing was loaded"):
        call_command("import_lines", str(bad))

    said = capsys.readouterr()
    assert said.out == "1 figures, loaded.\n"
    assert f"{bad}, row 2, value, “many”:" in said.err
