"""Brings `.venv` in line with requirements.lock and builds what the package ships.

Run by make with the environment's own Python. Does nothing, in a tenth of a second, when neither
the lock nor the sources of the page scripts and translations have changed.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
BINARIES = Path(sys.prefix) / "bin"


def main() -> None:
    """Installs and builds what has changed since the last time."""
    installed = Stamp("installed", [LOCK])
    if not installed.is_current():
        say("Installing what Landsea needs into .venv: some 240 MB to fetch the first time.")
        install_uv()
        run_uv("install", "--require-hashes", "--requirement", str(LOCK))
        installed.set()
    built = Stamp("built", list_build_sources())
    if not built.is_current():
        say("Building the page scripts and translations.")
        run_uv("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        built.set()


class Stamp:
    """Remembers in the environment which contents of some files it was made from."""

    def __init__(self, name: str, sources: Iterable[Path]) -> None:
        self.path = Path(sys.prefix) / f".{name}"
        digest = hashlib.sha256(sys.version.encode())
        for source in sources:
            digest.update(str(source.relative_to(ROOT)).encode() + b"\0" + source.read_bytes())
        self.digest = digest.hexdigest()

    def is_current(self) -> bool:
        """Says whether the files are as they were when the stamp was set."""
        return self.path.is_file() and self.path.read_text() == self.digest

    def set(self) -> None:
        """Remembers the files as they are."""
        self.path.write_text(self.digest)


def list_build_sources() -> list[Path]:
    """Lists what an editable installation is made from, besides the Python files it points to."""
    frontend = ROOT / "frontend"
    named = [ROOT / "pyproject.toml", ROOT / "hatch_build.py", LOCK]
    packages = [*frontend.glob("*.json"), *frontend.glob("*.mjs"), frontend / ".npmrc"]
    scripts = (frontend / "src").rglob("*.js")
    catalogues = (ROOT / "src/landsea/locale").glob("*/LC_MESSAGES/*.po")
    return [*named, *sorted(packages), *sorted(scripts), *sorted(catalogues)]


def install_uv() -> None:
    """Installs uv with pip, at the version and hashes of the lock."""
    match = re.search(r"^uv==.*\n(?:    --hash.*\n)+", LOCK.read_text(), re.MULTILINE)
    if match is None:
        raise SystemExit("requirements.lock names no uv. Run `git checkout requirements.lock`.")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirement:
        requirement.write(match.group())
        requirement.flush()
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        run([*pip, "install", "--no-deps", "--require-hashes", "-r", requirement.name])


def run_uv(*arguments: str) -> None:
    """Runs `uv pip` in this environment, with the package index that pip is set up to use."""
    environment = {**os.environ, "VIRTUAL_ENV": sys.prefix}
    if index := find_package_index():
        environment.setdefault("UV_DEFAULT_INDEX", index)
    run([str(BINARIES / "uv"), "--quiet", "pip", *arguments], environment)


def find_package_index() -> str | None:
    """Returns the index that pip is set up with; uv does not look there, and may have no other."""
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    match = re.search(r"^(?:global|install|:env:)\.index-url='(.+)'$", listing.stdout, re.MULTILINE)
    return match.group(1) if match else None


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Runs a step of the set-up, and stops at the first that fails."""
    # Started in the checkout: uv reads there that it trusts the system's certificates.
    outcome = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if outcome.returncode:
        raise SystemExit(f"Set-up stopped: `{Path(command[0]).name}` failed, see above.")


def say(sentence: str) -> None:
    """Prints at once, before a step that takes long."""
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
