"""What the template tags write: in the page's language, escaped, with no style of their own."""

import re
from collections.abc import Iterator
from itertools import pairwise
from math import hypot

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.vocabulary import ResourceKind
from landsea.web.ornament import FAMILIES, contours_of, draw_mark
from landsea.web.strip import TOWNS

DAZU = Position(29.70111, 105.705)
NAMES = LocalisedText.of({"en": "Dazu <Rock> Carvings", "zh-Hans": "大足石刻"})


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def render(source: str, **values: object) -> str:
    return Template("{% load landsea %}" + source).render(Context(values))


def test_an_icon_beside_a_word_is_silent() -> None:
    drawn = render('{% icon "search" %}')

    assert drawn.startswith('<svg class="icon" viewBox="0 0 24 24"')
    assert 'aria-hidden="true"' in drawn


def test_an_icon_alone_says_what_it_means_without_breaking_out() -> None:
    drawn = render('{% icon "close" label %}', label='"><script>')

    assert 'role="img" aria-label="&quot;&gt;&lt;script&gt;"' in drawn


def test_an_icon_that_is_not_in_the_sprite_is_an_error() -> None:
    with pytest.raises(KeyError):
        render('{% icon "unicorn" %}')


@pytest.mark.parametrize("name", ["waters", "weave", "fold", "rings", "terraces", "confluence"])
def test_ornament_brings_no_colour_and_is_silent(name: str) -> None:
    drawn = render("{% ornament name %}", name=name)

    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn
    assert not re.search(r"#[0-9a-f]{3,6}\b", drawn)


def test_a_name_in_the_pages_language_is_bare_text() -> None:
    assert render("{{ names|localised }}", names=NAMES) == "Dazu &lt;Rock&gt; Carvings"


def test_a_name_that_falls_back_says_its_language() -> None:
    with translation.override("de"):
        shown = render("{{ names|localised }}", names=NAMES)

    assert shown == (
        '<span lang="en" data-tongue="EN" title="Englisch">Dazu &lt;Rock&gt; Carvings</span>'
    )


def test_other_names_leave_out_the_one_that_is_shown() -> None:
    with translation.override("zh-hans"):
        shown = render(
            "{% for tag, text in names|other_names %}{{ tag }}:{{ text }};{% endfor %}",
            names=NAMES,
        )

    assert shown == "en:Dazu &lt;Rock&gt; Carvings;"


def test_values_follow_the_pages_language() -> None:
    with translation.override("zh-hans"):
        shown = render(
            "{{ price|money }} {{ visits|compact }} {{ minutes|duration }}",
            price=Money(19800, "CNY"),
            visits=171_000_000,
            minutes=85,
        )

    assert shown == "¥198.00 1.71亿 1小时25分钟"


def test_only_an_exact_position_may_be_drawn_as_a_point() -> None:
    district = Position(29.7, 105.7, Precision.DISTRICT, 30)

    shown = render("{{ a|is_exact }} {{ b|is_exact }} {{ c|is_exact }}", a=DAZU, b=district, c=None)

    assert shown == "True False False"


def test_every_kind_of_place_has_a_family_of_marks() -> None:
    kinds = {kind for kinds in FAMILIES.values() for kind in kinds.split()}

    assert kinds == {kind.value for kind in ResourceKind}


def test_a_mark_is_the_same_each_time_and_another_next_door() -> None:
    neighbour = Position(29.70211, 105.705)

    drawn = render("{% mark here kind %}", here=DAZU, kind=ResourceKind.HERITAGE)

    draw_mark.cache_clear()
    assert drawn == draw_mark(DAZU, "heritage")
    assert drawn != draw_mark(neighbour, "heritage")


def test_a_mark_shows_how_well_the_position_is_known() -> None:
    rounded = Position(29.7, 105.7, Precision.ROUNDED, 8)

    drawn = render("{% mark here 'park' %}", here=rounded)

    assert 'class="ornament mark grown rounded"' in drawn


def test_a_place_that_nobody_can_locate_has_a_mark_too() -> None:
    assert 'class="ornament mark lived"' in render("{% mark None 'street' %}")


@given(
    st.floats(min_value=-90, max_value=90),
    st.floats(min_value=-180, max_value=180),
    st.sampled_from(["museum", "park", "beach", "street"]),
)
def test_the_contours_of_a_mark_never_cross(latitude: float, longitude: float, kind: str) -> None:
    contours = contours_of(Position(latitude, longitude), kind, lines=6, points=24)

    radii = [[hypot(x - 500, y - 500) for x, y in ring] for ring in contours]

    gaps = [b - a for inner, outer in pairwise(radii) for a, b in zip(inner, outer, strict=True)]
    assert min(gaps) > 5
    assert max(radii[-1]) < 500


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_strip_names_each_town_in_the_pages_language(language: str) -> None:
    with translation.override(language):
        drawn = render("{% strip %}")

    assert re.findall(r"<text[^>]*>([^<]+)</text>", drawn) == [
        town.names.in_language(language).text for town in TOWNS
    ]


def test_the_strip_keeps_its_towns_on_the_drawing() -> None:
    drawn = render("{% strip %}")

    height = float(re.findall(r'viewBox="0 0 300 ([\d.]+)"', drawn)[0])
    points = re.findall(r"translate\(([\d.]+) ([\d.]+)\)", drawn)
    assert len(points) == len(TOWNS)
    assert all(float(x) < 300 and float(y) < height for x, y in points)
