"""Maps under the content security policy, in Chromium without a graphics processor."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page, expect

from landsea.kernel.geo import Position, Precision
from landsea.kernel.texts import LocalisedText, canonical_tag
from landsea.library.engine.map_features import MapPlace, features_of
from landsea.library.engine.vocabulary import ResourceKind
from tests.e2e.site import serve

SECONDS = 1000
#: Software draws slowly, and more so beside other work.
DRAWN = 90 * SECONDS

EXACT = Position(29.70111, 105.705)
ROUNDED = Position(29.55, 106.5, Precision.ROUNDED, 8.0)
DISTRICT = Position(29.9, 106.4, Precision.DISTRICT, 26.0)
MANY = 10_000

FRAME = """<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><title>Map</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/web/tokens.css">
<link rel="stylesheet" href="/static/web/base.css">
<link rel="stylesheet" href="/static/web/pages.css">
<link rel="stylesheet" href="/static/web/map.css">
<script type="module" src="/static/build/app.js"></script>
<script type="module" src="/static/build/map.js"></script></head><body><main>
<button data-theme-choice="dark">Dark</button>{figure}
<section data-map-list data-word-in-view="In view:" data-word-more="More are in view.">
<div id="results" data-points="{points}"><div data-map-given><p>All places</p></div></div></section>
</main></body></html>"""


def make_map_place(number: int, position: Position, **names: str) -> MapPlace:
    told = {tag.replace("_", "-"): text for tag, text in names.items()}
    return MapPlace(
        public_id=UUID(int=number),
        kind=ResourceKind.HERITAGE,
        names=LocalisedText.of(told or {"en": f"Place {number}"}),
        city="Chongqing",
        city_names=LocalisedText.of({"en": "Chongqing", "zh-Hans": "重庆", "th": "ฉงชิ่ง"}),
        district_names=LocalisedText.of({"en": "Beibei District"}),
        market="CN",
        position=position,
    )


def scatter(count: int) -> list[MapPlace]:
    """Returns places all over the region, every tenth known by its district only."""
    places = []
    for number in range(count):
        latitude, longitude = -8 + number * 7919 % 5000 / 100, 95 + number * 104729 % 4000 / 100
        kind = number % 10
        position = Position(latitude, longitude)
        if kind == 0:
            position = Position(latitude, longitude, Precision.DISTRICT, 20.0)
        elif kind < 4:
            position = Position(latitude, longitude, Precision.ROUNDED, 0.8)
        places.append(make_map_place(number, position))
    return places


THREE = [
    make_map_place(1, EXACT, en="Dazu Rock Carvings", zh_Hans="大足石刻", th="หินแกะสลักต้าจู๋"),
    make_map_place(2, ROUNDED, en="A garden", zh_Hans="花园", th="สวน"),
    make_map_place(3, DISTRICT, en="A temple", zh_Hans="寺庙", th="วัด"),
]
#: Three in one street: a cluster that opens.
STREET = [make_map_place(each, Position(29.56, 106.55 + each / 100)) for each in range(3)]


def make_page(language: str, points: str, kind: str = "library", **more: object) -> str:
    with translation.override(language):
        figure = render_to_string("web/_map.html", {"kind": kind, **more})
    return FRAME.format(tag=canonical_tag(language), figure=figure, points=points)


def make_pages() -> dict[str, str]:
    trip = json.dumps(TRIP)
    pages = {f"/three/{each}": make_page(each, f"/three-{each}.json") for each in LANGUAGES}
    pages |= {f"/three-{each}.json": json.dumps(features_of(THREE, each)) for each in LANGUAGES}
    return pages | {
        "/many": make_page("en", "/many.json"),
        "/many.json": json.dumps(features_of(scatter(MANY), "en")),
        "/street": make_page("en", "/street.json"),
        "/street.json": json.dumps(features_of(STREET, "en")),
        "/trip": make_page("en", "", "trip", features=trip),
        "/style.json": json.dumps(OWN_STYLE),
    }


LANGUAGES = ("en", "zh-hans", "th")
OWN_STYLE = {
    "version": 8,
    "sources": {},
    "layers": [{"id": "own", "type": "background", "paint": {"background-color": "#ffffff"}}],
}
TRIP: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {
                "type": "MultiLineString",
                "coordinates": [
                    [[106.55, 29.56], [105.705, 29.701]],
                    [[105.705, 29.701], [107, 30]],
                ],
            },
            "properties": {"day": 1},
        },
        *(
            {**features_of([place], "en")["features"][0], "properties": {**told, "number": number}}
            for number, place in (("1", THREE[0]), ("2", THREE[1]), ("3", THREE[2]))
            for told in [features_of([place], "en")["features"][0]["properties"]]
        ),
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [107, 30]},
            "properties": {"name": "Start"},
        },
    ],
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve(make_pages()) as (address, _posted):
        yield address


def wait_until_drawn(page: Page) -> None:
    expect(page.locator("figure[data-map]")).to_have_attribute(
        "data-map-state", "ready", timeout=DRAWN
    )


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    wait_until_drawn(page)


def on_map(page: Page, script: str) -> Any:  # noqa: ANN401 -- whatever the script returns
    """Returns what a script says of the page's map."""
    return page.evaluate(
        f"(() => {{ const map = document.querySelector('figure').map; {script} }})()"
    )


