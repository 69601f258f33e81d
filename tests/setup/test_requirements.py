"""What is installed is written down once, pinned, and names no place it comes from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"\b\w+://|--(?:extra-)?index-url|--find-links|@ file:", re.IGNORECASE)


def list_dependency_lines() -> list[str]:
    """Lists the lines of pyproject.toml that name a package that is installed."""
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    return [line for line in lines if re.match(r'    "[A-Za-z][\w.-]*(\[[\w,-]+\])?[<>=]=', line)]


def list_locked_packages() -> dict[str, str]:
    """Returns the text of each package in the lock, by name."""
    blocks = re.split(
        r"^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE
    )
    return {block.partition("==")[0]: block for block in blocks if "==" in block}


def test_the_lock_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text()

    addresses = ADDRESS.findall(lock)

    assert addresses == []


def test_each_locked_package_has_a_hash() -> None:
    packages = list_locked_packages()

    without_hash = [name for name, block in packages.items() if "--hash=sha256:" not in block]

    assert len(packages) > 50
    assert without_hash == []


def test_each_dependency_says_what_it_is_for() -> None:
    dependencies = list_dependency_lines()

    silent = [line for line in dependencies if not re.search(r"# for \w+", line)]

    assert len(dependencies) > 25
    assert silent == []


def test_each_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *(name for names in project["project"]["optional-dependencies"].values() for name in names),
        *(
            name
            for names in project["dependency-groups"].values()
            for name in names
            if isinstance(name, str)
        ),
    ]
    names = {re.split(r"[\[<>=]", name)[0].lower() for name in wanted}

    assert names - set(list_locked_packages()) == set()


def test_a_wheel_is_built_with_the_versions_of_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = list_locked_packages()

    for requirement in project["build-system"]["requires"]:
        name, _, version = requirement.partition("==")
        assert locked[name.lower()].startswith(f"{name.lower()}=={version} "), requirement


def test_the_lock_of_the_page_scripts_names_no_address() -> None:
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]

    resolved = [name for name, package in packages.items() if "resolved" in package]
    # Where its makers ask for money is none that anything is fetched from.
    rest = [{**package, "funding": ""} for package in packages.values()]

    assert resolved == []
    assert ADDRESS.findall(json.dumps(rest)) == []


def test_each_package_of_the_page_scripts_has_a_hash() -> None:
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]

    without_hash = [
        name for name, package in packages.items() if name and "integrity" not in package
    ]

    assert without_hash == []


@pytest.mark.parametrize("kind", ["dependencies", "devDependencies"])
def test_page_scripts_name_exact_versions(kind: str) -> None:
    wanted = json.loads((ROOT / "frontend/package.json").read_text())[kind]

    loose = {
        name: version for name, version in wanted.items() if not re.fullmatch(r"[\d.]+", version)
    }

    assert loose == {}
