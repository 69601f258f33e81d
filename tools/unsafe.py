"""Lets bandit search the sources; a finding counts as explained when its line says why it is safe.

The reason stands once, in the comment that ruff asks for at the same place, whose numbers are
bandit's with another letter: `# noqa: S608 -- names of our tables`. Where ruff sees nothing,
`# nosec B308 -- a constant` does. A comment without a reason explains nothing. What is left out
altogether, and why, stands in pyproject.toml.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Bandit's numbers that ruff has under another one.
_SAME = {"B703": "S308"}
_REASON = re.compile(r"# (?:noqa: (?P<ruff>[A-Z0-9, ]+)|nosec (?P<own>B\d+)) -- \w")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that bandit doubts."""

    code: str
    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.text}"


def list_unexplained(folder: Path, *, config: Path = ROOT / "pyproject.toml") -> list[Finding]:
    """Lists bandit's findings in a folder that no comment explains."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "bandit", "--recursive", "--quiet", "--ignore-nosec"),
            *("--configfile", str(config), "--format", "json", str(folder)),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout)
    if report["errors"]:
        raise RuntimeError(f"Bandit could not read all: {report['errors']}")
    return [
        Finding(each["test_id"], Path(each["filename"]), each["line_number"], each["issue_text"])
        for each in report["results"]
        if not _is_explained(each["test_id"], Path(each["filename"]), each["line_range"])
    ]


def _is_explained(code: str, path: Path, lines: list[int]) -> bool:
    source = path.read_text(encoding="utf-8").splitlines()
    as_ruff = _SAME.get(code, code.replace("B", "S"))
    for line in source[min(lines) - 1 : max(lines)]:
        found = _REASON.search(line)
        if found is None:
            continue
        if found["own"] == code or as_ruff in re.findall(r"[A-Z]+\d+", found["ruff"] or ""):
            return True
    return False


if __name__ == "__main__":
    unexplained = list_unexplained(ROOT / "src")
    for finding in unexplained:
        print(finding)
    sys.exit(1 if unexplained else 0)
