"""Removes the data folder, so that the next `make demo` starts afresh."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# One of these is in each folder that Landsea has written to.
MARKS = ("landsea.sqlite3", "secret.key")


def main() -> None:
    """Removes LANDSEA_DATA if it is Landsea's, and says what was done."""
    folder = Path(os.environ["LANDSEA_DATA"]).resolve()
    if not folder.exists():
        print(f"Nothing to remove: there is no folder {folder}.")
    elif ROOT.is_relative_to(folder) or not any((folder / mark).is_file() for mark in MARKS):
        # A mistyped LANDSEA_DATA must not cost somebody another folder.
        raise SystemExit(f"{folder} was not written by Landsea, so it stays. Look at LANDSEA_DATA.")
    else:
        shutil.rmtree(folder)
        print(f"Removed {folder}. The next `make demo` starts afresh.")
    if os.environ.get("DATABASE_URL"):
        print("DATABASE_URL names a database of its own: drop and create it with its own tools.")


if __name__ == "__main__":
    main()
