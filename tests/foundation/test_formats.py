"""Numbers, money, dates and spans read as CLDR has them in each of the six languages."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.foundation import formats
from landsea.kernel.money import Money

LANGUAGES = ("en", "zh-hans", "de", "fr", "th", "vi")
FRIDAY = date(2026, 12, 4)
NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "CN¥198.00"),
        ("zh-hans", "¥198.00"),
        ("de", f"198,00{NBSP}CN¥"),
        ("fr", f"198,00{NBSP}CNY"),
        ("th", "CN¥198.00"),
        ("vi", f"198,00{NBSP}CN¥"),
    ],
)
def test_an_amount_stands_as_the_language_writes_it(language: str, shown: str) -> None:
    assert formats.money(Money(19800, "CNY"), language) == shown


def test_letters_of_a_currency_keep_off_the_digits() -> None:
    assert formats.money(Money(1250, "SGD"), "en") == f"SGD{NBSP}12.50"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_owed_has_a_true_minus(language: str) -> None:
    shown = formats.money(Money(-19800, "CNY"), language)

    assert shown == "−" + formats.money(Money(19800, "CNY"), language)


def test_a_currency_without_cents_has_no_decimals() -> None:
    assert formats.money(Money(125000, "VND"), "en") == "₫125,000"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "171 million"),
        ("zh-hans", "1.71亿"),
        ("de", "171 Millionen"),
        ("fr", "171 millions"),
        ("th", "171 ล้าน"),
        ("vi", "171 triệu"),
    ],
)
def test_large_numbers_are_told_in_words(language: str, shown: str) -> None:
    assert formats.compact(171_000_000, language) == shown


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (12_345, "12.3 thousand", "1.23万"),
        (999_999, "1 million", "100万"),
        (-16_440_000, "−16.4 million", "−1640万"),
        (53_200_000_000, "53.2 billion", "532亿"),
        (190_210_000_000, "190 billion", "1900亿"),
    ],
)
def test_a_number_in_words_keeps_three_digits(value: int, english: str, chinese: str) -> None:
    assert (formats.compact(value, "en"), formats.compact(value, "zh-hans")) == (english, chinese)


@given(st.integers(min_value=-(10**14), max_value=10**14), st.sampled_from(LANGUAGES))
def test_every_number_can_be_told_in_every_language(value: int, language: str) -> None:
    shown = formats.compact(value, language)

    assert any(character.isdigit() for character in shown)


@pytest.mark.parametrize(
    ("language", "rise", "fall"),
    [
        ("en", "+68.2%", "−14.5%"),
        ("zh-hans", "+68.2%", "−14.5%"),
        ("de", "+68,2 %", "−14,5 %"),
        ("fr", "+68,2 %", "−14,5 %"),
        ("th", "+68.2%", "−14.5%"),
        ("vi", "+68,2%", "−14,5%"),
    ],
)
def test_growth_carries_its_sign(language: str, rise: str, fall: str) -> None:
    shown = (
        formats.percent(Decimal("68.2"), language),
        formats.percent(Decimal("-14.5"), language),
    )

    # Which blank stands before the sign is the language's matter, not this test's.
    assert tuple(each.replace(NBSP, " ") for each in shown) == (rise, fall)


@pytest.mark.parametrize(
    ("language", "short", "long", "month"),
    [
        ("en", "Fri, 4 Dec 2026", "4 December 2026", "December 2026"),
        ("zh-hans", "2026年12月4日周五", "2026年12月4日", "2026年12月"),
        ("de", "Fr., 4. Dez. 2026", "4. Dezember 2026", "Dezember 2026"),
        ("fr", "ven. 4 déc. 2026", "4 décembre 2026", "décembre 2026"),
        ("th", "ศ. 4 ธ.ค. 2026", "4 ธันวาคม ค.ศ. 2026", "ธันวาคม 2026"),
        ("vi", "Th 6, 4 thg 12, 2026", "4 tháng 12, 2026", "tháng 12 năm 2026"),
    ],
)
def test_dates_are_gregorian_in_every_language(
    language: str, short: str, long: str, month: str
) -> None:
    shown = (
        formats.day(FRIDAY, language),
        formats.day_long(FRIDAY, language),
        formats.month(FRIDAY, language),
    )

    assert shown == (short, long, month)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_is_read_from_the_clock_it_was_given_in(language: str) -> None:
    in_chongqing = datetime(2026, 12, 4, 22, 5, tzinfo=UTC).astimezone(timezone(timedelta(hours=8)))

    assert formats.clock(in_chongqing, language) == "06:05"


def test_an_instant_tells_day_and_time_of_one_clock() -> None:
    in_chongqing = datetime(2026, 12, 4, 22, 5, tzinfo=UTC).astimezone(timezone(timedelta(hours=8)))

    assert formats.instant(in_chongqing, "en") == "5 Dec 2026, 06:05"


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (0, "0 mins", "0分钟"),
        (59.6, "1 hr", "1小时"),
        (85, "1 hr 25 mins", "1小时25分钟"),
        (213, "3 hrs 35 mins", "3小时35分钟"),
    ],
)
def test_a_span_is_told_in_hours_and_minutes(minutes: float, english: str, chinese: str) -> None:
    shown = formats.duration(minutes, "en"), formats.duration(minutes, "zh-hans")

    assert shown == (english, chinese)


@pytest.mark.parametrize(
    ("km", "english", "french"),
    [
        (0.0, "0 m", f"0{THIN}m"),
        (0.02, "50 m", f"50{THIN}m"),
        (0.43, "450 m", f"450{THIN}m"),
        (0.97, "1 km", f"1{THIN}km"),
        (8.44, "8.4 km", f"8,4{THIN}km"),
        (84.4, "84 km", f"84{THIN}km"),
    ],
)
def test_a_distance_is_no_finer_than_it_is_known(km: float, english: str, french: str) -> None:
    shown = formats.distance(km, "en"), formats.distance(km, "fr")

    assert shown == (english, french)


def test_a_market_without_a_name_shows_its_code() -> None:
    assert (formats.market_name("TH", "zh-hans"), formats.market_name("ALL", "en")) == (
        "泰国",
        "ALL",
    )
