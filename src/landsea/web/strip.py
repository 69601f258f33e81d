"""The home page's strip: the waters from the confluence to the strait, and one way through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log, pi, radians, tan

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from landsea.kernel.texts import LocalisedText

Point = tuple[float, float]

#: The edges of static/web/ornaments/waters.svg, which is in Mercator's projection.
_WEST, _EAST, _NORTH = 97.2, 112.4, 33.4
_WIDTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town on the waters."""

    names: LocalisedText
    latitude: float
    longitude: float
    is_on_way: bool = True
    #: Where the coast or the way would run through a label on the right.
    is_labelled_left: bool = False


def _names(**texts: str) -> LocalisedText:
    return LocalisedText.of({tag.replace("_", "-"): text for tag, text in texts.items()})


#: In the order of the way.
TOWNS = (
    Town(
        names=_names(en="Chongqing", zh_Hans="重庆", th="ฉงชิ่ง", vi="Trùng Khánh"),
        latitude=29.56,
        longitude=106.55,
    ),
    Town(
        names=_names(en="Hanoi", zh_Hans="河内", fr="Hanoï", th="ฮานอย", vi="Hà Nội"),
        latitude=21.03,
        longitude=105.84,
    ),
    Town(
        names=_names(en="Luang Prabang", zh_Hans="琅勃拉邦", th="หลวงพระบาง", vi="Luang Prabang"),
        latitude=19.89,
        longitude=102.13,
        is_on_way=False,
        is_labelled_left=True,
    ),
    Town(
        names=_names(en="Huế", zh_Hans="顺化", fr="Hué", th="เว้", vi="Huế"),
        latitude=16.47,
        longitude=107.58,
    ),
    Town(
        names=_names(en="Bangkok", zh_Hans="曼谷", th="กรุงเทพฯ", vi="Bangkok"),
        latitude=13.75,
        longitude=100.5,
        is_labelled_left=True,
    ),
    Town(
        names=_names(en="Phuket", zh_Hans="普吉", th="ภูเก็ต", vi="Phuket"),
        latitude=7.88,
        longitude=98.39,
    ),
    Town(
        names=_names(en="Kuala Lumpur", zh_Hans="吉隆坡", th="กัวลาลัมเปอร์", vi="Kuala Lumpur"),
        latitude=3.15,
        longitude=101.7,
        is_labelled_left=True,
    ),
    Town(
        names=_names(
            en="Singapore",
            zh_Hans="新加坡",
            de="Singapur",
            fr="Singapour",
            th="สิงคโปร์",
            vi="Singapore",
        ),
        latitude=1.29,
        longitude=103.85,
    ),
)


def _mercator(latitude: float) -> float:
    return log(tan(pi / 4 + radians(latitude) / 2))


def locate(town: Town) -> Point:
    """Returns where a town lies on the drawing of the waters, to a tenth of its units."""
    scale = _WIDTH / radians(_EAST - _WEST)
    x = radians(town.longitude - _WEST) * scale
    y = (_mercator(_NORTH) - _mercator(town.latitude)) * scale
    return round(x, 1), round(y, 1)


def _curve(points: Sequence[Point]) -> str:
    """Returns a path through all points: a Catmull–Rom spline as cubic Bézier curves."""
    path = "M{:.1f} {:.1f}".format(*points[0])
    padded = [points[0], *points, points[-1]]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        path += "C" + " ".join(
            f"{x:.1f} {y:.1f}"
            for x, y in (
                (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
                (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
                end,
            )
        )
    return path


@cache
def draw_strip(language: str) -> SafeString:
    """Draws the waters with the towns' names in a language and the way between them."""
    waters = (files("landsea.web") / "static/web/ornaments/waters.svg").read_text("utf-8").strip()
    way = _curve([locate(town) for town in TOWNS if town.is_on_way])
    stops = format_html_join(
        "",
        '<g transform="translate({} {})"><circle class="stop" r="3"/>'
        '<text class="{}" x="{}" y="3">{}</text></g>',
        (
            (
                *locate(town),
                *(("leftward", -6) if town.is_labelled_left else ("rightward", 6)),
                town.names.in_language(language).text,
            )
            for town in TOWNS
        ),
    )
    return mark_safe(  # noqa: S308 -- our own drawing; the names were escaped above
        waters.removesuffix("</svg>")
        + format_html('<path class="thread" d="{}"/>{}</svg>', way, stops)
    )