def wait_for(page: Page, condition: str) -> None:
    """Waits for something of the map; the policy forbids a page to look for it by itself."""
    deadline = time.monotonic() + DRAWN / SECONDS
    while not on_map(page, f"return {condition};"):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def drawn(page: Page, *layers: str) -> list[dict[str, Any]]:
    """Lists the properties of what is drawn in layers, each thing once."""
    found: list[dict[str, Any]] = on_map(
        page,
        f"return map.queryRenderedFeatures({{layers: {list(layers)}}})"
        ".map((each) => each.properties);",
    )
    return list({json.dumps(each, sort_keys=True): each for each in found}.values())


def count_drawn(page: Page) -> int:
    """Returns how many places all dots, areas and numbers on the map stand for."""
    signs = drawn(page, "clusters-short", "clusters-long", "dots", "area-signs")
    return sum(each.get("sum", each.get("count", 0)) for each in signs)


def jump(page: Page, longitude: float, latitude: float, zoom: float) -> None:
    on_map(page, f"map.jumpTo({{center: [{longitude}, {latitude}], zoom: {zoom}}});")
    wait_until_drawn(page)


def click_at(page: Page, longitude: float, latitude: float) -> None:
    point = on_map(page, f"return map.project([{longitude}, {latitude}]);")
    page.locator("figure canvas").click(position={"x": point["x"], "y": point["y"]})


def test_each_precision_has_its_own_sign_and_a_district_no_dot(page: Page, site: str) -> None:
    open_map(page, f"{site}/three/en")

    [disc] = drawn(page, "discs")
    [area] = drawn(page, "area-signs")

    assert {each["name"] for each in drawn(page, "dots")} == {"Dazu Rock Carvings", "A garden"}
    assert disc["name"] == "A garden"
    assert area["name"] == "Somewhere in Beibei District"
    assert len(drawn(page, "areas")) == 1


def test_a_disc_is_as_large_as_the_error(page: Page, site: str) -> None:
    open_map(page, f"{site}/three/en")
    jump(page, ROUNDED.longitude, ROUNDED.latitude, 10)

    radius, edge = on_map(
        page,
        "const middle = map.project([106.5, 29.55]);"
        "const [disc] = map.queryRenderedFeatures(middle, {layers: ['discs']});"
        "const edge = map.project([106.5, 29.55 + 8 / 111.195]);"
        "return [disc.properties.px * 2 ** map.getZoom(), middle.y - edge.y];",
    )

    assert radius == pytest.approx(edge, rel=0.01)


def test_the_list_follows_what_is_in_view(page: Page, site: str) -> None:
    open_map(page, f"{site}/three/en")
    entries = page.locator("[data-map-list] ol a")
    expect(entries).to_have_text(["Dazu Rock Carvings", "A garden", "A temple"])

    jump(page, EXACT.longitude, EXACT.latitude, 11)

    expect(entries).to_have_text(["Dazu Rock Carvings"])
    expect(page.get_by_text("In view: 1", exact=True)).to_be_visible()
    expect(page.get_by_text("All places")).to_be_hidden()


def test_a_number_opens_into_its_places(page: Page, site: str) -> None:
    open_map(page, f"{site}/street")
    jump(page, 106.56, 29.56, 6)
    assert [each["sum"] for each in drawn(page, "clusters-short")] == [3]

    click_at(page, *on_map(page, CLUSTER_AT))
    wait_for(page, "map.getZoom() > 7")
    wait_until_drawn(page)

    assert count_drawn(page) == 3
    assert len(drawn(page, "dots", "clusters-short")) > 1


CLUSTER_AT = (
    "const [found] = map.queryRenderedFeatures({layers: ['clusters-short']});"
    "return found.geometry.coordinates;"
)


def test_a_dot_opens_a_card_that_leads_to_its_place(page: Page, site: str) -> None:
    open_map(page, f"{site}/three/en")

    click_at(page, EXACT.longitude, EXACT.latitude)

    card = page.locator(".map-card")
    expect(card.get_by_role("link", name="Dazu Rock Carvings")).to_be_focused()
    expect(card.get_by_role("link")).to_have_attribute("href", f"/en/places/{UUID(int=1)}/")


