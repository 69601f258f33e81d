"""Landsea's template tags: icons, ornaments, and values in the reader's language."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.foundation import formats
from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText, canonical_tag
from landsea.library.engine.romanisation import is_romanised
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


class Counted(Protocol):
    """A choice of a filter that says how much it would leave."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def is_chosen(self) -> bool: ...


@register.simple_tag
def options(choices: Iterable[Counted]) -> SafeString:
    """Writes the choices of a filter with how much each would leave, in one go: there are many."""
    language = _language()
    return format_html_join(
        "",
        '<option value="{}"{}>{} ({})</option>',
        (
            (
                each.value,
                mark_safe(" selected") if each.is_chosen else "",  # nosec B308 -- a constant
                each.label,
                formats.number(each.count, language),
            )
            for each in choices
        ),
    )


@register.simple_tag
def linked_data(described: dict[str, object]) -> SafeString:
    """Writes what a page is about for machines that read it: data, which no browser runs."""
    # Nothing in it can end the element that it stands in.
    text = json.dumps(described, ensure_ascii=False)
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308 -- see above


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
    """Shows a name; one in another language than the page's says which, to voices and to eyes."""
    shown = text.in_language(_language())
    if not shown.is_fallback:
        return format_html("{}", shown.text)
    own = locale_name(shown.language)
    mark = _("romanised") if is_romanised(shown.language) else own[0]
    return format_html(
        '<span lang="{}" data-tongue="{}" title="{}">{}</span>',
        shown.language,
        mark,
        own[1],
        shown.text,
    )


def locale_name(tag: str) -> tuple[str, str]:
    """Returns a language's code as a mark, and its name in the language of the page."""
    code = tag.split("-", maxsplit=1)[0]
    return code.upper(), formats.language_name(code, _language())


@register.filter
def other_names(text: LocalisedText) -> list[tuple[str, str]]:
    """Lists the names in other languages than the one that is shown."""
    shown = text.in_language(_language())
    return [(tag, each) for tag, each in text if tag != shown.language and not is_romanised(tag)]


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


@register.filter
def month_short(value: date) -> str:
    return formats.month_short(value, _language())


@register.filter
def day_and_month(value: date) -> str:
    return formats.day_and_month(value, _language())


@register.filter
def day_number(value: date) -> str:
    return formats.number(value.day, _language())


@register.filter
def period_name(value: Period) -> str:
    return formats.period(value, _language())


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
