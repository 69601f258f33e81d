from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.money import Money
from landsea.market.engine.amounts import in_words
from landsea.market.engine.projects import Entry, Stage, Total, list_totals

amounts = st.none() | st.builds(
    Money, st.integers(min_value=1, max_value=10**15), st.sampled_from(["CNY", "SGD", "VND"])
)
entries = st.lists(
    st.builds(
        Entry,
        key=st.sampled_from("abcdef"),
        stage=st.sampled_from(Stage),
        year=st.none() | st.integers(2023, 2026),
        amount=amounts,
    ),
    max_size=12,
)
lines = st.lists(
    st.builds(
        Entry,
        key=st.sampled_from("ABC"),
        stage=st.sampled_from([Stage.SIGNED, Stage.OPEN]),
        year=st.sampled_from([None, 2025]),
        amount=amounts,
        project_count=st.integers(1, 40),
    ),
    max_size=3,
    unique_by=lambda entry: entry.key,
)


def entry(**fields: object) -> Entry:
    usual = {"key": "a", "stage": Stage.SIGNED, "year": 2026, "amount": Money.of(5, "CNY")}
    return Entry(**(usual | fields))  # type: ignore[arg-type]


@given(entries)
def test_the_totals_of_a_currency_are_the_sum_of_its_projects(projects: list[Entry]) -> None:
    totals = list_totals(projects)

    summed: dict[str, int] = defaultdict(int)
    for each in projects:
        if each.amount is not None:
            summed[each.amount.currency] += each.amount.amount_minor
    told: dict[str, int] = defaultdict(int)
    for total in totals:
        if total.amount is not None:
            told[total.amount.currency] += total.amount.amount_minor
    assert told == summed
    assert sum(total.project_count for total in totals) == len(projects)
    assert [total.listed_amount for total in totals] == [total.amount for total in totals]


@given(entries, lines, st.data())
def test_what_is_among_a_sum_is_counted_once(
    projects: list[Entry], sums: list[Entry], data: st.DataObject
) -> None:
    keys = st.sampled_from(["", *(each.key for each in sums)])
    parts = [
        Entry(
            key=each.key,
            stage=each.stage,
            year=each.year,
            amount=each.amount,
            part_of=data.draw(keys),
        )
        for each in projects
    ]

    totals = list_totals([*parts, *sums])

    whole = {each.key: (each.stage, each.year) for each in sums}
    alone = [each for each in parts if whole.get(each.part_of) != (each.stage, each.year)]
    counted = [*alone, *sums]
    assert sum(total.project_count for total in totals) == sum(
        each.project_count or 1 for each in counted
    )
    assert sum(total.listed_count for total in totals) == len(projects)
    for currency in ("CNY", "SGD", "VND"):
        assert sum(
            total.amount.amount_minor
            for total in totals
            if total.amount and total.currency == currency
        ) == sum(
            each.amount.amount_minor
            for each in counted
            if each.amount and each.amount.currency == currency
        )


def test_a_published_sum_tells_how_much_of_it_is_listed() -> None:
    whole = entry(key="s", amount=Money.of(100, "CNY"), project_count=30)
    parts = [
        entry(key="a", part_of="s", amount=Money.of(7, "CNY")),
        entry(key="b", part_of="s", amount=None),
        entry(key="c", part_of="s", amount=Money.of(1, "USD")),
    ]

    totals = list_totals([*parts, whole])

    assert totals == [
        Total(
            stage=Stage.SIGNED,
            year=2026,
            currency="CNY",
            project_count=30,
            amount=Money.of(100, "CNY"),
            listed_count=3,
            listed_amount=Money.of(7, "CNY"),
        )
    ]


def test_a_project_that_went_on_counts_where_it_is_now() -> None:
    whole = entry(key="s", amount=Money.of(100, "CNY"), project_count=30)
    part = entry(key="a", stage=Stage.OPEN, part_of="s", amount=Money.of(7, "CNY"))

    totals = list_totals([whole, part])

    assert [(each.stage, each.project_count, each.amount) for each in totals] == [
        (Stage.SIGNED, 30, Money.of(100, "CNY")),
        (Stage.OPEN, 1, Money.of(7, "CNY")),
    ]


def test_totals_stand_by_stage_latest_year_and_currency() -> None:
    found = list_totals(
        [
            entry(stage=Stage.OPEN),
            entry(year=None),
            entry(year=2025),
            entry(amount=None),
            entry(amount=Money.of(5, "SGD")),
            entry(),
        ]
    )

    assert [(each.stage.value, each.year, each.currency) for each in found] == [
        ("signed", 2026, "CNY"),
        ("signed", 2026, "SGD"),
        ("signed", 2026, None),
        ("signed", 2025, "CNY"),
        ("signed", None, "CNY"),
        ("open", 2026, "CNY"),
    ]


@pytest.mark.parametrize(
    ("amount", "language", "words"),
    [
        (Money.of(53_200_000_000, "CNY"), "en", "53.2 billion Chinese yuan"),
        (Money.of(53_200_000_000, "CNY"), "zh-hans", "532亿人民币"),
        (Money.of(53_210_000_000, "CNY"), "en", ""),
        (Money.of(999_000, "CNY"), "en", ""),
        (Money.of(Decimal("1000000.5"), "SGD"), "en", ""),
    ],
)
def test_an_amount_is_told_in_words_where_words_tell_all_of_it(
    amount: Money, language: str, words: str
) -> None:
    assert in_words(amount, language) == words
