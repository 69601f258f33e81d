"""The gate's interface for devices, through HTTP."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.cards.models import Gate, Redemption, ScanMethod
from landsea.cards.services.programmes import enrol_gate
from landsea.cards.services.tokens import token_of
from landsea.foundation.models import OutboxEntry
from tests.factories.cards import Programme, make_card, make_programme

pytestmark = pytest.mark.django_db

SCANS = "/api/v1/gate/scans"


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def key(programme: Programme) -> str:
    return enrol_gate(
        programme.venue.public_id, "East gate", by=programme.staff, now=timezone.now()
    )


def paid_code(programme: Programme) -> str:
    now = timezone.now()
    return token_of(make_card(programme, now=now).public_id, now=now)


def send(client: Client, key: str, **body: str) -> tuple[int, dict[str, Any]]:
    """Sends a scan and returns the status and the answer."""
    response = client.post(
        SCANS, body, content_type="application/json", headers={"authorization": f"Bearer {key}"}
    )
    return response.status_code, response.json()


def test_a_device_admits_a_card_and_is_told_what_to_say(
    client: Client, programme: Programme, key: str
) -> None:
    scan_id = str(uuid4())

    answer = send(client, key, scan_id=scan_id, code=paid_code(programme))

    assert answer == (
        200,
        {
            "scan_id": scan_id,
            "outcome": "admitted",
            "rule": "benefit",
            "heading": "Admitted",
            "reason": "Free entry with this card.",
            "say": "Welcome.",
            "is_replay": False,
        },
    )
    redemption = Redemption.objects.get()
    assert (str(redemption.public_id), redemption.method) == (scan_id, ScanMethod.DEVICE)
    assert redemption.gate == Gate.objects.get()


def test_a_scan_that_is_sent_again_admits_nobody_twice(
    client: Client, programme: Programme, key: str
) -> None:
    body = {"scan_id": str(uuid4()), "code": paid_code(programme)}

    (first, one), (second, two) = send(client, key, **body), send(client, key, **body)

    assert (first, second) == (200, 200)
    assert (one["is_replay"], two["is_replay"]) == (False, True)
    assert Redemption.objects.count() == 1


def test_a_scan_id_lent_to_another_card_is_a_conflict(
    client: Client, programme: Programme, key: str
) -> None:
    scan_id = str(uuid4())
    send(client, key, scan_id=scan_id, code=paid_code(programme))

    status, problem = send(client, key, scan_id=scan_id, code=paid_code(programme))

    assert (status, problem["type"]) == (409, "urn:landsea:scan-id-reused")
    assert Redemption.objects.count() == 1


def test_what_is_no_card_is_a_verdict_and_writes_nothing(
    client: Client, programme: Programme, key: str
) -> None:
    status, answer = send(client, key, scan_id=str(uuid4()), code="odd\x00")

    assert (status, answer["outcome"], answer["rule"]) == (200, "refused", "readable")
    assert not Redemption.objects.exists()
    assert not OutboxEntry.objects.exists()


def test_the_answer_is_in_the_language_that_the_device_asks_for(
    client: Client, programme: Programme, key: str
) -> None:
    response = client.post(
        SCANS,
        {"scan_id": str(uuid4()), "code": "x"},
        content_type="application/json",
        headers={"authorization": f"Bearer {key}", "accept-language": "zh-Hans"},
    )

    assert response.json()["heading"] == "不能入内"
    assert response["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "x"}])
def test_without_a_key_a_device_is_told_how_to_send_one(
    client: Client, programme: Programme, headers: dict[str, str]
) -> None:
    response = client.post(
        SCANS, {"scan_id": str(uuid4()), "code": "x"}, "application/json", headers=headers
    )

    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "urn:landsea:not-authenticated"
    assert response.json()["status"] == 401


def test_a_key_that_was_revoked_opens_nothing(
    client: Client, programme: Programme, key: str
) -> None:
    Gate.objects.update(revoked_at=timezone.now())

    status, _ = send(client, key, scan_id=str(uuid4()), code=paid_code(programme))

    assert (status, Redemption.objects.count()) == (401, 0)


def test_a_key_is_kept_as_its_digest_only(key: str) -> None:
    assert key not in json.dumps(list(Gate.objects.values()), default=str)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scan_id": "x", "code": "y"}, "body.scan_id"),
        ({"code": "y"}, "body.scan_id"),
        ({"scan_id": str(uuid4())}, "body.code"),
        ({"scan_id": str(uuid4()), "code": "x" * 2001}, "body.code"),
    ],
)
def test_a_body_that_can_not_be_read_names_the_field(
    client: Client, programme: Programme, key: str, body: dict[str, str], field: str
) -> None:
    response = client.post(
        SCANS, body, "application/json", headers={"authorization": f"Bearer {key}"}
    )

    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert (problem["type"], problem["status"]) == ("urn:landsea:invalid-input", 422)
    assert [fault["field"].replace("body.body.", "body.") for fault in problem["faults"]] == [field]


def test_a_body_that_is_no_json_is_a_problem_too(client: Client, key: str) -> None:
    response = client.post(
        SCANS, "{", "application/json", headers={"authorization": f"Bearer {key}"}
    )

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["type"] == "urn:landsea:bad-request"


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v2/gate/scans"])
def test_an_address_of_the_interface_that_is_none_is_a_problem_too(
    client: Client, address: str
) -> None:
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["type"] == "urn:landsea:not-found"


def test_the_interface_describes_itself(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()

    assert described["info"]["title"] == "Landsea"
    scan = described["paths"][SCANS]["post"]
    assert scan["summary"] == "Decide about card"
    assert scan["security"] == [{"DeviceKey": []}]


@pytest.mark.parametrize("count", [1, 3])
def test_a_scan_asks_the_database_as_often_however_many_were_admitted(
    client: Client,
    programme: Programme,
    key: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    code = paid_code(programme)
    # The first admission of all also opens the accounts of its posting.
    for _ in range(count):
        send(client, key, scan_id=str(uuid4()), code=paid_code(programme))

    with django_assert_num_queries(16):
        status, answer = send(client, key, scan_id=str(uuid4()), code=code)

    assert (status, answer["outcome"]) == (200, "admitted")
