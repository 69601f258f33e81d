"""The wheel, installed where nothing else is, serves every page without Node or a network."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.e2e.demo_server import run_demo
from tests.e2e.snapshots import Site, look_at_everything
from tests.e2e.test_every_page import NOT_TO_BE_SEEN
from tests.e2e.visitors import make_visitors
from tools.environment import BINARIES, LOCK, find_package_index

ROOT = Path(__file__).parents[2]
#: Stands in for a machine without a network: whatever is not on this one can't be reached.
GUARD = """
import socket

_connect = socket.socket.connect

def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        if address[0] not in ("127.0.0.1", "::1", "localhost"):
            with open({log!r}, "a") as log:
                print(address, file=log)
            raise OSError("There is no network here.")
    return _connect(self, address)

socket.socket.connect = socket.socket.connect_ex = connect
"""

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1500)]


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the wheel is installed and serves, and whom it tried to reach."""

    address: str
    site: Site
    attempts: Path


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The demonstration of an installed wheel, looked at by everybody."""
    folder = tmp_path_factory.mktemp("wheel")
    python = install(build_wheel(folder), folder / "environment")
    attempts = folder / "attempts.txt"
    (folder / "guard").mkdir()
    (folder / "guard/sitecustomize.py").write_text(GUARD.format(log=str(attempts)))
    settings = {
        "PYTHONPATH": str(folder / "guard"),
        # Neither Node nor anything else of the checkout's.
        "PATH": str(python.parent),
        "NUMBA_CACHE_DIR": "",
    }
    (folder / "data").mkdir()
    with run_demo(folder / "data", python=str(python), settings=settings) as address:
        site = look_at_everything(make_visitors(address))
        yield Installation(address, site, attempts)
        site.close()


def build_wheel(folder: Path) -> Path:
    """Builds the wheel of this checkout."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*command, "-t", "wheel"], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def install(wheel: Path, environment: Path) -> Path:
    """Installs a wheel and what it needs at the locked versions, and returns its Python."""
    uv = str(BINARIES / "uv")
    subprocess.run(
        [uv, "--quiet", "venv", "--python", sys.executable, str(environment)], check=True
    )
    python = environment / "bin/python"
    index = find_package_index()
    from_index = ["--default-index", index] if index else []
    command = [uv, "--quiet", "pip", "install", "--python", str(python), *from_index]
    # Started in the checkout: uv reads there that it trusts the system's certificates.
    subprocess.run([*command, "--constraint", str(LOCK), str(wheel)], cwd=ROOT, check=True)
    return python


def test_the_wheel_serves_every_page(installation: Installation) -> None:
    site = installation.site

    assert set(site.unseen) <= NOT_TO_BE_SEEN
    assert [str(each) for each in site.snapshots if each.status >= 500] == []
    assert len(site.one_of_each()) > 60


def test_whatever_its_pages_load_is_in_the_wheel(installation: Installation) -> None:
    loaded = {
        address
        for each in installation.site.snapshots
        for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', each.html)
    }

    answers = {
        address: httpx.get(f"{installation.address}{address}", trust_env=False).status_code
        for address in loaded
    }

    assert len(answers) > 5
    assert [address for address, status in answers.items() if status != 200] == []


def test_nobody_off_the_machine_is_asked(installation: Installation) -> None:
    assert not installation.attempts.exists(), installation.attempts.read_text()


def test_the_pages_come_from_the_wheel_and_not_from_the_checkout(
    installation: Installation,
) -> None:
    page = httpx.get(f"{installation.address}/healthz", trust_env=False)
    python = installation.attempts.parent / "environment/bin/python"

    where = subprocess.run(
        [str(python), "-c", "import landsea; print(landsea.__file__)"],
        cwd=installation.attempts.parent,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert page.status_code == 200
    assert str(ROOT) not in where
