"""Each import contract fails on a planted fault, and names it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANT = "planted_fault"
MODULES = ("foundation", "members", "library", "trips", "cards", "market", "insight")

pytestmark = pytest.mark.slow


def lint_with(tmp_path: Path, plants: dict[str, str]) -> dict[str, str]:
    """Returns what the linter says on each broken contract of a copy with planted files."""
    ignored = shutil.ignore_patterns("__pycache__", "static", "data", "*.mo")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, statement in plants.items():
        file = tmp_path / "src/landsea" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'"""A fault."""\n\n{statement}\n')
    outcome = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    _, _, broken = outcome.stdout.partition("Broken contracts")
    _, *titled = re.split(r"^([^-\n].*)\n-{3,}\n", broken, flags=re.MULTILINE)
    return dict(zip(titled[::2], titled[1::2], strict=True))


def test_a_lower_module_may_not_import_a_higher_one(tmp_path: Path) -> None:
    broken = lint_with(tmp_path, {f"library/{PLANT}.py": "import landsea.cards.events"})

    told = broken["modules are stacked: left never imports right"]
    assert f"landsea.library.{PLANT} -> landsea.cards.events" in told


def test_a_new_module_has_to_be_given_its_place_in_the_stack(tmp_path: Path) -> None:
    broken = lint_with(tmp_path, {f"{PLANT}/__init__.py": "import landsea"})

    assert PLANT in broken["modules are stacked: left never imports right"]


def test_a_policy_may_not_call_a_surface_of_its_module(tmp_path: Path) -> None:
    plants = {
        "members/tasks.py": "NAME = 'x'",
        "members/policies.py": "import landsea.members.tasks",
    }

    broken = lint_with(tmp_path, plants)

    told = broken["inside a module: surfaces, services, queries, policies, models, engine"]
    assert "landsea.members.policies -> landsea.members.tasks" in told


@pytest.mark.parametrize(
    ("statement", "reached"),
    [
        ("import django.db", "django"),
        ("import pydantic", "pydantic"),
        # Not itself a table, but it imports them.
        ("import landsea.foundation.outbox", "landsea.foundation.models"),
    ],
)
def test_an_engine_may_not_reach_the_database_even_indirectly(
    tmp_path: Path, statement: str, reached: str
) -> None:
    broken = lint_with(tmp_path, {f"trips/engine/{PLANT}.py": statement})

    told = broken["engines and the kernel never reach Django, tables or acts"]
    assert f"landsea.trips.engine.{PLANT}" in told
    assert reached in told


def test_tables_are_imported_by_their_own_module_only(tmp_path: Path) -> None:
    plants = {f"web/{PLANT}_{module}.py": f"import landsea.{module}.models" for module in MODULES}

    broken = lint_with(tmp_path, plants)

    for module in MODULES:
        told = broken[f"the tables of {module} are its own"]
        assert f"landsea.web.{PLANT}_{module} -> landsea.{module}.models" in told
