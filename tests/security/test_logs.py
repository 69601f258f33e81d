"""Secrets do not get into the logs, and those that would are masked."""

import json
import logging
import sys
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.test import Client

from landsea.web.logs import JsonFormatter, mask
from tests.privacy.people import make_account
from tests.privacy.searching import find_in_logs

SECRET = "lsk_" + "aB3" * 14


def line_of(message: str, *arguments: object, **extra: object) -> dict[str, str]:
    """Returns a line of the log as it is written."""
    record = logging.makeLogRecord({"msg": message, "args": arguments, **extra})
    found: dict[str, str] = json.loads(JsonFormatter().format(record))
    return found


@pytest.mark.django_db
def test_no_secret_of_a_request_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser = Client(raise_request_exception=False)
    user, password = make_account(), "a password of mine"
    for address in ("/en/account/login/", "/en/nowhere/", "/api/v1/gate/scans", "/en/gate/"):
        browser.post(
            address,
            {"login": user.email, "password": password, "code": "LS1:CODE-OF-A-CARD"},
            headers={"authorization": f"Bearer {SECRET}", "x-api-key": SECRET},
        )
    browser.post("/en/account/login/", {"login": user.email, "password": "four walls and a roof"})
    browser.get("/en/nowhere/")
    session = browser.cookies["sessionid"].value

    # Requests ride along with Django's own records; what is written of them is tested below.
    told = [record for record in caplog.records if not hasattr(record, "request")]
    lines = [JsonFormatter().format(record) for record in caplog.records]
    secrets = (SECRET, password, "four walls and a roof", session, "CODE-OF-A-CARD")

    assert find_in_logs(told, *secrets) == []
    assert [line for line in lines if any(secret in line for secret in secrets)] == []
    assert any("/en/nowhere/" in line for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "lan@people.example",
        "Key (email)=(lan@people.example) already exists.",
        "To: <lan.b+c@mail.people.example>",
        f"Authorization: Bearer {SECRET}",
        f"key {SECRET} is over",
        "authorization: basic bGFuOnNlY3JldA==",
    ],
)
def test_what_would_be_a_secret_is_masked(text: str) -> None:
    masked = mask(text)

    assert "lan" not in masked
    assert SECRET not in masked
    assert "bGFu" not in masked
    assert "(address)" in masked or "(secret)" in masked


@pytest.mark.parametrize(
    "text",
    [
        "postgres is at 127.0.0.1:5432",
        "trip 01a2029f-204a-7419-8c06-34f07308a7ee",
        'File "/srv/landsea/web/logs.py", line 1, in format_exception_of_a_long_name_indeed',
        "2 @ 3",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask(text) == text


def test_a_trace_is_masked_too() -> None:
    try:
        raise ValueError("lan@people.example")
    except ValueError:
        line = line_of("failed", exc_info=sys.exc_info())

    assert "ValueError: (address)" in line["error"]
    assert "lan@" not in line["error"]


def test_a_request_is_logged_as_its_route_and_not_as_its_address() -> None:
    request = HttpRequest()
    request.method, request.path = "GET", "/en/places/?q=lan"

    line = line_of("Not Found", request=request)

    assert line["request"] == "GET "


def test_the_secret_of_a_link_is_masked_in_a_path() -> None:
    secret = (uuid4().hex + uuid4().hex)[:43]

    line = line_of("Not Found: %s", f"/en/invitations/{secret}/")

    assert line["message"] == "Not Found: /en/invitations/(secret)/"
