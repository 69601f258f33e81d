import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from landsea.library.engine.search.readings import readings_of, syllables_of
from landsea.library.engine.search.syllables import split_syllables, without_tones


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("大足石刻", "da zu shi ke"),
        ("重庆", "chong qing"),
        ("重庆银行", "chong qing yin hang"),
        ("旅顺口", "lu shun kou"),
        ("长白岛", "chang bai dao"),
        ("瀋陽故宮", "shen yang gu gong"),
        ("乾隆", "qian long"),
        ("曾家岩", "zeng jia yan"),
    ],
)
def test_a_name_is_read_as_people_of_the_place_read_it(name: str, reading: str) -> None:
    assert " ".join(syllables_of(name)) == reading


def test_a_polyphonic_character_is_found_by_its_other_reading_too() -> None:
    assert ["ge", "zhen", "pu"] in readings_of("革镇堡")


def test_a_phrase_decides_between_readings() -> None:
    assert readings_of("重庆") == [["chong", "qing"]]


@pytest.mark.parametrize("name", ["人民音乐厅", "朝天门", "步行街", "都江堰", "银行", "蚌埠"])
def test_phrases_are_read_as_pypinyin_reads_them(name: str) -> None:
    assert syllables_of(name) == lazy_pinyin(name)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=12))
def test_never_more_than_four_readings_and_the_usual_one_first(name: str) -> None:
    readings = readings_of(name)

    assert 1 <= len(readings) <= 4
    assert readings[0] == syllables_of(name)


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("da4zu2", "dazu"), ("lv shun", "lu shun"), ("nu:", "nu"), ("dazu 2", "dazu 2")],
)
def test_tone_numbers_and_makeshift_umlauts_are_understood(typed: str, letters: str) -> None:
    assert without_tones(typed) == letters


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("dazushike", (("da", "zu", "shi", "ke"),)),
        ("xian", (("xian",), ("xi", "an"))),
        ("dazushik", (("da", "zu", "shi"),)),
        ("fangan", (("fan", "gan"), ("fang", "an"))),
        ("museum", ()),
        ("дацзу", ()),
        ("", ()),
    ],
)
def test_letters_are_taken_apart_into_syllables(
    letters: str, ways: tuple[tuple[str, ...], ...]
) -> None:
    assert split_syllables(letters) == ways


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8))
def test_what_is_written_as_pinyin_is_read_as_pinyin(name: str) -> None:
    letters = "".join(syllables_of(name))

    for way in split_syllables(letters):
        assert letters.startswith("".join(way))
