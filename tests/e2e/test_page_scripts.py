"""The page scripts under the content security policy, in Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import serve

HEAD = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Test</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/tokens.css">
<script type="module" src="/static/build/app.js"></script>
<script type="module" src="/static/build/{script}.js"></script></head><body>"""

TOKENS = """:root { color-scheme: light dark;
--chart-1: light-dark(#1d3263, #accbff); --chart-2: light-dark(#a96f05, #f4cb64); }
:root[data-theme=light] { color-scheme: light; } :root[data-theme=dark] { color-scheme: dark; }"""

CHART = """<figure data-chart="{kind}" data-unit="visits"><figcaption>Visits by month</figcaption>
<div><table><caption>Card admissions</caption>
<thead><tr><th>Month</th><th>Chongqing</th><th>Dalian</th><th data-chart-comparison>Before</th>
<th data-chart-skip>Share</th></tr></thead><tbody>
<tr><th>January</th><td data-value="1200">1,200</td><td data-value="800">800</td>
<td>900</td><td>60 %</td></tr>
<tr><th>February</th><td><data value="1500">1,500</data></td><td>–</td>
<td>950</td><td>100 %</td></tr>
</tbody></table></div></figure>
<button data-theme-choice="dark">Dark</button><button data-theme-choice="light">Light</button>"""

GATE = """<form data-gate method="post" action="/scan" hx-post="/scan" hx-target="#verdict"
enctype="multipart/form-data"><input name="code" data-gate-code autocomplete="off">
<input type="file" name="picture" data-gate-picture><button>Check</button></form>
<div id="verdict" role="status"></div><p>Some text</p>"""

FORM = """<form hx-post="/act" hx-target="#answer"><input name="code" value="A1">
<input type="hidden" name="csrfmiddlewaretoken" value="t0ken">
<select name="status"><option>{status}</option></select><button>Send</button></form>
<div id="answer"></div><p data-no-answer role="alert" hidden>The server did not answer.</p>"""

PAGES = {
    "/tokens.css": TOKENS,
    **{
        f"/{kind}/{language}": HEAD.format(language=language, script="chart")
        + CHART.format(kind=kind)
        for kind in ("bar", "line")
        for language in ("en", "zh-Hans", "de", "fr", "th", "vi")
    },
    "/gate": HEAD.format(language="en", script="gate") + GATE,
    **{
        f"/form/{status}": HEAD.format(language="en", script="gate") + FORM.format(status=status)
        for status in (200, 409, 500)
    },
}
Site = tuple[str, list[dict[str, list[str]]]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(PAGES) as running:
        yield running


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize("language", ["en", "zh-Hans", "de", "fr", "th", "vi"])
def test_a_chart_is_drawn_above_its_table(page: Page, site: Site, kind: str, language: str) -> None:
    page.goto(f"{site[0]}/{kind}/{language}")

    figure = page.locator("figure[data-chart-state=ready]")
    expect(figure.get_by_role("img")).to_have_attribute("aria-label", re.compile("Card admissions"))
    texts = figure.locator("svg text").all_text_contents()
    assert {"Chongqing", "Dalian", "Before", "visits"} <= set(texts)
    assert "Share" not in texts
    assert figure.locator("table").is_visible()


def test_a_chart_keeps_the_policy_while_a_mouse_moves_over_it(page: Page, site: Site) -> None:
    page.goto(f"{site[0]}/bar/en")
    canvas = page.locator("figure[data-chart-state=ready] .chart-canvas")

    canvas.hover(position={"x": 300, "y": 200})

    expect(canvas.locator("svg text", has_text="1,200")).to_be_visible()


def test_an_unknown_figure_leaves_a_gap_instead_of_a_zero(page: Page, site: Site) -> None:
    page.goto(f"{site[0]}/bar/en")
    canvas = page.locator("figure[data-chart-state=ready] .chart-canvas")

    canvas.hover(position={"x": 900, "y": 200})

    expect(canvas.locator("svg text", has_text="1,500")).to_be_visible()
    expect(canvas.locator("svg text", has_text=re.compile("^–$"))).to_be_visible()


def test_a_chart_is_drawn_again_in_the_colours_of_another_theme(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site[0]}/bar/en")
    bars = page.locator("figure[data-chart-state=ready] svg path")
    expect(bars.first).to_be_attached()
    light = set(bars.evaluate_all("paths => paths.map(path => path.getAttribute('fill'))"))

    page.get_by_role("button", name="Dark").click()

    dark = set(bars.evaluate_all("paths => paths.map(path => path.getAttribute('fill'))"))
    assert "rgb(29,50,99)" in {str(fill).replace(" ", "") for fill in light}
    assert "rgb(172,203,255)" in {str(fill).replace(" ", "") for fill in dark}


def test_a_chosen_theme_is_remembered_on_the_next_page(page: Page, site: Site) -> None:
    page.goto(f"{site[0]}/bar/en")
    page.get_by_role("button", name="Dark").click()

    page.goto(f"{site[0]}/line/en")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_a_scanner_that_presses_enter_twice_scans_once(page: Page, site: Site) -> None:
    address, posted = site
    page.goto(f"{address}/gate")
    expect(page.locator("html")).to_have_attribute("data-gate-ready", "true")

    page.keyboard.type("6BF:CARD")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator("#verdict")).to_have_text("answer 1 to a picture")
    expect(page.locator("[data-gate-code]")).to_have_value("")
    assert len(posted) == 1
    assert "6BF:CARD" in posted[0]["raw"][0]


def test_a_scan_reaches_the_code_field_after_a_click_beside_it(page: Page, site: Site) -> None:
    page.goto(f"{site[0]}/gate")
    page.get_by_text("Some text").click()

    page.keyboard.type("NEXT")

    expect(page.locator("[data-gate-code]")).to_have_value("NEXT")


def test_a_second_visitor_is_scanned_without_a_click(page: Page, site: Site) -> None:
    address, posted = site
    page.goto(f"{address}/gate")
    page.keyboard.type("FIRST")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_contain_text("answer 1")

    page.keyboard.type("SECOND")
    page.keyboard.press("Enter")

    expect(page.locator("#verdict")).to_contain_text("answer 2")
    assert "SECOND" in posted[1]["raw"][0]
    assert "FIRST" not in posted[1]["raw"][0]


def test_a_picture_is_sent_as_soon_as_it_is_chosen(page: Page, site: Site) -> None:
    address, posted = site
    page.goto(f"{address}/gate")

    page.locator("input[type=file]").set_input_files(
        {"name": "card.png", "mimeType": "image/png", "buffer": b"picture of a code"}
    )

    expect(page.locator("#verdict")).to_contain_text("answer 1")
    assert "picture of a code" in posted[0]["raw"][0]


def test_a_refused_act_shows_its_reason(page: Page, site: Site) -> None:
    page.goto(f"{site[0]}/form/409")

    page.get_by_role("button", name="Send").click()

    expect(page.locator("#answer")).to_have_text("answer 1 to A1")
    expect(page.get_by_role("alert")).to_be_hidden()
