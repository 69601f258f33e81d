"""Numbers, money, dates and spans in the reader's language, by Babel and CLDR.

Years are Gregorian in every language: statistics, tickets and timetables of the alliance use them,
and a Thai reader who meets 2569 beside a table of 2026 would have to guess.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from math import floor, log10
from typing import Literal

from babel import Locale
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_datetime_format,
)
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent
from babel.units import format_unit

from landsea.kernel.money import Money
from landsea.kernel.periods import Period

#: English is the world's here: days before months, and a clock of 24 hours like the tickets'.
_LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans_CN"}
_MINUS = "−"
#: Unions, worlds, and what ISO 3166 reserves or leaves to its users.
_NOT_ISO_3166 = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ")
)
#: Below this a number is shorter in digits than in words.
_FIRST_COMPACT = 10_000
#: Below this a published number stands in digits; above, in words with all the digits it has.
_FIRST_STATED = 1_000_000


# Pages write the same few numbers and names again and again, and CLDR's patterns are slow to apply.
@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Returns CLDR's locale for a language code of ours."""
    return Locale.parse(_LOCALES.get(language.lower(), language.replace("-", "_")))


@lru_cache(maxsize=2048)
def money(value: Money, language: str) -> str:
    """Returns an amount with its currency's sign, all its decimals."""
    shown = format_currency(value.decimal, value.currency, locale=locale_of(language))
    # CLDR sets letters of a currency off from digits; Babel leaves that out.
    spaced = re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", shown)
    return spaced.replace("-", _MINUS)


@lru_cache(maxsize=4096)
def number(value: int | float | Decimal, language: str) -> str:
    """Returns a number with its group separators."""
    return format_decimal(value, locale=locale_of(language))


@lru_cache(maxsize=2048)
def percent(value: Decimal, language: str) -> str:
    """Returns a percentage with one decimal and its sign, from percent points."""
    shown = format_percent(
        value / 100,
        "+#,##0.0 %;-#,##0.0 %" if language in ("de", "fr") else "+#,##0.0%;-#,##0.0%",
        locale=locale_of(language),
    )
    return shown.replace("-", _MINUS)


@lru_cache(maxsize=2048)
def compact(value: int | float, language: str) -> str:
    """Returns a large number in words with three digits that count: 171 million, 1.71亿."""
    if abs(value) < _FIRST_COMPACT:
        return number(value, language)
    locale = locale_of(language)
    # Rounded before its word is chosen, so that 999,999 is a million and not 1000 thousand.
    rounded = round(value, 2 - floor(log10(abs(value))))
    group = 4 if locale.language == "zh" else 3
    digits_before_point = floor(log10(abs(rounded))) % group + 1
    # Chinese has one form only, which CLDR keeps as the short one.
    form: Literal["short", "long"] = "long" if "long" in locale.compact_decimal_formats else "short"
    shown = format_compact_decimal(
        rounded,
        format_type=form,
        locale=locale,
        fraction_digits=max(0, 3 - digits_before_point),
    )
    return shown.replace("-", _MINUS)


@lru_cache(maxsize=2048)
def stated(value: Decimal, language: str) -> str:
    """Returns a number in words with all its digits: 513.66 million, 5.1366亿; none is rounded."""
    if abs(value) < _FIRST_STATED:
        return number(value, language)
    locale = locale_of(language)
    form: Literal["short", "long"] = "long" if "long" in locale.compact_decimal_formats else "short"
    shown = format_compact_decimal(value, format_type=form, locale=locale, fraction_digits=12)
    return shown.replace("-", _MINUS)


@lru_cache(maxsize=2048)
def stated_money(value: Money, language: str) -> str:
    """Returns an amount in words with all its digits and its currency's sign."""
    amount = value.decimal
    if abs(amount) < _FIRST_STATED:
        return money(value, language)
    # CLDR has short forms of amounts only (190.21B): its place for the sign, our words.
    sign_and_zero = money(Money.zero(value.currency), language)
    return re.sub(r"\d+([.,]\d+)?", lambda _zero: stated(amount, language), sign_and_zero, count=1)


