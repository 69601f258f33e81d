"""The order of names in each language of the interface."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.texts import LANGUAGES, LocalisedText
from landsea.library.engine.collation import sort_key, sort_keys_of

#: In the order that CLDR's rules give (root, de, fr; vi; th; zh by pinyin).
ORDERED = {
    "en": ["A Famosa", "Abbey", "École", "Eden", "Zoo"],
    "de": ["Abbey", "Öde", "Odessa", "Ofen", "Übersee", "Ufer"],
    "fr": ["cote", "coté", "cotes", "Élan", "elles"],
    "vi": ["An", "Anh", "Ăn", "Âu", "Ba", "Dao", "Đá", "Đà Lạt", "Ơn", "Uống", "Ưng"],
    "th": ["Zoo", "กา", "เก", "ขาว", "เขา", "มา", "แม่", "วัด"],
    "zh-Hans": ["Zoo", "鞍山", "北京", "长寿", "重庆", "大足", "西安", "先锋", "中山"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_in_the_order_that_readers_expect(language: str) -> None:
    expected = ORDERED[language]

    shown = sorted(set(expected), key=lambda name: sort_key(name, language))

    assert shown == expected


def test_a_name_is_ordered_as_it_is_shown_in_each_language() -> None:
    names = LocalisedText.of({"en": "Zoo", "zh-Hans": "鞍山动物园"})

    keys = sort_keys_of(names)

    assert set(keys) == set(LANGUAGES)
    assert keys["de"] == sort_key("Zoo", "de")
    assert keys["zh-Hans"] == sort_key("鞍山动物园", "zh-Hans")


@given(st.text("abcdefxyz 0123", max_size=40), st.sampled_from(LANGUAGES))
def test_case_and_punctuation_do_not_move_a_name(text: str, language: str) -> None:
    assert sort_key(f"«{text.upper()}»!", language) == sort_key(text, language)


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_has_a_key_that_fits_its_column(text: str, language: str) -> None:
    assert len(sort_key(text, language)) <= 200
