"""Large amounts as texts tell them: in words, where words tell all of it."""

from decimal import Decimal

from babel.numbers import get_currency_name

from landsea.foundation import formats
from landsea.kernel.money import Money

#: Words stand for so many digits at most; a longer number they would round.
_DIGITS = 3
_LEAST = Decimal(10) ** 6


def in_words(value: Money, language: str) -> str:
    """Returns an amount as a number in words with the currency's name; nothing if that rounds."""
    major = value.decimal
    if major < _LEAST or len(major.normalize().as_tuple().digits) > _DIGITS:
        return ""
    locale = formats.locale_of(language)
    number = formats.compact(int(major), language)
    name = get_currency_name(value.currency, count=Decimal(2), locale=locale)
    return f"{number}{'' if locale.language == 'zh' else ' '}{name}"
