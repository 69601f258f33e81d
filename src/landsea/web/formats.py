"""Numbers, money, dates and spans in the reader's language, by Babel and CLDR.

Years are Gregorian in every language: statistics, tickets and timetables of the alliance use them,
and a Thai reader who meets 2569 beside a table of 2026 would have to guess.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from math import floor, log10

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent
from babel.units import format_unit

from landsea.kernel.money import Money

_LOCALES = {"zh-hans": "zh_Hans_CN"}


def locale_of(language: str) -> Locale:
    """Returns CLDR's locale for a language code of ours."""
    return Locale.parse(_LOCALES.get(language.lower(), language.replace("-", "_")))


def money(value: Money, language: str) -> str:
    """Returns an amount with its currency's sign, all its decimals."""
    return format_currency(value.decimal, value.currency, locale=locale_of(language))


def number(value: int | float | Decimal, language: str) -> str:
    """Returns a number with its group separators."""
    return format_decimal(value, locale=locale_of(language))


def percent(value: Decimal, language: str) -> str:
    """Returns a percentage with one decimal and its sign, from percent points."""
    shown = format_percent(
        value / 100,
        "+#,##0.0 %;-#,##0.0 %" if language in ("de", "fr") else "+#,##0.0%;-#,##0.0%",
        locale=locale_of(language),
    )
    return shown.replace("-", "−", 1) if shown.startswith("-") else shown


def compact(value: int | float, language: str) -> str:
    """Returns a large number in words with three digits that count: 171 million, 1.71亿."""
    locale = locale_of(language)
    size = floor(log10(abs(value))) if value else 0
    group = 4 if locale.language in ("zh", "ja", "ko") else 3
    before_point = size % group + 1 if size >= group else size + 1
    return format_compact_decimal(
        value, format_type="long", locale=locale, fraction_digits=max(0, 3 - before_point)
    )


def day(value: date, language: str) -> str:
    """Returns a date with its weekday."""
    return format_skeleton("yMMMEd", _noon(value), locale=locale_of(language))


def day_long(value: date, language: str) -> str:
    """Returns a date written out, without its weekday."""
    return format_date(value, "long", locale=locale_of(language))


def month(value: date, language: str) -> str:
    """Returns a month with its year."""
    return format_skeleton("yMMMM", _noon(value), locale=locale_of(language))


def clock(value: datetime, language: str) -> str:
    """Returns the time of day on the clock that the value was given in."""
    return format_time(value, "HH:mm", tzinfo=value.tzinfo, locale=locale_of(language))


def instant(value: datetime, language: str) -> str:
    """Returns a date and time on the clock that the value was given in."""
    return format_datetime(value, "medium", tzinfo=value.tzinfo, locale=locale_of(language))


def market_name(code: str, language: str) -> str:
    """Returns a market's name as CLDR has it, or the code where it has none."""
    return str(locale_of(language).territories.get(code, code))


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
    return " ".join(parts)


def distance(km: float, language: str) -> str:
    """Returns a distance in metres below a kilometre, else in kilometres to two digits."""
    locale = locale_of(language)
    if km < 0.95:
        return format_unit(round(km * 20) * 50, "length-meter", "short", locale=locale)
    shown = round(km, 1) if km < 10 else round(km)
    return format_unit(shown, "length-kilometer", "short", locale=locale)


def _noon(value: date) -> datetime:
    # Babel shifts a bare midnight into its own time zone.
    return datetime(value.year, value.month, value.day, 12, tzinfo=UTC)
