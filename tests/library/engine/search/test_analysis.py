import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.search.analysis import analyse, analyse_names
from landsea.library.engine.search.codes import TokenKind, encode
from landsea.library.engine.search.records import (
    NameForms,
    NameRole,
    SearchName,
    SearchRecord,
    pack,
    unpack,
)

NAMES = st.builds(
    SearchName,
    st.text(max_size=40) | st.sampled_from(["大足石刻 Rock", "วัดพระแก้ว", "Đà Lạt", "서울 박물관"]),
    st.sampled_from(["", "zh-Hans", "ja", "th", "vi", "en"]),
    st.sampled_from(NameRole),
)


@given(st.lists(NAMES, max_size=4))
def test_the_same_names_give_the_same_analysis(names: list[SearchName]) -> None:
    assert analyse_names(names) == analyse_names(names)


@given(NAMES)
def test_no_token_has_anything_but_small_letters_and_digits(name: SearchName) -> None:
    for token in analyse_names([name]).tokens:
        assert re.fullmatch("[a-z0-9]+", token)


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("大足石刻景区", TokenKind.KEY, "大足石刻景区"),
        ("大足石刻景区", TokenKind.KEY_START, "大足"),
        ("大足石刻景区", TokenKind.HAN, "足"),
        ("大足石刻景区", TokenKind.HAN, "石刻"),
        ("大足石刻景区", TokenKind.READING, "dazushikejingqu"),
        ("大足石刻景区", TokenKind.READING_START, "dazu"),
        ("大足石刻景区", TokenKind.SYLLABLES, "shike"),
        ("大足石刻景区", TokenKind.INITIALS, "dzsk"),
        ("瀋陽故宮", TokenKind.KEY, "沈阳故宫"),
        ("KK公园", TokenKind.READING, "kkgongyuan"),
        ("革镇堡", TokenKind.READING, "gezhenpu"),
        ("Đà Nẵng", TokenKind.WORD, "nang"),
        ("Đà Nẵng", TokenKind.KEY, "danang"),
        ("วัดพระแก้ว", TokenKind.CLUSTER, "วัด"),
        ("วัดพระแก้ว", TokenKind.BROKEN_WORD, "พระ"),
        ("เกาะล้าน", TokenKind.SOUND, "kln"),
    ],
)
def test_a_name_has_the_token(name: str, kind: TokenKind, text: str) -> None:
    assert encode(kind, text) in analyse(name)


def test_japanese_names_are_not_read_as_chinese() -> None:
    kinds = {token[0] for token in analyse("東京国立博物館", "ja")}

    assert kinds == {TokenKind.KEY, TokenKind.KEY_START, TokenKind.KEY_PART, TokenKind.HAN}


def test_an_area_gives_words_but_no_name() -> None:
    analysis = analyse_names([SearchName("Chongqing Shi", role=NameRole.AREA)])

    assert analysis.tokens == {encode(TokenKind.WORD, word) for word in ("chongqing", "shi")}
    assert analysis.words == {"chongqing", "shi"}


def test_a_name_without_letters_adds_nothing() -> None:
    analysis = analyse_names([SearchName("— ★ —")])

    assert (analysis.tokens, analysis.words, analysis.forms) == (frozenset(), frozenset(), ())


def test_of_a_very_long_name_the_rest_is_not_looked_at() -> None:
    assert analyse("a " * 150 + "zebra") == analyse("a " * 150)


@given(st.lists(NAMES, max_size=4))
def test_packed_forms_are_unpacked_as_they_were(names: list[SearchName]) -> None:
    forms = analyse_names(names).forms

    assert unpack(pack(forms)) == forms


def test_a_packed_name_fits_in_one_line() -> None:
    form = NameForms("Đà\x1f\nNẵng", "vi", NameRole.MAIN, "da nang")

    assert unpack(pack([form]))[0].text == "Đà Nẵng"


@pytest.mark.parametrize("fame", [-1, 101])
def test_fame_is_from_0_to_100(fame: int) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        SearchRecord(id="x", names=(), fame=fame)
