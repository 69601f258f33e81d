"""The guided tour by keyboard alone, and by people who read one language only."""

import re
from dataclasses import dataclass

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page, expect

SECONDS = 1000
#: Further than any page has controls: who comes round again has missed it.
MAX_TABS = 400
#: Names that are the same in every language, signs of currencies, and names of places that their
#: sources have in Latin letters only.
NAMES = {
    *("Landsea", "CSV", "QR", "Enter", "UNESCO", "GeoNames", "LS", "Natural", "Earth", "CN", "US"),
    # The field of search shows that places are found in any script; Ctrl is what the key says.
    *("Dazu", "Rock", "Carvings", "Anshan", "Benxi", "Botanic", "Gardens", "Ctrl"),
}
#: What is seen or said: texts and the names of controls, but nothing that says it is in another
#: language, no codes and numbers of cards, and no name of a language in its own words.
TEXTS = """() => {
  const own = document.documentElement.lang;
  // Codes, and what sources say in their own words.
  const QUIET = ".num, .token, .sources, code, script, style";
  const skipped = (node) => {
    const other = node.closest("[lang]");
    return (other && other.lang !== own) || node.closest(QUIET);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (skipped(element) || !element.checkVisibility()) continue;
    found.push(walker.currentNode.data);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    if (skipped(element) || !element.checkVisibility()) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    }
  }
  found.push(document.title);
  return found;
}"""
CARD_NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads one language and has no pointer."""

    language: str
    place: str
    reads_latin: bool

    def looks_at(self, page: Page) -> None:
        """Fails when the page says something that the reader can't read."""
        expect(page.locator("html")).to_have_attribute("data-scripts", "on")
        if self.reads_latin:
            return
        texts = [CARD_NUMBER.sub("", text) for text in page.evaluate(TEXTS)]
        foreign = {text.strip() for text in texts if set(WORD.findall(text)) - NAMES}
        assert foreign == set(), f"{page.url} says in Latin letters: {sorted(foreign)}"


READERS = (
    Reader("en", "Dazu Rock Carvings", reads_latin=True),
    Reader("zh-hans", "大足石刻景区", reads_latin=False),
    Reader("th", "Dazu Rock Carvings", reads_latin=False),
)


def tab_to(page: Page, wanted: Locator) -> None:
    """Moves the focus forwards until a control has it."""
    expect(wanted).to_have_count(1)
    for _press in range(MAX_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"No key reaches {wanted} on {page.url}.")


def follow(page: Page, wanted: Locator) -> None:
    """Goes to a link or button by keys alone, and presses Enter on it."""
    tab_to(page, wanted)
    # Focus that is not seen helps nobody who has no pointer.
    assert wanted.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    with page.expect_navigation():
        page.keyboard.press("Enter")


def bar(page: Page) -> Locator:
    return page.get_by_role("complementary", name=_("Guided tour"))


def is_at(page: Page, number: int) -> None:
    """Says that the bar is at a step, to eyes and to voices."""
    current = bar(page).locator("[aria-current=step]")
    expect(current.locator(".ball")).to_have_text(str(number))
    said = _("Guided tour, step %(number)s of %(count)s.") % {"number": number, "count": 5}
    expect(bar(page).get_by_role("status")).to_contain_text(said)


def is_ready(page: Page) -> None:
    """Waits until the gate's script has put the focus into its field, as it does once."""
    expect(page.locator("html")).to_have_attribute("data-gate-ready", "true")
    expect(page.locator("#code")).to_be_focused()


def as_role(do: str, role: str) -> str:
    return _("%(do)s, as: %(role)s") % {"do": _(do), "role": _(role)}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_the_tour_is_finished_by_keyboard_alone(
    page: Page, demo: str, reader: Reader, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    with translation.override(reader.language):
        page.goto(f"{demo}/{reader.language}/")
        reader.looks_at(page)
        follow(page, page.get_by_role("button", name=_("See it work in three minutes")))

        # 1: a place is found.
        is_at(page, 1)
        reader.looks_at(page)
        follow(page, bar(page).get_by_role("link", name=_("Look for it")))
        reader.looks_at(page)
        follow(page, page.locator("main").get_by_role("link", name=reader.place).first)

        # 2: it is put into a trip.
        is_at(page, 2)
        reader.looks_at(page)
        follow(page, bar(page).get_by_role("link", name=_("To the wishes")))
        reader.looks_at(page)
        follow(page, page.get_by_role("button", name=_("Design it")))

        # 3: a card is taken for it.
        is_at(page, 3)
        reader.looks_at(page)
        follow(page, bar(page).get_by_role("link", name=_("To the cards")))
        reader.looks_at(page)
        follow(page, page.locator("form[action*='/cards/take/'] button").first)

        # 4: the gate staff take the money and admit it.
        is_at(page, 4)
        reader.looks_at(page)
        number = page.locator("#card-number").inner_text()
        follow(page, bar(page).get_by_role("button", name=as_role("To the gate", "gate staff")))
        reader.looks_at(page)
        is_ready(page)
        page.keyboard.type(number)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".verdict")).to_contain_text(_("This card is not paid yet."))
        is_ready(page)
        reader.looks_at(page)
        follow(page, page.locator("form.message button"))
        is_at(page, 4)
        is_ready(page)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        is_ready(page)
        expect(page.locator(".verdict h2")).to_have_text(_("Admitted"))

        # 5: the statement is read, then the figure.
        is_at(page, 5)
        reader.looks_at(page)
        follow(
            page,
            bar(page).get_by_role("button", name=as_role("To the statement", "clearing officer")),
        )
        reader.looks_at(page)
        expect(page.locator("table.statement tr[data-kind=admission]").last).to_be_visible()
        follow(
            page, bar(page).get_by_role("button", name=as_role("To the figures", "statistician"))
        )
        finish(page)
        reader.looks_at(page)


def finish(page: Page) -> None:
    """Waits for the worker as the bar does, and reads what came of it."""
    status = bar(page).get_by_role("status")
    again = bar(page).get_by_role("link", name=_("To the figures"))
    if again.count():
        expect(status).not_to_contain_text(
            _("The admission is being counted; it takes a few seconds."), timeout=20 * SECONDS
        )
        follow(page, again)
    expect(status).to_contain_text(_("That was all of it, and it was real. This is what you did:"))
    counted = page.locator("#admissions tr[data-city=Chongqing] td[data-value]").first
    told = bar(page).locator(".tour-done li").last
    expect(told).to_contain_text(counted.inner_text())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_tour_survives_a_reload_and_goes_on_after_it_was_left(page: Page, demo: str) -> None:
    page.goto(f"{demo}/en/")
    follow(page, page.get_by_role("button", name="See it work in three minutes"))
    follow(page, bar(page).get_by_role("link", name="Look for it"))
    follow(page, page.locator("main").get_by_role("link", name="Dazu Rock Carvings").first)

    page.reload()
    is_at(page, 2)
    follow(page, bar(page).get_by_role("button", name="Leave the tour"))
    expect(bar(page)).to_have_count(0)
    follow(page, page.get_by_role("button", name="Go on with the tour"))

    is_at(page, 2)
    expect(page).to_have_url(re.compile("/en/trips/new/"))


def test_the_tour_needs_no_script(page: Page, demo: str) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()

    plain.goto(f"{demo}/en/demo/tour/")
    plain.get_by_role("button", name="Begin the tour").click()
    plain.locator("#tour").get_by_role("link", name="Look for it").click()
    plain.locator("main").get_by_role("link", name="Dazu Rock Carvings").first.click()

    expect(plain.locator("#tour [aria-current=step] .ball")).to_have_text("2")
    context.close()
