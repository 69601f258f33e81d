"""Every page of the demonstration in each language: sound, open to everybody, never too wide."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

from tests.e2e.checkers import check_access, check_html, check_width
from tests.e2e.snapshots import Site, look_at_everything
from tests.e2e.visitors import Snapshot, make_visitors

PHONE, DESK = 390, 1280
OTHERS = ("zh-hans", "de", "fr", "th", "vi")
LARGEST_BYTES = 60_000
#: Maps are fetched when somebody looks at them.
APART = ("/static/build/map", "/static/build/land", "/static/web/map.css")
#: What is no page of its own, or not to be had in a demonstration that is left as it was.
NOT_TO_BE_SEEN = {
    # Only while a batch of more changes than one act takes back is taken back: test_audit.py.
    "en/audit/work/<uuid:task_id>/",
    # A part of a page that is on a tour.
    "en/demo/tour/now/",
}

BAD = """<!doctype html><html><head><title>Bad</title></head><body>
<main><h1>Bad</h1><img src="/static/web/sign.svg"><p id="a">One</p><p id="a">Two</section>
<p style="color: #aaa; background: #fff">Hardly to be read</p><input name="q">
<div style="width: 700px">Too wide</div></main></body></html>"""


@pytest.fixture(scope="session")
def site(demo: str) -> Iterator[Site]:
    """All pages of the demonstration."""
    found = look_at_everything(make_visitors(demo))
    yield found
    found.close()


class Looker:
    """Shows pages to the checkers as their visitors were given them, and hears what they say."""

    def __init__(self, context: BrowserContext, demo: str) -> None:
        self.page = context.new_page()
        self.complaints: list[str] = []
        self._demo = demo
        self._shown: Snapshot | None = None
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._watch)
        self.page.route(re.compile(r"^https?://[^/]+/(?!static/)"), self._answer)

    def show(self, snapshot: Snapshot) -> Page:
        """Opens a page: its HTML as it was answered, all that it loads from the demonstration."""
        self._shown = snapshot
        self.complaints.clear()
        # A page that asks for its own progress does so as the visitor.
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [
                {"name": each.name, "value": each.value or "", "url": self._demo}
                for each in snapshot.visitor.client.cookies.jar
            ]
        )
        self.page.goto(f"{self._demo}{snapshot.path}", wait_until="load")
        self._shown = None
        return self.page

    def _answer(self, route: Route) -> None:
        shown = self._shown
        if shown is None or not route.request.is_navigation_request():
            route.continue_()
            return
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": shown.policy,
        }
        # Answered as a success: what is looked at is the page, not its status.
        route.fulfill(status=200, headers=headers, body=shown.html)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != urlsplit(self._demo).netloc:
            self.complaints.append(f"asked another machine: {request.url}")


@pytest.fixture
def looker(browser: Browser, demo: str) -> Iterator[Looker]:
    context = browser.new_context()
    yield Looker(context, demo)
    context.close()


def check_all(page: Page) -> list[str]:
    """Returns what both checkers in the browser find."""
    return [*check_access(page), *check_width(page)]


def find_faults(
    looker: Looker,
    snapshots: list[Snapshot],
    *,
    width: int,
    scheme: str = "light",
    check: Callable[[Page], list[str]] = check_all,
) -> list[str]:
    """Lists what is wrong with pages at a width, in light or dark."""
    looker.page.set_viewport_size({"width": width, "height": 844})
    looker.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = []
    for snapshot in snapshots:
        page = looker.show(snapshot)
        faults = [*check(page), *looker.complaints]
        found += [f"{snapshot}: {fault}" for fault in faults]
    return found


def test_every_address_has_a_page_that_somebody_was_shown(site: Site) -> None:
    assert set(site.unseen) <= NOT_TO_BE_SEEN


def test_no_page_is_a_fault_of_the_server(site: Site) -> None:
    assert [str(each) for each in site.snapshots if each.status >= 500] == []


def test_every_page_is_sound_html(site: Site, tmp_path: Path) -> None:
    findings = check_html({str(each): each.html for each in site.snapshots}, tmp_path)

    assert "\n".join(f"{page}: {said}" for page, said in findings.items()) == ""


def test_every_page_is_sound_html_in_each_language(site: Site, tmp_path: Path) -> None:
    pages = {
        f"{language}: {each}": each.html
        for language in OTHERS
        for each in site.in_language(language, site.one_of_each())
        # The checker guesses its language by the mails, which are in their readers' languages.
        if not each.path.endswith("/demo/mail/")
    }

    findings = check_html(pages, tmp_path)

    assert len(pages) > 200
    assert "\n".join(f"{page}: {said}" for page, said in findings.items()) == ""


def test_the_checker_of_html_finds_what_is_wrong(tmp_path: Path) -> None:
    good = '<!doctype html><html lang="en"><title>Good</title><h1>Good</h1></html>'

    findings = check_html({"bad": BAD, "good": good}, tmp_path)

    assert set(findings) == {"bad"}
    said = " ".join(findings["bad"])
    for finding in ("An “img” element must have an “alt”", "Duplicate ID", "Stray end tag"):
        assert finding in said


def test_the_checkers_in_the_browser_find_what_is_wrong(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.set_content(BAD)

    said = " ".join(check_all(page))

    for finding in ("html-has-lang", "image-alt", "label", "color-contrast", "px wide"):
        assert finding in said


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_every_page_is_open_to_everybody(
    looker: Looker, site: Site, width: int, scheme: str
) -> None:
    assert find_faults(looker, site.one_of_each(), width=width, scheme=scheme) == []


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_everybody_is_open_to_everybody(
    looker: Looker, site: Site, width: int, scheme: str
) -> None:
    assert find_faults(looker, list(site.snapshots), width=width, scheme=scheme) == []


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", OTHERS)
def test_no_page_is_wider_than_a_phone(looker: Looker, site: Site, language: str) -> None:
    pages = site.in_language(language, site.one_of_each())

    found = find_faults(looker, pages, width=PHONE, check=check_width)

    assert found == []


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("language", OTHERS)
def test_every_page_is_open_to_everybody_in_each_language(
    looker: Looker, site: Site, language: str
) -> None:
    pages = site.in_language(language, site.one_of_each())

    assert find_faults(looker, pages, width=PHONE) == []


def test_every_public_page_is_light(site: Site, demo: str) -> None:
    weights: dict[str, int] = {}
    heavy = {}
    public = [each for each in site.snapshots if each.visitor.name == "nobody"]
    for each in public:
        loaded = [path for path in list_loaded(each.html) if not path.startswith(APART)]
        for path in loaded:
            if path not in weights:
                weights[path] = weigh(f"{demo}{path}")
        total = weigh(f"{demo}{each.path}") + sum(weights[path] for path in loaded)
        if total > LARGEST_BYTES:
            heavy[each.path] = total

    assert len(weights) >= 5
    assert heavy == {}


def list_loaded(html: str) -> list[str]:
    """Lists the files that a page loads at once."""
    return sorted(set(re.findall(r'<(?:link|script|img)[^>]+(?:src|href)="(/static/[^"]+)"', html)))


def weigh(address: str) -> int:
    """Returns how many bytes are sent for an address."""
    with httpx.stream(
        "GET", address, headers={"Accept-Encoding": "gzip, br"}, trust_env=False
    ) as answer:
        return sum(len(part) for part in answer.iter_raw())