@lru_cache(maxsize=2048)
def period(value: Period, language: str) -> str:
    """Returns a span of days as people name it: a year, a quarter, a month, or from when to when.

    The year of a quarter has no era beside it: Thai would write ค.ศ. there and nowhere else.
    """
    first, last = _noon(value.starts_on), _noon(value.last_day)
    locale = locale_of(language)
    if (value.starts_on.day, value.ends_on.day) != (1, 1):
        return format_interval(first, last, "yMMMd", locale=locale)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return month(value.starts_on, language)
    if months == 12 and first.month == 1:
        return format_skeleton("y", first, locale=locale)
    if months == 3 and first.month % 3 == 1:
        skeleton = "yQQQ" if locale.language == "th" else "yQQQQ"
        return format_skeleton(skeleton, first, locale=locale)
    return format_interval(first, last, "yMMMM", locale=locale)


@lru_cache(maxsize=2048)
def day(value: date, language: str) -> str:
    """Returns a date with its weekday."""
    return format_skeleton("yMMMEd", _noon(value), locale=locale_of(language))


@lru_cache(maxsize=2048)
def day_long(value: date, language: str) -> str:
    """Returns a date written out, without its weekday."""
    return format_date(value, "long", locale=locale_of(language))


@lru_cache(maxsize=2048)
def month(value: date, language: str) -> str:
    """Returns a month with its year."""
    return format_skeleton("yMMMM", _noon(value), locale=locale_of(language))


def month_short(value: date, language: str) -> str:
    """Returns a month's short name alone, as on a leaf of a calendar."""
    return format_date(value, "LLL", locale=locale_of(language))


def day_and_month(value: date, language: str) -> str:
    """Returns a date without its year, with its weekday."""
    return format_skeleton("MMMEd", _noon(value), locale=locale_of(language))


def clock(value: datetime, language: str) -> str:
    """Returns the time of day on the clock that the value was given in."""
    return format_time(value, "HH:mm", tzinfo=value.tzinfo, locale=locale_of(language))


def instant(value: datetime, language: str) -> str:
    """Returns a date and time on the clock that the value was given in."""
    locale = locale_of(language)
    joined = str(get_datetime_format("medium", locale=locale))
    return joined.format(clock(value, language), format_date(value, "medium", locale=locale))


@cache
def market_codes() -> frozenset[str]:
    """Returns the codes of ISO 3166-1, without those that CLDR has besides them."""
    codes = {str(code) for code in locale_of("en").territories}
    return frozenset(code for code in codes - _NOT_ISO_3166 if re.fullmatch("[A-Z]{2}", code))


def language_name(code: str, language: str) -> str:
    """Returns a language's name as CLDR has it, or the code where it has none."""
    return str(locale_of(language).languages.get(code, code))


@lru_cache(maxsize=2048)
def market_name(code: str, language: str) -> str:
    """Returns a market's name as CLDR has it, or the code where it has none."""
    return str(locale_of(language).territories.get(code, code))


@lru_cache(maxsize=2048)
def duration(minutes: float, language: str) -> str:
    """Returns a span in hours and minutes, to the minute, above three hours to five of them."""
    whole = round(minutes)
    if whole >= 180:
        whole = round(whole / 5) * 5
    hours, rest = divmod(whole, 60)
    locale = locale_of(language)
    parts = []
    if hours:
        parts.append(format_unit(hours, "duration-hour", "short", locale=locale))
    if rest or not hours:
        parts.append(format_unit(rest, "duration-minute", "short", locale=locale))
    return ("" if locale.language == "zh" else " ").join(parts)


@lru_cache(maxsize=2048)
def distance(km: float, language: str) -> str:
    """Returns a distance in steps of 50 m below a kilometre, else in kilometres to two digits."""
    locale = locale_of(language)
    if km < 0.95:
        steps = max(1, round(km * 20)) if km else 0
        return format_unit(steps * 50, "length-meter", "short", locale=locale)
    shown = round(km, 1) if km < 10 else round(km)
    return format_unit(shown, "length-kilometer", "short", locale=locale)


def _noon(value: date) -> datetime:
    # Babel shifts a bare midnight into its own time zone.
    return datetime(value.year, value.month, value.day, 12, tzinfo=UTC)
