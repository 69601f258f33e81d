import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.search.folding import exact_form, fold, loose_form


@pytest.mark.parametrize(
    ("text", "exact", "loose"),
    [
        ("Đà Nẵng", "đà nẵng", "da nang"),
        ("STRASSE  Straße", "strasse strasse", "strasse strasse"),
        ("ＤＡＺＵ", "dazu", "dazu"),
        ("St Andrew’s Cathedral", "st andrews cathedral", "st andrews cathedral"),
        ("L'Empereur d’Angkor", "l empereur d angkor", "l empereur d angkor"),
        ("瀋陽故宮（博物館）", "瀋陽故宮 博物館", "沈阳故宫 博物馆"),
        ("白帝城•瞿塘峡", "白帝城 瞿塘峡", "白帝城 瞿塘峡"),
        ("วัดพระแก้ว ๑๒", "วัดพระแก้ว 12", "วัดพระแกว 12"),
        ("Œuvre & Ægir", "œuvre ægir", "oeuvre aegir"),
        ("Άγιος", "άγιοσ", "αγιοσ"),
        ("서울", "서울", "서울"),
        ("★ — ()", "", ""),
    ],
)
def test_the_exact_form_keeps_accents_and_the_loose_form_does_not(
    text: str, exact: str, loose: str
) -> None:
    folded = fold(text)

    assert (folded.exact, folded.loose) == (exact, loose)


def test_a_name_typed_without_spaces_has_the_same_key() -> None:
    assert fold("Ha Long Bay").key == fold("halong-bay").key == "halongbay"


def test_thai_vowels_are_kept_and_tone_marks_are_not() -> None:
    assert loose_form("น้ำตก") == loose_form("นำตก") != loose_form("นตก")


def test_two_short_thai_vowels_are_the_long_one_that_looks_the_same() -> None:
    assert loose_form("เเม่") == loose_form("แม่")


def test_composed_and_decomposed_letters_are_the_same_name() -> None:
    assert exact_form("Huế") == exact_form("Hue\u0302\u0301")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    folded = fold(text)

    assert exact_form(folded.exact) == folded.exact
    assert loose_form(folded.loose) == folded.loose


@given(st.text())
def test_what_is_folded_has_neither_punctuation_nor_doubled_spaces(text: str) -> None:
    loose = fold(text).loose

    assert loose == " ".join(loose.split())
    assert not set(loose) & set(".,;:!?\"'()[]{}-–—·•…")
