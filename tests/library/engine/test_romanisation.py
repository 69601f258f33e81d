"""Names that are read off another script."""

import pytest

from landsea.kernel.texts import LocalisedText
from landsea.library.engine.romanisation import as_told, romanise, romanised


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("四面山景区", "Simian Shan Jingqu"),
        ("重庆大足石刻艺术博物馆", "Chongqing Dazu Shike Yishu Bowuguan"),
        ("西安", "Xi'an"),
        ("涪陵816工程景区", "Fuling 816 Gongcheng Jingqu"),
        ("白帝城•瞿塘峡景区", "Baidicheng · Qutangxia Jingqu"),
        ("沙坪坝（重庆）", "Shapingba (Chongqing)"),
    ],
)
def test_chinese_is_written_in_pinyin_by_words(text: str, shown: str) -> None:
    assert romanise(text, "zh-Hans") == shown


@pytest.mark.parametrize(("text", "shown"), [("วัดร่องขุ่น", "Wat Rong Khun"), ("เกาะเต่า", "Ko Tao")])
def test_thai_is_written_near_the_royal_system(text: str, shown: str) -> None:
    assert romanise(text, "th") == shown


def test_what_can_not_be_read_out_stays_as_it_is() -> None:
    assert romanise("大足 Дазу", "zh-Hans") == ""


@pytest.mark.parametrize(
    ("names", "tag"),
    [
        ({"zh-Hans": "四面山"}, "zh-Latn-pinyin"),
        ({"th": "เกาะเต่า"}, "th-Latn"),
        ({"zh-Hans": "四面山", "th": "เกาะเต่า"}, "zh-Latn-pinyin"),
        ({"zh-Hans": "四面山", "vi": "Tứ Diện Sơn"}, ""),
        ({"en": "Simian Mountain"}, ""),
    ],
)
def test_only_a_name_without_latin_letters_is_romanised(names: dict[str, str], tag: str) -> None:
    assert romanised(LocalisedText.of(names))[0] == tag


def test_what_programs_are_told_is_what_sources_tell() -> None:
    names = LocalisedText.of({"zh-Hans": "四面山", "zh-Latn-pinyin": "Simian Shan"})

    assert as_told(names).as_dict() == {"zh-Hans": "四面山"}
    assert names.in_language("en").text == "Simian Shan"
    assert names.in_language("zh-hans").text == "四面山"
