"""Reads the texts that the tests in this folder hold to the code."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def list_texts() -> list[Path]:
    """Lists the project's own Markdown files."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def list_rows(text: str) -> Iterator[list[str]]:
    """Lists the cells of each row of a text's tables, without heads and rules."""
    lines = text.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_head = following.startswith("| ---")
        if line.startswith("| ") and not line.startswith("| ---") and not is_head:
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def list_code(text: str) -> list[str]:
    """Lists what stands between backticks in a line."""
    return re.findall(r"`([^`]+)`", text)
