"""What the package ships besides its Python files is built, and built only when it has to be."""

import gettext
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from hatch_build import STATIC_BUILD, build_page_scripts, compile_translations
from tools.environment import Stamp

ROOT = Path(__file__).parents[2]
CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Gate"
msgstr "{gate}"
"""


def write_catalogue(locale: Path, text: str) -> Path:
    source = locale / "de/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text)
    return source


def test_a_translation_is_compiled(tmp_path: Path) -> None:
    write_catalogue(tmp_path, CATALOGUE.format(gate="Einlass"))

    compile_translations(tmp_path)

    german = gettext.translation("django", tmp_path, ["de"])
    assert german.gettext("Gate") == "Einlass"


def test_a_changed_translation_is_compiled_again(tmp_path: Path) -> None:
    source = write_catalogue(tmp_path, CATALOGUE.format(gate="Tor"))
    compile_translations(tmp_path)
    later = source.with_suffix(".mo").stat().st_mtime + 10

    write_catalogue(tmp_path, CATALOGUE.format(gate="Einlass"))
    os.utime(source, (later, later))
    compile_translations(tmp_path)

    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Gate") == "Einlass"


def test_a_broken_translation_stops_the_build(tmp_path: Path) -> None:
    write_catalogue(tmp_path, f"<<<<<<< ours\n{CATALOGUE}")

    with pytest.raises(PoFileError):
        compile_translations(tmp_path)


def test_page_scripts_are_not_built_again_from_the_same_sources() -> None:
    built = ROOT / STATIC_BUILD / "app.js"
    before = built.stat().st_mtime_ns
    # Builds if a source was edited since the last build; the second call has nothing to do.
    build_page_scripts(ROOT)
    after_first = built.stat().st_mtime_ns

    build_page_scripts(ROOT)

    assert built.stat().st_mtime_ns == after_first
    assert before <= after_first


@pytest.mark.parametrize("name", ["app", "chart", "gate"])
def test_each_page_script_has_its_compressed_neighbours(name: str) -> None:
    folder = ROOT / STATIC_BUILD

    sizes = [(folder / f"{name}.js{ending}").stat().st_size for ending in ("", ".gz", ".br")]

    assert sizes == sorted(sizes, reverse=True)


def test_an_environment_is_made_anew_when_its_lock_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.environment.ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==5.2.1")
    Stamp("installed", [lock]).set()
    was_current = Stamp("installed", [lock]).is_current()

    lock.write_text("django==5.2.2")

    assert was_current
    assert not Stamp("installed", [lock]).is_current()


@pytest.mark.slow
def test_the_wheel_holds_all_that_a_server_needs(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert {
        "landsea/__main__.py",
        "landsea/web/static/build/app.js",
        "landsea/web/static/build/app.js.br",
        "landsea/web/static/build/chart.js.br",
        "landsea/locale/de/LC_MESSAGES/django.mo",
    } <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "tools/", "frontend/")) for name in names)
