"""The reference of settings names every environment variable that is read, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.reading import ROOT, list_code, list_rows

REFERENCE = ROOT / "docs/reference/settings.md"
#: How the sources read the environment: os.environ's own ways, and those of settings.py.
READERS = {"get", "setdefault", "_flag", "_words"}


def list_settings() -> dict[str, str]:
    """Returns the documented names with what is said of their defaults."""
    rows = list_rows(REFERENCE.read_text(encoding="utf-8"))
    return {list_code(name)[0]: default for name, default, *_meaning in rows}


def list_read() -> Iterator[tuple[str, str]]:
    """Lists names read from the environment with their default, empty where it is worked out."""
    for folder in ("src/landsea", "tools"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from list_read_in(path)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"^([A-Z_]+) \?=", makefile, re.MULTILINE):
        yield name, ""


def list_read_in(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            name = name_read(node.values[0])
            if name and isinstance(node.values[-1], ast.Constant):
                yield name, str(node.values[-1].value)
        elif name := name_read(node):
            default = node.args[1:2] if isinstance(node, ast.Call) else []
            known = default and isinstance(default[0], ast.Constant) and default[0].value
            yield name, str(known or "")


def name_read(node: ast.AST) -> str:
    """Returns the variable that an expression reads from the environment, or nothing."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        return str(ast.literal_eval(node.slice))
    if not isinstance(node, ast.Call) or not node.args:
        return ""
    *owner, reader = ast.unparse(node.func).rsplit(".", 1)
    is_named = isinstance(node.args[0], ast.Constant)
    if reader not in READERS or owner not in ([], ["os.environ"]) or not is_named:
        return ""
    return str(ast.literal_eval(node.args[0]))


def test_every_variable_that_is_read_is_documented_and_no_other() -> None:
    read = {name for name, _default in list_read()}

    assert set(list_settings()) == read


def test_documented_defaults_are_those_of_the_sources() -> None:
    documented = list_settings()

    wrong = [
        (name, default)
        for name, default in list_read()
        if default and default not in documented[name]
    ]

    assert wrong == []
