"""What published lines are called and how they are written in the reader's language."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from landsea.foundation import formats
from landsea.insight.engine.lines import Measure
from landsea.insight.line_queries import LineValue
from landsea.kernel.periods import Period

register = template.Library()

_MEASURES = {
    Measure.VISITORS: gettext_lazy("visitors"),
    Measure.INBOUND: gettext_lazy("visitors from other markets"),
    Measure.MUSEUMS: gettext_lazy("visits of museums"),
    Measure.REVENUE: gettext_lazy("revenue of tourism"),
    Measure.INBOUND_REVENUE: gettext_lazy("revenue from other markets"),
}
#: Measures of series stand as their files have them, those that are known in every language.
_SERIES = {"visitor arrivals": gettext_lazy("visitor arrivals")}


@register.filter
def series_words(measure: str) -> str | SafeString:
    return str(_SERIES[measure]) if measure in _SERIES else in_english(measure)


@register.filter
def measure_words(measure: Measure) -> str:
    return str(_MEASURES[measure])


@register.filter
def stated(line: LineValue) -> str:
    """Returns a line's figure with all its digits, in words, money with its currency."""
    language = get_language() or "en"
    money = line.money
    if money is not None:
        return formats.stated_money(money, language)
    return formats.stated(line.value, language)


@register.filter
def in_english(text: str) -> SafeString:
    """Shows a text that offices' files have in English only, and says so to voices."""
    return format_html('<span lang="en">{}</span>', text)


@register.filter
def span(period: Period) -> str:
    return formats.period(period, get_language() or "en")
