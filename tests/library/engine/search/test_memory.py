import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.search.analysis import analyse_names
from landsea.library.engine.search.codes import TokenKind, encode
from landsea.library.engine.search.expressions import (
    AllOf,
    AnyOf,
    Expression,
)
from landsea.library.engine.search.memory import MemoryIndex
from landsea.library.engine.search.records import SearchRecord
from landsea.library.engine.search.typing_errors import deletions_of
from tests.library.engine.search.libraries import make_record, named

WORDS = ("dazu", "rock", "park", "palace", "old", "new")
CODES = st.sampled_from([encode(TokenKind.WORD, word) for word in (*WORDS, "nowhere")])
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    CODES,
    lambda parts: (
        st.lists(parts, max_size=4)
        .map(tuple)
        .flatmap(lambda chosen: st.sampled_from([AllOf(chosen), AnyOf(chosen)]))
    ),
    max_leaves=8,
)


@st.composite
def libraries(draw: st.DrawFn) -> list[SearchRecord]:
    names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
    drawn = draw(st.lists(st.tuples(names, st.integers(0, 3)), max_size=12))
    return [
        make_record(f"{number:02}", {"en": name}, fame=fame)
        for number, (name, fame) in enumerate(drawn)
    ]


def meets(expression: Expression, tokens: frozenset[str]) -> bool:
    if isinstance(expression, str):
        return expression in tokens
    met = [meets(part, tokens) for part in expression.parts]
    return bool(met) and all(met) if isinstance(expression, AllOf) else any(met)


@given(libraries(), EXPRESSIONS, st.integers(1, 12))
def test_the_most_famous_records_that_meet_an_expression_are_found(
    records: list[SearchRecord], expression: Expression, limit: int
) -> None:
    index = MemoryIndex.of(records)

    found = index.find(expression, limit)

    by_fame = sorted(records, key=lambda each: (-each.fame, each.id))
    right = [each.id for each in by_fame if meets(expression, analyse_names(each.names).tokens)]
    assert found == right[:limit]


@given(libraries(), EXPRESSIONS, st.sets(st.integers(0, 11)))
def test_a_narrowed_index_cuts_off_after_filtering(
    records: list[SearchRecord], expression: Expression, kept: set[int]
) -> None:
    index = MemoryIndex.of(records)
    left = {each.id for number, each in enumerate(records) if number in kept}

    found = index.within(left).find(expression, 2)

    assert found == [each for each in index.find(expression, 100) if each in left][:2]


def test_words_are_completed_by_the_most_common_first() -> None:
    index = named("mount", "museum one", "museum two", "muse", "mud muse")

    found = index.words_from("mu", 2)

    assert list(found.items()) == [("muse", 2), ("museum", 2)]


def test_words_of_other_scripts_are_completed_too() -> None:
    assert list(named("Москва", "Минск").words_from("м", 5)) == ["минск", "москва"]


def test_counts_are_of_records_not_of_names() -> None:
    record = make_record("x", {"en": "Old Palace", "fr": "Palace Palace"})
    index = MemoryIndex.of([record, make_record("y", {"en": "Palace"})])

    assert index.counts_of(["palace", "old", "none"]) == {"palace": 2, "old": 1}


def test_words_are_found_by_what_they_are_without_a_letter() -> None:
    index = named("museum", "palace")

    assert index.words_with_deletions(deletions_of("musem")) == {"museum": 1}


def test_an_index_of_nothing_finds_nothing() -> None:
    index = MemoryIndex.of([])

    assert list(index.find("wadazu", 10)) == []
    assert dict(index.words_from("a", 3)) == {}
    assert dict(index.words_with_deletions({"a"})) == {}


def test_an_id_stands_once() -> None:
    with pytest.raises(ValueError, match="same id"):
        MemoryIndex.of([make_record("x", {"en": "a"}), make_record("x", {"en": "b"})])
