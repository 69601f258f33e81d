"""Takes pictures of the main pages of the demonstration, in a data folder that is thrown away.

`make screenshots` writes them all into build/screenshots, and the few that README shows into
docs/screenshots.
"""

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.needs import CHROMIUM_ARGUMENTS, find_chromium

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build/screenshots"
README_FOLDER = ROOT / "docs/screenshots"
PAGES = (
    "home",
    "places",
    "place",
    "map",
    "calendar",
    "trip",
    "card",
    "figures",
    "organisations",
    "market",
)
LANGUAGES = ("en", "zh-hans", "th")
SCHEMES = ("light", "dark")
WIDTHS = {"phone": 390, "desktop": 1280}
HEIGHTS = {"phone": 844, "desktop": 800}
#: Of a long page the beginning is enough.
TALLEST = 6000
#: A machine that has more to do takes its time to design the trip.
PATIENCE_MS = 180_000
LARGEST_README_BYTES = 150_000
#: Maps and charts say when they have been drawn; a map out of sight is not.
DRAWN = """() => [...document.querySelectorAll('[data-map]')].every(
  (map) => map.getBoundingClientRect().top > innerHeight - 100
    || ['ready', 'off'].includes(map.dataset.mapState))
&& [...document.querySelectorAll('[data-chart]')].every((chart) => chart.dataset.chartState)"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a page in a language, on a phone or a desk, in light or dark."""

    page: str
    language: str
    device: str
    scheme: str

    @property
    def name(self) -> str:
        return f"{self.page}-{self.language}-{self.device}-{self.scheme}"


#: What a first look should see of a page, where that is not its beginning.
BEST = {"figures": "section:has(> #chart-published)"}
#: What README shows.
SELECTION = (
    Shot("home", "en", "desktop", "light"),
    Shot("map", "zh-hans", "desktop", "light"),
    Shot("figures", "en", "desktop", "dark"),
    Shot("place", "th", "phone", "light"),
    Shot("trip", "zh-hans", "phone", "light"),
    Shot("card", "en", "phone", "dark"),
)


def list_shots() -> Iterator[Shot]:
    """Lists every main page in each language, on each device, in light and dark."""
    for page, language, device, scheme in product(PAGES, LANGUAGES, WIDTHS, SCHEMES):
        yield Shot(page, language, device, scheme)


def find_paths(page: Page, address: str) -> dict[str, str]:
    """Designs a trip, takes a card for it, and returns where each main page is, in English."""
    page.goto(f"{address}/en/places/?q=Dazu")
    place = page.locator("#results h3 a").first.get_attribute("href") or ""
    page.goto(f"{address}/en/trips/new/?must={place.rstrip('/').rpartition('/')[2]}")
    page.locator("main form[method=post] button[type=submit]").click()
    page.wait_for_url("**/trips/*-*/")
    trip = page.url.removeprefix(address)
    page.locator("a[href*='/cards/?trip=']").first.click()
    page.locator("main form[action*='/cards/take/'] button").first.click()
    page.wait_for_url("**/cards/*-*/")
    return {
        "home": "/en/",
        "places": "/en/places/",
        "place": place,
        "map": "/en/places/map/",
        "calendar": "/en/calendar/",
        "trip": trip,
        "card": page.url.removeprefix(address),
        "figures": "/en/figures/",
        "organisations": "/en/organisations/",
        "market": "/en/market/",
    }


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Starts the system's Chromium; WebGL is drawn without a graphics card."""
    executable = find_chromium()
    if executable is None:
        raise SystemExit("No Chromium was found. `make test-needs` installs it on Debian.")
    gpu = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
    arguments = [each for each in CHROMIUM_ARGUMENTS if each != "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(executable), args=[*arguments, *gpu]
        )
        yield browser
        browser.close()


def take(context: BrowserContext, address: str, path: str, shot: Shot) -> tuple[Image.Image, int]:
    """Returns a picture of a page once everything on it has been drawn, and where it is best."""
    page = context.new_page()
    page.emulate_media(
        color_scheme="dark" if shot.scheme == "dark" else "light", reduced_motion="reduce"
    )
    size = {"width": WIDTHS[shot.device], "height": HEIGHTS[shot.device]}
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(f"{address}{path.replace('/en/', f'/{shot.language}/', 1)}")
    tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": max(tall, size["height"])})
    page.wait_for_function(DRAWN)
    content = page.screenshot()
    best = page.locator(BEST[shot.page]).bounding_box() if shot.page in BEST else None
    page.close()
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    return picture, max(0, round(best["y"]) - 24) if best else 0


def keep(picture: Image.Image, shot: Shot, *, top: int | None) -> Path:
    """Writes a picture: all of it, or for README a screenful from somewhere on, small enough."""
    if top is None:
        path = FOLDER / f"{shot.name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, optimize=True)
        return path
    path = README_FOLDER / f"{shot.name}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    bottom = min(picture.height, top + HEIGHTS[shot.device])
    picture = picture.crop((0, top, picture.width, bottom))
    for quality in range(90, 30, -10):
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size <= LARGEST_README_BYTES:
            break
    return path


def main() -> int:
    """Starts the demonstration, takes the pictures and says where they lie."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="only those that README shows")
    parser.add_argument("--address", help="of a demonstration that runs already")
    parser.add_argument("--page", help="only this one of the pages")
    options = parser.parse_args()
    shots = [
        shot
        for shot in (SELECTION if options.readme else list_shots())
        if options.page in (None, shot.page)
    ]
    if options.address:
        return _take_all(options.address, shots, for_readme=options.readme)
    with tempfile.TemporaryDirectory(prefix="landsea-screenshots-") as folder:
        os.environ.setdefault("NUMBA_CACHE_DIR", f"{folder}/compiled")
        from tests.e2e.demo_server import run_demo  # noqa: PLC0415 -- after the folder is set

        with run_demo(Path(folder)) as address:
            return _take_all(address, shots, for_readme=options.readme)


def _take_all(address: str, shots: list[Shot], *, for_readme: bool) -> int:
    with open_browser() as browser:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE_MS)
        paths = find_paths(context.new_page(), address)
        for shot in shots:
            picture, best = take(context, address, paths[shot.page], shot)
            path = keep(picture, shot, top=best if for_readme else None)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
