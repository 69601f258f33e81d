import pytest

from landsea.library.engine.linkage import scripts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đà Nẵng", "da nang"),
        ("Café Œuvre", "cafe oeuvre"),
        ("Straße", "strasse"),
        ("วัดพระแก้ว", "วัดพระแก้ว"),
        ("大足石刻", "大足石刻"),
    ],
)
def test_accents_and_case_go_and_other_scripts_stay(text: str, folded: str) -> None:
    assert scripts.fold_letters(text) == folded


def test_traditional_characters_become_simplified_ones() -> None:
    assert scripts.simplify_han("大足區博物館與龍門鎮") == "大足区博物馆与龙门镇"


@pytest.mark.parametrize(
    ("run", "syllables"),
    [
        ("大足石刻", ("da", "zu", "shi", "ke")),
        ("重庆", ("chong", "qing")),
        ("重量", ("zhong", "liang")),
        ("长城", ("chang", "cheng")),
        ("绿洲", ("lu", "zhou")),
    ],
)
def test_chinese_is_read_as_its_phrases_are(run: str, syllables: tuple[str, ...]) -> None:
    assert scripts.read_han(run) == syllables


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("วัด", "wat"),
        ("พัทยา", "phatya"),
        ("สุรินทร์", "surin"),
        ("เกาะพะงัน", "keaaphangan"),
        ("ວັດ", "wat"),
    ],
)
def test_thai_and_lao_are_read_about_as_they_are_spelled_in_english(word: str, latin: str) -> None:
    assert scripts.read_thai(word) == latin


@pytest.mark.parametrize(
    ("read", "latin"),
    [
        (scripts.read_hangul("경복궁"), "gyeongbokgung"),
        (scripts.read_kana("スカイ"), "sukai"),
        (scripts.read_kana("きょうと"), "kiyouto"),
        (scripts.read_cyrillic("эрмитаж"), "ermitazh"),
    ],
)
def test_other_scripts_are_read_letter_by_letter(read: str, latin: str) -> None:
    assert read == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chatuchak", "jatujak"),
        ("larn", "lan"),
        ("phanom", "panom"),
        ("taipei", "daibei"),
        ("fansipan", "phanxipan"),
    ],
)
def test_romanisations_of_one_word_sound_the_same(one: str, other: str) -> None:
    assert scripts.sound_of(one) == scripts.sound_of(other)


def test_words_of_other_consonants_sound_different() -> None:
    assert scripts.sound_of("pattaya") != scripts.sound_of("phuket")
