"""The two checkers of pages: the Nu HTML checker for what is sent, axe for what is shown."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Page

from tools.needs import CHECKERS, find_java

_NU = CHECKERS / "node_modules/vnu-jar/build/dist/vnu.jar"
_AXE = CHECKERS / "node_modules/axe-core/axe.min.js"
#: WCAG 2.2 to AA, and what is good practice besides.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def check_html(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """Returns the findings of the Nu HTML checker in each page, by the page's name."""
    java = find_java()
    assert java is not None, "No Java was found. `make test` installs it on Debian."
    files = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, "utf-8")
        files[file.as_uri()] = name
    listing = folder / "pages.txt"
    # A memory of its own size: the machine has tests beside.
    command = [str(java), "-Xmx512m", "-Xss8m", "-jar", str(_NU), "--stdout", "--format", "json"]
    outcome = subprocess.run(
        [*command, "--exit-zero-always", *(str(folder / f"{n}.html") for n in range(len(files)))],
        capture_output=True,
        text=True,
        check=False,
    )
    listing.write_text(outcome.stdout)
    assert outcome.returncode == 0, outcome.stderr
    findings: dict[str, list[str]] = {}
    for message in json.loads(outcome.stdout)["messages"]:
        extract = " ".join(message.get("extract", "").split())
        name = files[message["url"].replace("file:/", "file:///").replace("file://///", "file:///")]
        line = message.get("lastLine", 0)
        findings.setdefault(name, []).append(f"{message['message']} [line {line}] {extract}")
    return findings


def check_access(page: Page, *, rules: Iterable[str] = ()) -> list[str]:
    """Returns the findings of axe in the page that is open; all of its rules, or only some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text("utf-8"))
    some = {"type": "rule", "values": list(rules)}
    options = {
        "runOnly": some if some["values"] else {"type": "tag", "values": _RULES},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


#: What reaches over the right edge although it does not scroll in a region of its own, and text
#: that its box cuts off.
_OVERFLOWING = """() => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} px wide`);
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const unseen = '.seen-by-ear, [hidden], details:not([open]), .skip';
  const isHidden = (element) => element.closest(unseen);
  for (const element of document.body.querySelectorAll('*')) {
    if (isHidden(element) || element.closest('svg') !== null && element.tagName !== 'svg') continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const style = getComputedStyle(element);
    let within = element.parentElement;
    while (within && !scrolls(within) && getComputedStyle(within).overflowX === 'visible')
      within = within.parentElement;
    if (box.right > innerWidth + 1 && (within === null || within === root)) {
      found.push(`over the edge by ${Math.round(box.right - innerWidth)} px: ${name(element)}`);
    }
    const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (cuts && hasText && (element.scrollWidth > element.clientWidth + 1
        || element.scrollHeight > element.clientHeight + 2)) {
      found.push(`cut off: ${name(element)}`);
    }
  }
  function name(element) {
    return element.outerHTML.replace(/\\s+/g, ' ').slice(0, 160);
  }
  return found.slice(0, 10);
}"""


def check_width(page: Page) -> list[str]:
    """Returns what makes the open page scroll sideways, and text that is cut off."""
    found: list[str] = page.evaluate(_OVERFLOWING)
    return found
