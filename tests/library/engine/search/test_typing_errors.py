from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from landsea.library.engine.search.typing_errors import (
    deletions_of,
    errors_allowed,
    errors_between,
    parts_of,
    parts_one_error_away,
    swapped_between_parts,
)

WORDS = st.text("abcdez", min_size=1, max_size=12)
KEYS = st.text("abก大足", min_size=3, max_size=15)


@st.composite
def mistyped(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, str]:
    """A text, and the text with one letter wrong, missing, too many, or swapped with the next."""
    text = draw(texts)
    place = draw(st.integers(0, len(text) - 1))
    before, letter, after = text[:place], text[place], text[place + 1 :]
    other = draw(st.sampled_from("xก石"))
    typed = draw(
        st.sampled_from(
            (
                before + other + after,
                before + after,
                before + other + letter + after,
                before + after[:1] + letter + after[1:],
            )
        )
    )
    return text, typed


@pytest.mark.parametrize(("length", "errors"), [(3, 0), (4, 1), (7, 1), (8, 2), (20, 2)])
def test_short_words_must_be_right_and_long_ones_may_have_two_errors(
    length: int, errors: int
) -> None:
    assert errors_allowed(length) == errors


@given(mistyped(WORDS))
def test_a_word_with_one_error_meets_the_right_one_by_deletions(pair: tuple[str, str]) -> None:
    word, typed = pair

    assert errors_between(word, typed, 1) <= 1
    assert deletions_of(word) & deletions_of(typed)


@given(mistyped(KEYS))
def test_a_name_with_one_error_meets_the_right_one_by_its_parts(pair: tuple[str, str]) -> None:
    name, typed = pair
    assume(len(typed) >= 3)

    by_parts = set(parts_of(name)) & set(parts_one_error_away(typed))

    assert by_parts or name in set(swapped_between_parts(typed))


def test_names_that_meet_by_their_parts_differ_in_one_part_only() -> None:
    names = ["".join(each) for length in range(3, 7) for each in product("ab", repeat=length)]

    for name in names:
        reached = set(parts_one_error_away(name))
        for other in names:
            if reached & set(parts_of(other)):
                assert errors_between(name, other, 6) <= (max(len(name), len(other)) + 2) // 3 + 1


def test_a_long_word_has_few_deletions() -> None:
    assert len(deletions_of("architecturally")) <= 29


@given(WORDS, WORDS)
def test_errors_are_counted_up_to_the_limit(first: str, second: str) -> None:
    assert errors_between(first, second, 1) in {0, 1, 2}
    assert (errors_between(first, second, 1) == 0) == (first == second)
