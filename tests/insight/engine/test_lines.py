from datetime import date
from decimal import Decimal

import pytest

from landsea.insight.engine.arrivals import ObservationStatus
from landsea.insight.engine.lines import Measure, find_span, read_lines
from landsea.kernel.periods import Period
from tests.factories.insight import make_line_row


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-01/2024-09", date(2024, 1, 1), date(2024, 9, 30)),
        ("2023-09-29/2023-10-06", date(2023, 9, 29), date(2023, 10, 6)),
    ],
)
def test_a_period_is_written_as_a_year_a_quarter_a_month_or_two_ends(
    text: str, first: date, last: date
) -> None:
    span = find_span(text)

    assert span is not None
    assert (span.starts_on, span.last_day) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-Q5",
        "2024-13",
        "2024-02-30",
        "2024/2023",
        "2024-Q1/",
        "/2024",
        "0000",
        "24",
    ],
)
def test_what_is_no_period_has_no_days(text: str) -> None:
    assert find_span(text) is None


def test_a_line_keeps_what_the_office_stated() -> None:
    ((line,), faults) = read_lines([make_line_row()])

    assert faults == []
    assert (line.measure, line.value, line.currency) == (Measure.VISITORS, Decimal(171000000), "")
    assert (line.change_percent, line.published_on) == (Decimal("68.2"), date(2024, 4, 25))
    assert line.span == Period(date(2024, 1, 1), date(2024, 4, 1))
    assert line.status is ObservationStatus.NORMAL
    assert dict(line.area_names) == {"en": "Liaoning", "zh-Hans": "辽宁"}


def test_money_has_a_currency_and_a_change_that_was_not_stated_is_none() -> None:
    row = make_line_row(measure="revenue", value="190210000000.5", unit="CNY", change_percent="")

    ((line,), _faults) = read_lines([row])

    assert (line.value, line.currency) == (Decimal("190210000000.5"), "CNY")
    assert line.change_percent is None


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("area", {"area": "Liaoning"}),
        ("area_en", {"area_en": ""}),
        ("period", {"period": "spring"}),
        ("measure", {"measure": "happiness"}),
        ("value", {"value": "171,000,000"}),
        ("value", {"value": "-1"}),
        ("unit", {"unit": "people"}),
        ("unit", {"value": "1.5"}),
        ("unit", {"measure": "revenue", "unit": "yuan"}),
        ("value", {"measure": "revenue", "unit": "VND", "value": "1.5"}),
        ("change_percent", {"change_percent": "+68"}),
        ("published_on", {"published_on": "2024-04-31"}),
        ("status", {"status": "U"}),
        ("source", {"source": " "}),
        ("source", {"source": "x" * 501}),
        ("address", {"address": "javascript:alert(1)"}),
    ],
)
def test_a_fault_names_its_row_column_and_value(column: str, cells: dict[str, str]) -> None:
    row = make_line_row(**cells)

    lines, faults = read_lines([make_line_row(area="SG"), row])

    assert [(fault.row, fault.column, fault.value) for fault in faults] == [
        (3, column, row[column].strip())
    ]
    assert len(lines) == 1


def test_a_line_that_stands_twice_is_a_fault() -> None:
    _lines, faults = read_lines([make_line_row(), make_line_row(value="5")])

    assert [(fault.row, fault.column) for fault in faults] == [(3, "period")]


def test_a_table_without_rows_or_with_a_cut_row_is_a_fault() -> None:
    _none, empty = read_lines([])
    _cut, cut = read_lines([{"area": "CN-LN"}])

    assert [(fault.row, fault.column) for fault in empty + cut] == [(2, "area"), (2, "area_en")]
