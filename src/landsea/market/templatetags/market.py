"""Amounts of projects, and the icons of listings."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.foundation import formats
from landsea.kernel.money import Money
from landsea.market.engine.amounts import in_words
from landsea.market.engine.labels import STAGE_LABELS
from landsea.market.engine.listings import ListingKind
from landsea.market.engine.projects import Stage

register = template.Library()

_ICONS = {
    ListingKind.TOUR: "route",
    ListingKind.PROJECT: "chart",
    ListingKind.POST: "people",
    ListingKind.LICENCE: "stamp",
}


@register.filter
def kind_icon(kind: ListingKind) -> str:
    """Returns the icon of a kind of listing."""
    return _ICONS[kind]


@register.filter
def stage_words(stage: Stage) -> str:
    """Returns what a stage of a project is called."""
    return _(STAGE_LABELS[stage])


@register.filter
def amount(value: Money) -> str:
    """Returns a large amount in words, 53.2 billion Chinese yuan, or in digits when that rounds."""
    language = get_language() or "en"
    return in_words(value, language) or formats.money(value, language)
