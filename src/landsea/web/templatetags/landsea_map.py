"""Template tags of maps: whose basemap is drawn, and covers cut out of the land."""

from dataclasses import dataclass

from babel.languages import get_official_languages
from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from landsea.kernel.geo import Position
from landsea.kernel.texts import LocalisedString
from landsea.library.queries import PlaceSummary
from landsea.web.cutout import draw_cutout

register = template.Library()


@dataclass(frozen=True, slots=True)
class Basemap:
    """What maps are drawn on: a style of the deployer's with its credit, or our own."""

    style: str
    credit: str


@register.simple_tag
def basemap() -> Basemap:
    """Returns whose map is drawn below the places."""
    return Basemap(style=settings.LANDSEA_MAP_STYLE, credit=settings.LANDSEA_MAP_CREDIT)


@register.simple_tag
def cutout(position: Position | None) -> SafeString:
    """Draws the land and the sea round a place; nothing when nobody knows where it is."""
    drawing = draw_cutout(position) if position else ""
    return mark_safe(drawing)  # noqa: S308 -- made of numbers only


@register.filter
def own_name(place: PlaceSummary) -> LocalisedString:
    """Returns a place's name as it is written where the place is, if that is known."""
    languages = get_official_languages(place.market, de_facto=True)
    own = (tag for spoken in languages for tag, _text in place.names if _is_of(tag, spoken))
    return place.names.in_language(next(own, "en"))


def _is_of(tag: str, spoken: str) -> bool:
    """Says whether a text's language is one that CLDR names, whatever its script or region."""
    return tag.split("-", maxsplit=1)[0] == spoken.split("_", maxsplit=1)[0]
