"""Links lead somewhere, make targets exist, and words of the glossary are in the code."""

import re
from pathlib import Path

import pytest

from tests.docs.reading import ROOT, list_code, list_rows, list_texts

SOURCES = [
    *(ROOT / "src/landsea").rglob("*.py"),
    *(ROOT / "src/landsea").rglob("*.html"),
]


def anchors_of(path: Path) -> set[str]:
    """Returns the anchors of a text's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", list_texts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))

    broken = []
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)

    assert broken == []


def test_every_text_in_docs_is_reached_from_their_index() -> None:
    start = ROOT / "docs/README.md"
    reached, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        for link in re.findall(r"\]\(([^)#\s]+\.md)", path.read_text(encoding="utf-8")):
            target = (path.parent / link).resolve()
            if target.exists() and target not in reached:
                reached.add(target)
                waiting.append(target)

    assert set((ROOT / "docs").rglob("*.md")) - reached == set()


def test_texts_name_only_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))

    named = {
        name
        for path in list_texts()
        for name in re.findall(
            r"(?:^|`|[A-Z]=\S+ )make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert {"demo", "test", "reset", "proof"} <= named
    assert named - targets == set()


def test_words_of_the_glossary_are_in_the_code() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", "\n".join(path.read_text("utf-8") for path in SOURCES)))

    named = [name for *_said, names in list_rows(glossary) for name in list_code(names)]

    assert len(named) > 50
    assert [name for name in named if name not in words] == []


def test_files_named_by_the_architecture_exist() -> None:
    text = (ROOT / "docs/explanation/architecture.md").read_text(encoding="utf-8")

    files = [name for row in list_rows(text) for name in list_code(row[-1])]

    assert len(files) > 15
    assert [name for name in files if not (ROOT / "src/landsea" / name).is_file()] == []
