"""Requests that the description allows, and ones that it does not, as each role."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from landsea.foundation.api import examples
from landsea.web.wsgi import application
from tests.api.world import World, make_world, prepare

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.one_database,
    # Hypothesis and schemathesis warn of what they generate.
    pytest.mark.filterwarnings("ignore"),
]

logger = logging.getLogger("tests.api")

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
ROLES = ("anonymous", "gate", "editor", "office")
#: By name of a path's parameter: the record that is there.
RECORDS = {
    "place_id": examples.PLACE,
    "organisation_id": examples.ORGANISATION,
    "programme_id": examples.PROGRAMME,
    "card_id": examples.CARD,
    "admission_id": examples.ADMISSION,
    "membership_id": examples.MEMBERSHIP,
    "listing_id": examples.LISTING,
    "project_id": examples.PROJECT,
    "slug": examples.ALLIANCE_SLUG,
}
SCOPES = {
    "gate": {"gate:scan", "cards:sell"},
    "editor": {"library:write", "statements:read", "changes:read", "market:write"},
    # An applicant's office applies; the alliance's office does all else.
    "office": {"alliance:run", "members:write"},
}
Operation = Any  # schemathesis ships no type that a test could name without its parameters


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Lets requests use the connection of the test, as Django's own client does."""
    ends = (signals.request_started, signals.request_finished)
    for each in ends:
        each.disconnect(close_old_connections)
    yield
    for each in ends:
        each.connect(close_old_connections)


@dataclass
class Seen:
    """How often each operation was answered with which status."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)

    @property
    def successful(self) -> set[str]:
        return {
            name
            for name, counts in self.statuses.items()
            if any(200 <= status < 300 for status in counts)
        }


def key_of(role: str, operation_id: str, world: World) -> str:
    """Returns the key that a role sends to an operation."""
    if role == "anonymous":
        return ""
    if role == "gate" and operation_id == "decideAboutCard":
        return world.device
    if role == "office" and operation_id == "applyForMembership":
        return world.applicant
    return str(getattr(world, role))


def may(role: str, operation: Operation) -> bool:
    """Says whether the description promises a role that it is answered."""
    requirements: list[dict[str, list[str]]] = operation.definition.raw["security"]
    for requirement in requirements:
        if not requirement:
            return True
        if "DeviceKey" in requirement:
            return role == "gate"
        if role != "anonymous" and set(requirement["ApiKey"]) <= SCOPES[role]:
            return True
    return False


def list_operations() -> Iterator[Operation]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        yield result.ok()


def ask(case: Operation, key: str, counts: Counter[int]) -> None:
    """Sends one request and holds its answer to the description."""
    # Read as it is: schemathesis opens nothing that is packed.
    headers = {"Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    # A bad request must not end the transaction in which all of them are sent.
    with transaction.atomic():
        response = case.call(headers=headers)
    counts[response.status_code] += 1
    case.validate_response(response, checks=CHECKS)


def send_many(operation: Operation, key: str, counts: Counter[int], count: int) -> None:
    """Sends requests as the description has them, and with faults, to records that are there."""
    records = {
        parameter.name: str(RECORDS[parameter.name]) for parameter in operation.path_parameters
    }
    modes = schemathesis.GenerationMode
    strategies = [
        operation.as_strategy(modes.POSITIVE),
        operation.as_strategy(modes.POSITIVE, path_parameters=records),
        operation.as_strategy(modes.NEGATIVE, path_parameters=records),
    ]
    limits = settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @limits
    @given(st.one_of(strategies))
    def send(case: Operation) -> None:
        ask(case, key, counts)

    send()


def send_examples(operation: Operation, key: str, counts: Counter[int]) -> None:
    """Sends the requests that the description shows as examples, and the plainest one."""
    records = {
        parameter.name: str(RECORDS[parameter.name]) for parameter in operation.path_parameters
    }
    shown = operation.get_strategies_from_examples()
    for strategy in shown:
        once = settings(
            max_examples=1,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )

        @once
        @given(strategy)
        def send(case: Operation) -> None:
            ask(case, key, counts)

        send()
    if operation.method.upper() == "GET":
        ask(operation.Case(path_parameters=records), key, counts)


@pytest.mark.parametrize("role", ROLES)
def test_the_interface_keeps_to_its_description(role: str, settings: Settings) -> None:
    successful, promised = walk(role, settings, count=10)

    # Whoever may was answered, so that the requests reached what they test; nobody else was.
    assert successful == promised


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("role", ROLES)
def test_the_interface_keeps_to_its_description_for_long(role: str, settings: Settings) -> None:
    successful, promised = walk(role, settings, count=100)

    assert successful == promised


def walk(role: str, settings: Settings, *, count: int) -> tuple[set[str], set[str]]:
    """Sends requests to every operation; returns which were answered, and which promise it."""
    settings.LANDSEA_RATE_KEY = settings.LANDSEA_RATE_ANONYMOUS = 1_000_000
    world = make_world()
    seen, promised = Seen(), set()

    for operation in list_operations():
        name = operation.definition.raw["operationId"]
        counts = seen.statuses.setdefault(name, Counter())
        key = key_of(role, name, world)
        if may(role, operation):
            promised.add(name)
        with transaction.atomic():
            prepare(name)
            send_examples(operation, key, counts)
            send_many(operation, key, counts, count=count)
            transaction.set_rollback(True)
    logger.info("%s: %s", role, {name: dict(each) for name, each in seen.statuses.items()})
    return seen.successful, promised
