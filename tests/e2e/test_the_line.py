"""One line through the whole house, walked as people walk it, in English and in Chinese."""

import re
import time
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

SECONDS = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says in one language."""

    prefix: str
    query: str
    place: str
    add_to_trip: str
    design_it: str
    take_a_card: str
    take_annual: str
    gate_staff: str
    office: str
    check: str
    not_paid: str
    money_taken: str
    admitted: str
    refused: str
    used_today: str
    trace: str


ENGLISH = Words(
    prefix="/en/",
    query="Dazu",
    place="Dazu Rock Carvings",
    add_to_trip="Add to a trip",
    design_it="Design it",
    take_a_card="Take a card for it",
    take_annual="Take: Annual card",
    gate_staff="gate staff",
    office="alliance's office",
    check="Check",
    not_paid="This card is not paid yet.",
    money_taken="I have taken",
    admitted="Admitted",
    refused="Not admitted",
    used_today="Already used here today",
    trace="Trace",
)
CHINESE = Words(
    prefix="/zh-hans/",
    query="大足",
    place="大足石刻景区",
    add_to_trip="加入行程",
    design_it="开始设计",
    take_a_card="为此行程领卡",
    take_annual="领取：年卡",
    gate_staff="检票员",
    office="联盟办公室",
    check="检查",
    not_paid="此卡尚未付款。",
    money_taken="我已收取",
    admitted="请进",
    refused="不能入内",
    used_today="今天已在此使用",
    trace="追溯",
)


def admissions_counted(page: Page, demo: str) -> int:
    """Returns the card admissions in Chongqing, over all months."""
    page.goto(f"{demo}/en/figures/")
    cells = page.locator("#admissions tr[data-city=Chongqing] td[data-value]")
    return sum(int(str(cell.get_attribute("data-value"))) for cell in cells.all())


def published_figures(page: Page, demo: str) -> list[str]:
    page.goto(f"{demo}/en/figures/")
    return page.locator("#published tbody tr").all_inner_texts()


def statement_lines(page: Page, demo: str) -> int:
    page.goto(f"{demo}/en/statements/")
    page.get_by_role("link", name="Chongqing venues").click()
    return page.locator("table.statement tr[data-kind=admission]").count()


def take_role(page: Page, name: str) -> None:
    page.locator(".demo-band").get_by_role("button", name=name, exact=True).click()
    # Until the new page is there: one that is closed on its way may never close.
    expect(page.locator(".demo-band button[aria-pressed=true]")).to_have_text(name)


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_the_line_from_a_place_to_its_figure(page: Page, demo: str, words: Words) -> None:
    published = published_figures(page, demo)
    counted = admissions_counted(page, demo)
    take_role(page, "gate staff")
    lines = statement_lines(page, demo)
    take_role(page, "traveller")

    # The library: found by name, opened.
    page.goto(f"{demo}{words.prefix}places/")
    page.get_by_role("searchbox").fill(words.query)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url(f"**q={quote(words.query)}**")
    expect(page.locator("main").get_by_role("link", name=words.place, exact=True)).to_have_count(1)
    page.locator("main").get_by_role("link", name=words.place, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.place)

    # The trip: two days from Chongqing, with this place in it.
    page.get_by_role("link", name=words.add_to_trip).click()
    expect(page.locator("#town")).to_have_value("chongqing")
    page.locator("#days").fill("2")
    page.get_by_role("button", name=words.design_it).click()
    expect(page.locator("section.day")).to_have_count(2, timeout=30 * SECONDS)
    expect(page.locator(".stopline h3", has_text=words.place)).to_have_count(1)

    # The card, taken for this trip.
    page.get_by_role("link", name=words.take_a_card).click()
    page.get_by_role("button", name=words.take_annual).click()
    expect(page.locator(".qr svg")).to_be_visible()
    code = page.locator("#card-token").text_content() or ""
    assert code.startswith("LS1:")

    # The gate: not paid, paid, admitted, and refused the second time.
    take_role(page, words.gate_staff)
    page.locator("#venue").select_option(label=words.place)
    page.locator("form:has(#venue) button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.place)
    page.locator("#code").fill(code)
    page.get_by_role("button", name=words.check).click()
    expect(page.locator(".verdict")).to_contain_text(words.not_paid)
    page.get_by_role("button", name=words.money_taken).click()
    page.get_by_role("button", name=words.check).click()
    expect(page.locator(".verdict h2")).to_have_text(words.admitted)
    # As a handheld scanner does it: keys into the field, then Enter.
    page.locator("#code").press_sequentially(code)
    page.locator("#code").press("Enter")
    expect(page.locator(".verdict h2")).to_have_text(words.refused)
    expect(page.locator(".verdict")).to_contain_text(words.used_today)

    # The statement, the figure, and the published figures that it leaves alone.
    assert statement_lines(page, demo) == lines + 1
    # The worker tells the figures within a second or two.
    deadline = time.monotonic() + 20
    while admissions_counted(page, demo) == counted and time.monotonic() < deadline:
        page.wait_for_timeout(500)
    assert admissions_counted(page, demo) == counted + 1
    assert published_figures(page, demo) == published

    # The trace links all of it.
    page.goto(f"{demo}{words.prefix}figures/")
    take_role(page, words.office)
    page.goto(f"{demo}{words.prefix}trace/")
    page.get_by_role("link", name=re.compile(f"^{words.trace}")).first.click()
    for part in ("stop", "card", "scan", "posting", "fact", "figure"):
        expect(page.locator(f"#trace-{part} p").first).to_be_visible()
        expect(page.locator(f"#trace-{part} .quiet")).to_have_count(0)
    expect(page.locator("#trace-scan")).to_contain_text(words.place)
    take_role(page, "traveller" if words is ENGLISH else "旅客")
