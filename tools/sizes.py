"""Names the files that have grown so long that somebody should look at them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONG = {"src": 400, "tools": 400, "tests": 600}


def list_long_files(root: Path = ROOT) -> list[tuple[Path, int]]:
    """Lists Python files past the length that is set for their folder, with their length."""
    found = []
    for folder, limit in LONG.items():
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            count = len(path.read_text(encoding="utf-8").splitlines())
            if count > limit:
                found.append((path.relative_to(root), count))
    return found


if __name__ == "__main__":
    for path, count in list_long_files():
        print(f"long: {path} has {count} lines")
