import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.search.expressions import (
    NOTHING,
    AllOf,
    AnyOf,
    Expression,
    all_of,
    any_of,
    as_fts5,
    as_tsquery,
)

CODES = ("wadazu", "warock", "hu0hlz0rzn", "bx164906ba8a38b8d5")
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from(CODES),
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3)
        .map(tuple)
        .flatmap(lambda chosen: st.sampled_from([AllOf(chosen), AnyOf(chosen)]))
    ),
    max_leaves=8,
)


def meets(expression: Expression, tokens: frozenset[str]) -> bool:
    if isinstance(expression, str):
        return expression in tokens
    met = [meets(part, tokens) for part in expression.parts]
    return all(met) if isinstance(expression, AllOf) else any(met)


@given(EXPRESSIONS, st.lists(st.frozensets(st.sampled_from(CODES)), max_size=6))
def test_sqlite_finds_the_records_that_meet_an_expression(
    expression: Expression, records: list[frozenset[str]]
) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(tokens, content='', detail=none)")
    for number, tokens in enumerate(records):
        database.execute("INSERT INTO t(rowid, tokens) VALUES (?, ?)", (number, " ".join(tokens)))

    rows = database.execute("SELECT rowid FROM t WHERE t MATCH ?", (as_fts5(expression),))

    right = [number for number, tokens in enumerate(records) if meets(expression, tokens)]
    assert sorted(number for (number,) in rows) == right
    database.close()


def test_postgresql_is_asked_the_same() -> None:
    expression = all_of(["wadazu", any_of(["warock", "hu0hlz0rzn"])])

    assert as_tsquery(expression) == "(wadazu & (warock | hu0hlz0rzn))"


@pytest.mark.parametrize("expression", [NOTHING, AllOf(()), AllOf(("wadazu", AnyOf(())))])
def test_what_nothing_meets_is_not_asked(expression: Expression) -> None:
    with pytest.raises(ValueError, match="nothing meets"):
        as_fts5(expression)


def test_and_of_something_impossible_is_impossible() -> None:
    assert all_of(["a", NOTHING]) == NOTHING
    assert any_of(["a", NOTHING]) == "a"
    assert all_of([]) == any_of([]) == NOTHING