def test_map_and_list_are_walked_by_the_keyboard(page: Page, site: str) -> None:
    open_map(page, f"{site}/three/en")
    canvas = page.locator("figure canvas")
    zoom = on_map(page, "return map.getZoom();")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(canvas).to_be_focused()
    expect(canvas).to_have_attribute("aria-label", re.compile("Arrow keys move it"))
    page.keyboard.press("+")
    wait_for(page, f"map.getZoom() > {zoom} + 0.9")
    wait_until_drawn(page)
    middle = on_map(page, "return map.getCenter().lng;")
    page.keyboard.press("ArrowRight")
    wait_for(page, f"map.getCenter().lng > {middle}")
    wait_until_drawn(page)
    for name in ("Zoom in", "Zoom out", "Show all"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    wait_for(page, f"map.getZoom() < {zoom} + 0.1")
    wait_until_drawn(page)
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Dazu Rock Carvings")).to_be_focused()
    wait_for(page, "map.queryRenderedFeatures({layers: ['focus-dot']}).length === 1")


def test_ten_thousand_places_are_all_on_the_map_and_counted(page: Page, site: str) -> None:
    open_map(page, f"{site}/many")
    assert count_drawn(page) == MANY
    expect(page.get_by_text("In view: 10,000", exact=True)).to_be_visible()
    expect(page.locator("[data-map-list] ol li")).to_have_count(30)
    expect(page.get_by_text("More are in view.")).to_be_visible()

    jump(page, 106.5, 29.5, 7)

    listed = int(str(page.locator("[data-map-list]").get_attribute("data-map-listed")))
    assert 0 < listed < MANY / 10
    # Signs at the rim may stand for places beyond it, and the other way round.
    assert count_drawn(page) == pytest.approx(listed, rel=0.5)


def test_without_webgl_there_is_the_list_and_a_sentence(page: Page, site: str) -> None:
    page.add_init_script(
        "const given = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        "  return kind.startsWith('webgl') ? null : given.call(this, kind, ...more); };"
    )

    page.goto(f"{site}/three/en")

    expect(page.locator("figure")).to_have_attribute("data-map-state", "off")
    expect(page.get_by_text("The map needs a browser with scripts and WebGL.")).to_be_visible()
    expect(page.get_by_text("All places")).to_be_visible()
    expect(page.locator(".map-sheet")).to_be_hidden()


def test_the_map_takes_the_colours_of_another_theme(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="light")
    open_map(page, f"{site}/three/en")
    assert on_map(page, "return map.getPaintProperty('sea', 'background-color');") == (
        "rgb(244, 245, 240)"
    )

    page.get_by_role("button", name="Dark").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    wait_until_drawn(page)
    colours = on_map(
        page,
        "return [map.getPaintProperty('sea', 'background-color'),"
        " map.getPaintProperty('dots', 'circle-color')];",
    )
    assert colours == ["rgb(16, 23, 30)", "rgb(163, 188, 243)"]


@pytest.mark.parametrize(
    ("language", "name", "city"),
    [("zh-hans", "大足石刻", "重庆"), ("th", "หินแกะสลักต้าจู๋", "ฉงชิ่ง")],
)
def test_labels_are_in_the_readers_language_and_nothing_is_fetched_for_them(
    page: Page, site: str, language: str, name: str, city: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))

    open_map(page, f"{site}/three/{language}")
    jump(page, EXACT.longitude, EXACT.latitude, 8)

    assert name in {each["name"] for each in drawn(page, "names")}
    assert {each["city"] for each in drawn(page, "dots")} == {city}
    assert [each for each in asked if re.search("glyph|sprite|font|tile", each)] == []


def test_somebody_who_wants_no_motion_sees_none(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_map(page, f"{site}/three/en")
    zoom = on_map(page, "return map.getZoom();")

    page.get_by_role("button", name="Zoom in").click()

    assert on_map(page, "return [map.isMoving(), map.getZoom()];") == [False, zoom + 1]


def test_a_deployers_style_lies_below_our_places(page: Page, site: str) -> None:
    page.route(
        re.compile("/three/en$"),
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("<figure ", '<figure data-style="/style.json" '),
        ),
    )

    open_map(page, f"{site}/three/en")

    layers = on_map(page, "return map.getStyle().layers.map((layer) => layer.id);")
    assert layers[0] == "own"
    assert "land" not in layers
    assert len(drawn(page, "dots")) == 2


def test_a_trip_shows_its_stops_by_number_its_start_and_its_way(page: Page, site: str) -> None:
    open_map(page, f"{site}/trip")
    wait_until_drawn(page)

    stops = drawn(page, "stops-short", "stops-long")
    areas = drawn(page, "area-signs")

    assert {each["label"] for each in stops} == {"1", "2"}
    assert [each["name"] for each in areas] == ["3 · Somewhere in Beibei District"]
    assert [each["name"] for each in drawn(page, "dots")] == ["Start"]
    assert drawn(page, "way") == [{"day": 1}]


def test_stops_that_lie_together_share_one_ball(page: Page, site: str) -> None:
    open_map(page, f"{site}/trip")

    jump(page, 106.5, 29.6, 4)

    [stop] = drawn(page, "stops-short", "stops-long")
    assert (stop["label"], stop["name"]) == ("1–2", "")
