"""What the sources may not do, so that nobody has to find it on a page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.reading import ROOT
from tools.unsafe import list_unexplained

SOURCES = ROOT / "src/landsea"
#: Readers of XML that would follow what a document says of entities and other files.
XML = re.compile(r"(xml|lxml|xmltodict|untangle|pulldom|expat|genshi|bs4)(\.|$)")
#: Ways out that are not `landsea.foundation.outbound`.
NETWORK = re.compile(
    r"(httpx|httpcore|requests|aiohttp|urllib3|urllib\.request|http\.client|ftplib|telnetlib"
    r"|paramiko|xmlrpc)(\.|$)"
)
#: Where it is allowed for, and why.
OUTBOUND = {
    "foundation/outbound": "the one client",
    "keeping/others.py": "knocks at a port of this machine, whose number the operator gives",
}


def list_imports(folder: Path) -> Iterator[tuple[Path, str]]:
    """Lists the modules that the sources of a folder import, wherever in them."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def parsers_of_xml(folder: Path) -> list[str]:
    return [f"{path.name}: {name}" for path, name in list_imports(folder) if XML.match(name)]


def test_no_source_reads_xml_with_a_parser_that_follows_entities() -> None:
    assert parsers_of_xml(SOURCES) == []


@pytest.mark.parametrize(
    "line",
    [
        "import xml.etree.ElementTree as tree",
        "from xml.dom import minidom",
        "from xml.sax.saxutils import unescape",
        "def read():\n    from lxml import etree",
        "import lxml.html",
    ],
)
def test_a_reader_of_xml_would_be_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "reader.py").write_text(line)

    assert len(parsers_of_xml(tmp_path)) == 1


def test_a_reader_that_refuses_entities_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text("from defusedxml.ElementTree import fromstring")

    assert parsers_of_xml(tmp_path) == []


def test_nothing_goes_out_but_through_the_one_client() -> None:
    ways = [
        f"{path.relative_to(SOURCES)}: {name}"
        for path, name in list_imports(SOURCES)
        if NETWORK.match(name)
        and not any(path.is_relative_to(SOURCES / allowed) for allowed in OUTBOUND)
    ]

    assert ways == []


def test_no_form_is_taken_as_it_comes() -> None:
    """Fields are named one by one: who adds one to a request adds nothing to a row."""
    whole = re.compile(
        r"\*\*\s*request\.|\*\*\s*(POST|GET)\b|request\.POST\.(dict|items|lists)\(\)"
        r"|fields\s*=\s*[\"']__all__|ModelForm\b|setattr\([^)]*request\."
    )

    found = [
        f"{path.relative_to(SOURCES)}: {line.strip()}"
        for path in sorted(SOURCES.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if whole.search(line)
    ]

    assert found == []


def test_every_finding_of_bandit_has_its_reason() -> None:
    assert list(map(str, list_unexplained(SOURCES))) == []


BAD = """import subprocess
import pickle


def run(command, cursor, name):
    subprocess.run(command, shell=True)
    pickle.loads(name)
    eval(name)
    cursor.execute(f"SELECT * FROM t WHERE name = '{name}'")
"""


def test_bandit_finds_what_is_planted(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(BAD)

    found = {(each.code, each.line) for each in list_unexplained(tmp_path)}

    assert {("B602", 6), ("B301", 7), ("B307", 8), ("B608", 9)} <= found


@pytest.mark.parametrize(
    ("comment", "is_explained"),
    [
        ("# noqa: S307 -- our own constant", True),
        ("# noqa: E501, S307 -- our own constant", True),
        ("# nosec B307 -- our own constant", True),
        ("# nosec", False),
        ("# nosec B307", False),
        ("# noqa: S307", False),
        ("# noqa: S608 -- a reason for something else", False),
        ("# nosec B608 -- a reason for something else", False),
    ],
)
def test_a_finding_is_explained_by_its_number_and_a_reason(
    tmp_path: Path, comment: str, is_explained: bool
) -> None:
    (tmp_path / "bad.py").write_text(f"eval('1')  {comment}\n")

    assert (list_unexplained(tmp_path) == []) is is_explained
