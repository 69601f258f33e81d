import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine.number import _ALPHABET, grouped, make_card_number, read_card_number


def test_a_new_number_is_read_as_it_is_shown() -> None:
    number = make_card_number()

    assert read_card_number(grouped(number)) == number


@given(st.integers(0, 10), st.sampled_from(_ALPHABET))
def test_one_wrong_character_is_noticed(place: int, wrong: str) -> None:
    number = "7K3F9Q2MXT"
    number += next(each for each in _ALPHABET if read_card_number(number + each))
    changed = number[:place] + wrong + number[place + 1 :]

    assert read_card_number(changed) == (number if changed == number else None)


@given(st.integers(0, 9))
def test_two_swapped_neighbours_are_noticed(place: int) -> None:
    number = next(made for made in iter(make_card_number, "") if len(set(made)) == 11)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert read_card_number(swapped) is None


@pytest.mark.parametrize("misread", [("0", "O"), ("0", "o"), ("1", "I"), ("1", "l")])
def test_letters_that_look_like_digits_are_taken_as_digits(misread: tuple[str, str]) -> None:
    digit, letter = misread
    number = next(made for made in iter(make_card_number, "") if digit in made)

    assert read_card_number(number.replace(digit, letter)) == number


@pytest.mark.parametrize(
    "typed", ["", "7K3F", "not a number", "7K3F-9Q2M-XT!", "大足石刻大足石刻大足石"]
)
def test_anything_else_is_no_number(typed: str) -> None:
    assert read_card_number(typed) is None
