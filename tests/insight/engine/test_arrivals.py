from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.insight.engine.arrivals import (
    COLUMNS,
    MAX_VISITORS,
    CounterpartKind,
    read_rows,
)
from landsea.kernel.periods import Period
from tests.factories.insight import make_arrivals_row


def faults_of(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    observations, faults = read_rows(rows)
    assert len(observations) + len({fault.row for fault in faults}) == max(len(rows), 1)
    return [(fault.row, fault.column, fault.value) for fault in faults]


def test_a_month_is_read_with_its_span_and_definition() -> None:
    observations, faults = read_rows([make_arrivals_row(note="provisional")])

    assert faults == []
    (found,) = observations
    assert (found.row, found.value, found.measure) == (2, 1200, "visitor arrivals")
    assert found.span == Period(date(2025, 3, 1), date(2025, 4, 1))
    assert (found.counterpart_kind, found.status) == (CounterpartKind.TOTAL, "P")


def test_a_year_spans_twelve_months() -> None:
    observations, _ = read_rows([make_arrivals_row(period="2024", frequency="A")])

    assert observations[0].span == Period(date(2024, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("residence", "kind"),
    [
        ("ALL", CounterpartKind.TOTAL),
        ("ASEAN (region)", CounterpartKind.REGION),
        ("Viet Nam", CounterpartKind.MARKET),
    ],
)
def test_a_residence_is_a_market_a_subtotal_or_the_total(
    residence: str, kind: CounterpartKind
) -> None:
    observations, _ = read_rows([make_arrivals_row(residence=residence)])

    assert observations[0].counterpart_kind is kind


@pytest.mark.parametrize(
    "value",
    ["-5", "12,000", "1.5", "1e6", "", "n/a", "١٢", "²", str(MAX_VISITORS + 1), "9" * 5000],
)
def test_what_is_no_number_of_visitors_is_named_with_row_and_column(value: str) -> None:
    assert faults_of(make_arrivals_row(), make_arrivals_row(period="2025-04", visitors=value)) == [
        (3, "visitors", value)
    ]


@pytest.mark.parametrize(
    ("frequency", "period"),
    [
        ("M", "2025"),
        ("M", "2025-13"),
        ("M", "2025-00"),
        ("M", "2025-3"),
        ("M", "0000-01"),
        ("M", "9999-12"),
        ("M", "２０２５-03"),
        ("M", ""),
        ("A", "2025-03"),
        ("A", "0000"),
        ("A", "9999"),
        ("A", "25"),
    ],
)
def test_a_period_that_is_none_is_named(frequency: str, period: str) -> None:
    assert faults_of(make_arrivals_row(frequency=frequency, period=period)) == [
        (2, "period", period)
    ]


def test_a_frequency_that_is_not_known_is_named() -> None:
    assert faults_of(make_arrivals_row(frequency="Q", period="2025-Q1")) == [(2, "frequency", "Q")]


@pytest.mark.parametrize("column", ["destination", "residence", "measure", "source"])
def test_an_empty_cell_is_named(column: str) -> None:
    assert faults_of(make_arrivals_row(**{column: "  "})) == [(2, column, "")]


@pytest.mark.parametrize(
    ("column", "longest"),
    [
        ("destination", 40),
        ("residence", 80),
        ("residence_iso2", 2),
        ("measure", 100),
        ("source", 500),
        ("licence", 300),
        ("note", 500),
    ],
)
def test_a_cell_is_at_most_as_long_as_can_be_kept(column: str, longest: int) -> None:
    fits = make_arrivals_row(**{column: "x" * longest})
    too_long = make_arrivals_row(**{column: "x" * (longest + 1)})

    assert faults_of(fits) == []
    assert [(row, name) for row, name, _ in faults_of(too_long)] == [(2, column)]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named_in_the_first_row_that_lacks_it(column: str) -> None:
    row = make_arrivals_row()
    del row[column]

    assert faults_of(row) == [(2, column, "")]


def test_a_figure_that_stands_twice_is_named_at_its_second_place() -> None:
    rows = [make_arrivals_row(), make_arrivals_row(visitors="7")]

    assert faults_of(*rows) == [(3, "period", "2025-03")]


def test_two_offices_may_tell_of_one_month() -> None:
    rows = [make_arrivals_row(), make_arrivals_row(source="another office")]

    assert faults_of(*rows) == []


def test_a_table_without_rows_is_a_fault_and_not_an_empty_truth() -> None:
    observations, faults = read_rows([])

    assert observations == []
    assert [(fault.row, fault.what) for fault in faults] == [(2, "The table has no rows.")]


def test_all_faults_of_a_table_are_told_at_once() -> None:
    rows = [
        make_arrivals_row(visitors="-1", frequency="Q"),
        make_arrivals_row(period="2025-04"),
        make_arrivals_row(period="soon"),
    ]

    assert faults_of(*rows) == [
        (2, "visitors", "-1"),
        (2, "frequency", "Q"),
        (4, "period", "soon"),
    ]


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=12)), min_size=1))
def test_each_row_is_an_observation_or_has_a_fault(changes: list[dict[str, str]]) -> None:
    rows = [make_arrivals_row(**cells) for cells in changes]

    observations, faults = read_rows(rows)

    told = {each.row for each in observations} | {fault.row for fault in faults}
    assert told == set(range(2, len(rows) + 2))
    assert {each.row for each in observations}.isdisjoint({fault.row for fault in faults})
    assert all(fault.what and fault.mend for fault in faults)
