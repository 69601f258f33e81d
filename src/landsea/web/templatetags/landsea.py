"""Landsea's template tags: icons, ornaments, and values in the reader's language."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from landsea.foundation import formats
from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText, canonical_tag
from landsea.web.ornament import draw_mark
from landsea.web.strip import draw_strip

register = template.Library()

_STATIC = files("landsea.web") / "static" / "web"
_MODE_ICONS = {"walk": "walk", "town": "bus", "road": "bus", "rail": "train", "given": "ticket"}


def _language() -> str:
    return get_language() or "en"


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    source = (_STATIC / "icons.svg").read_text("utf-8")
    found = re.findall(r'<symbol id="([\w-]+)"([^>]*)>(.*?)</symbol>', source, re.DOTALL)
    return {name: (attributes, body) for name, attributes, body in found}


@cache
def _ornament(name: str) -> SafeString:
    drawing = (_STATIC / "ornaments" / f"{name}.svg").read_text("utf-8")
    return mark_safe(drawing)  # noqa: S308 -- our own file


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draws an icon; without a label it is decoration beside a word."""
    attributes, body = _symbols()[name]
    meaning = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    drawing = f'<svg class="icon"{attributes} {meaning}>{body}</svg>'
    return mark_safe(drawing)  # noqa: S308 -- our own sprite; the label was escaped above


@register.simple_tag
def ornament(name: str) -> SafeString:
    """Draws one of the ornaments that were made for all pages."""
    return _ornament(name)


@register.simple_tag
def fold() -> SafeString:
    """Draws the ornament of an empty page."""
    return _ornament("fold")


@register.simple_tag
def mark(position: Position | None, kind: str, size: int = 64) -> SafeString:
    """Draws a place's own mark; the size in pixels says how fine, the style sheet how large."""
    drawing = draw_mark(position, kind, size)
    return mark_safe(drawing)  # noqa: S308 -- made of numbers and of words of ours only


@register.simple_tag
def strip() -> SafeString:
    """Draws the home page's waters with names in the page's language."""
    return draw_strip(_language())


@register.filter
def name(text: LocalisedText) -> str:
    """Returns a name as plain text, for sentences and attributes."""
    return str(text.in_language(_language()))


@register.filter
def localised(text: LocalisedText) -> SafeString:
    """Shows a name; one in another language than the page's says which, for voices and fonts."""
    shown = text.in_language(_language())
    if not shown.is_fallback:
        return format_html("{}", shown.text)
    return format_html('<span lang="{}">{}</span>', shown.language, shown.text)


@register.filter
def other_names(text: LocalisedText) -> list[tuple[str, str]]:
    """Lists the names in other languages than the one that is shown."""
    shown = text.in_language(_language())
    return [(tag, each) for tag, each in text if tag != shown.language]


@register.filter
def tag(language: str) -> str:
    """Returns a language code as a BCP 47 tag: zh-hans as zh-Hans."""
    return canonical_tag(language)


@register.filter
def money(value: Money) -> str:
    return formats.money(value, _language())


@register.filter
def number(value: int | float | Decimal) -> str:
    return formats.number(value, _language())


@register.filter
def compact(value: int | float) -> str:
    return formats.compact(value, _language())


@register.filter
def percent(value: Decimal) -> str:
    return formats.percent(value, _language())


@register.filter
def day(value: date) -> str:
    return formats.day(value, _language())


@register.filter
def day_long(value: date) -> str:
    return formats.day_long(value, _language())


@register.filter
def month(value: date) -> str:
    return formats.month(value, _language())


@register.filter(expects_localtime=False)
def clock(value: datetime) -> str:
    return formats.clock(value, _language())


@register.filter(expects_localtime=False)
def instant(value: datetime) -> str:
    return formats.instant(value, _language())


@register.filter
def duration(minutes: float) -> str:
    return formats.duration(minutes, _language())


@register.filter
def distance(km: float) -> str:
    return formats.distance(km, _language())


@register.filter
def market_name(code: str) -> str:
    return formats.market_name(code, _language())


@register.filter
def mode_icon(mode: str) -> str:
    """Returns the icon of a way of travelling."""
    return _MODE_ICONS.get(mode, "ticket")


@register.filter
def is_exact(position: Position | None) -> bool:
    """Says whether a position may be drawn as a point."""
    return position is not None and position.precision is Precision.EXACT
