import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.search.sounds import sound_of
from landsea.library.engine.search.thai import romanise


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("วัด", "wat"),
        ("พระ", "phra"),
        ("แก้ว", "kaeo"),
        ("เกาะ", "ko"),
        ("หาด", "hat"),
        ("จอมเทียน", "chomthian"),
        ("เมือง", "mueang"),
        ("ตลาด", "talat"),
        ("ถนน", "thanon"),
        ("สมุทร", "samut"),
        ("นคร", "nakhon"),
        ("ศรี", "si"),
        ("หล่มสัก", "lomsak"),
        ("สัตว์", "sat"),
        ("ราชบุรี", "ratchaburi"),
        ("อยุธยา", "ayutthaya"),
        ("เชียงใหม่", "chiangmai"),
    ],
)
def test_a_word_is_written_as_the_royal_institute_writes_it(word: str, latin: str) -> None:
    assert romanise(word) == latin


def test_what_is_not_thai_is_left_out() -> None:
    assert romanise("abc 大足") == ""


@pytest.mark.parametrize(
    ("thai", "spellings"),
    [
        ("เกาะล้าน", ["ko lan", "koh larn", "ko larn"]),
        ("แก้ว", ["kaeo", "kaew", "keo"]),
        ("จอมเทียน", ["jomtien", "chomthian"]),
        ("พัทยา", ["pattaya", "phatthaya"]),
        ("เมือง", ["mueang", "muang"]),
    ],
)
def test_the_spellings_of_a_name_sound_alike(thai: str, spellings: list[str]) -> None:
    from_thai = sound_of(romanise(thai))

    sounds = {"".join(sound_of(word) for word in spelling.split()) for spelling in spellings}

    assert sounds == {from_thai}


@given(st.text(st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F), max_size=20))
def test_any_thai_becomes_latin_letters(word: str) -> None:
    latin = romanise(word)

    assert latin == "" or (latin.isascii() and latin.isalpha() and latin.islower())
