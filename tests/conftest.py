"""What holds for all tests."""

import os
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
#: Folders whose tests come to the same on every database, unless they ask for one.
WITHOUT_DATABASE = {"docs", "engine", "kernel", "quality", "setup"}
#: Folders whose tests ask for one, and are about what stands before it.
BEFORE_DATABASE = {"access", "security"}

# Quick repeats itself, so that a red run is red again; proof looks further each time.
settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
settings.register_profile(
    "proof", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

# A browser test asks this machine only, whatever proxy the person who runs it has.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what need not be run again on another database each time."""
    for item in items:
        folders = set(item.path.parent.parts)
        asks = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        if BEFORE_DATABASE & folders or (not asks and WITHOUT_DATABASE & folders):
            item.add_marker("one_database")


@pytest.fixture(autouse=True)
def each_test_begins_in_english() -> Iterator[None]:
    """Keeps the language of a page that one test reads out of the next test."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def engine_tests_have_no_database(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Keeps the database out of tests of engines and of the kernel."""
    if not {"engine", "kernel"} & set(request.path.parent.parts):
        yield
        return
    asked_for = DATABASE_FIXTURES & set(request.fixturenames)
    if asked_for or request.node.get_closest_marker("django_db"):
        pytest.fail("An engine computes from values: its tests have no database.")
    with django_db_blocker.block():
        yield
