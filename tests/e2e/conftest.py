"""How browser tests start Chromium, and what they all watch for."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from tests.e2e.demo_server import run_demo
from tools.needs import CHROMIUM_ARGUMENTS, find_chromium

HERE = Path(__file__).parent
REFUSAL = re.compile(r"with a status of 4\d\d|Response Status Error Code 4\d\d")
LOCAL_HOSTS = {"127.0.0.1", "localhost"}

# Playwright's loop runs in the thread of the test, where Django would refuse its own queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder as one that needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Starts the system's Chromium, which then asks nobody for anything by itself."""
    executable = find_chromium()
    if executable is None:
        pytest.fail("No Chromium was found. `make test` installs it on Debian.")
    return {
        "executable_path": str(executable),
        "args": list(CHROMIUM_ARGUMENTS),
    }


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose test fails when it logs an error, breaks its policy or asks another machine."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # Chromium and htmx log a refusal too; whether one was due is for the test to say.
        if message.type == "error" and not REFUSAL.search(message.text):
            complaints.append(f"console: {message.text}")

    def watch(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname not in LOCAL_HOSTS:
            complaints.append(f"asked another machine: {request.url}")

    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", watch)
    yield page
    page.close()
    assert complaints == []


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demonstration."""
    with run_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address
