import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.names import fold_name, fold_words


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Dazu Rock Carvings", "dazurockcarvings"),
        ("DAZU", "dazu"),
        ("大足石刻景区", "大足石刻景区"),
        ("老虎滩海洋公园—老虎滩极地馆", "老虎滩海洋公园老虎滩极地馆"),
        ("白帝城•瞿塘峡景区", "白帝城瞿塘峡景区"),
        ("Đà Nẵng", "danang"),
        ("Hồ Chí Minh", "hochiminh"),
        ("Straße", "strasse"),
        ("ＤＡＺＵ", "dazu"),
        ("St Andrew’s Cathedral", "standrewscathedral"),
        ("Sultan Mosque (Masjid Sultan)", "sultanmosquemasjidsultan"),
        ("50% off_peak", "50%off_peak"),
        ("  ", ""),
        ("·—()", ""),
    ],
)
def test_case_accents_spaces_and_punctuation_do_not_matter(name: str, folded: str) -> None:
    assert fold_name(name) == folded


def test_marks_that_are_vowels_in_thai_are_kept() -> None:
    assert fold_name("หินแกะสลักต้าจู๋") == "หินแกะสลักต้าจู๋"


def test_composed_and_decomposed_letters_are_the_same_name() -> None:
    assert fold_name("Huế") == fold_name("Hue\u0302\u0301")


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


def test_words_of_a_query_come_once_and_in_order() -> None:
    assert fold_words("Museum  of the Museum, Đà") == ("museum", "of", "the", "da")
