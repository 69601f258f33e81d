"""What holds for every address of the interface: problems, tags, logs."""

import json
import logging

import pytest
from django.test import Client, override_settings

from landsea.library import queries as library
from landsea.members.engine.scopes import Scope
from tests.api.calling import Program
from tests.factories.keys import make_token
from tests.factories.library import make_place
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Program:
    return Program(make_token(make_member(), Scope.LIBRARY_WRITE).secret)


def post_text(program: Program, text: str | bytes, content_type: str) -> tuple[int, str]:
    """Sends a body as it is and returns the problem."""
    response = program.client.post(
        "/api/v1/places",
        text,
        content_type=content_type,
        headers={"authorization": f"Bearer {program.secret}", "idempotency-key": "k"},
    )
    body = json.loads(response.content)
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, body["type"].removeprefix("urn:landsea:")


@pytest.mark.parametrize(
    "text",
    [
        b"{",
        b"",
        b"\xff\xfe",
        b'{"key": "\\ud800"}',
        b'{"latitude": NaN}',
        b"[" * 5000,
        b'{"a": 1' + b"0" * 5000 + b"}",
    ],
)
def test_what_is_no_json_is_refused(editor: Program, text: bytes) -> None:
    status, word = post_text(editor, text, "application/json")

    assert (status, word) in {(400, "bad-request"), (422, "invalid-input")}
    assert status == (400 if text else 422)


@pytest.mark.parametrize("text", ["null", "[]", "7", '"text"', "{}", '{"\\u0000": 1}'])
def test_what_is_another_json_is_refused(editor: Program, text: str) -> None:
    assert post_text(editor, text, "application/json") == (422, "invalid-input")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"]
)
def test_only_json_is_read(editor: Program, content_type: str) -> None:
    assert post_text(editor, "{}", content_type) == (415, "wrong-media-type")


def test_json_may_say_its_encoding(editor: Program) -> None:
    assert post_text(editor, "{}", "application/json; charset=utf-8")[0] == 422


def test_a_body_that_is_too_long_is_not_read(editor: Program) -> None:
    assert post_text(editor, b"x" * 1_000_001, "application/json") == (413, "body-too-large")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "places", "GET, HEAD, POST"),
        ("PUT", "me", "GET, HEAD"),
        ("GET", "gate/scans", "POST"),
        ("OPTIONS", "alliances", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_taken_is_a_problem(
    anybody: Program, method: str, path: str, allowed: str
) -> None:
    reply = anybody.send(method, path, None)

    assert reply.problem == (405, "method-not-allowed")
    assert reply.header("Allow") == allowed


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v2/places", "/api/v1/places/"])
def test_an_address_that_is_none_is_a_problem(anybody: Program, address: str) -> None:
    assert anybody.get(address).problem == (404, "not-found")


@pytest.mark.parametrize("path", ["places/7", "organisations/x", "programmes/%00"])
def test_an_id_that_is_none_is_named(anybody: Program, path: str) -> None:
    assert anybody.get(path).problem == (422, "invalid-input")


@override_settings(ALLOWED_HOSTS=["landsea.example"])
def test_a_foreign_host_is_a_problem(anybody: Program) -> None:
    assert anybody.get("places").problem == (400, "bad-request")


def test_a_fault_of_ours_tells_nothing_of_our_inside(
    anybody: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret of the cellar")

    monkeypatch.setattr(library, "get_place", broken)

    reply = anybody.get(f"places/{make_place().public_id}", X_Request_ID="request-17")

    assert reply.problem == (500, "server-fault")
    assert "cellar" not in reply.response.content.decode()
    assert "request-17" in reply.body["detail"]
    assert any(record.exc_info for record in caplog.records)


def test_a_problem_is_in_the_language_that_is_asked_for(anybody: Program) -> None:
    reply = anybody.get("nothing", Accept_Language="de")

    assert reply.header("Content-Language") == "de"
    assert reply.body["title"] == "Unter dieser Adresse gibt es nichts."


def test_what_did_not_change_is_not_sent_again(anybody: Program) -> None:
    address = f"places/{make_place().public_id}"
    first = anybody.get(address)
    etag = first.header("ETag")

    again = [
        anybody.get(address, If_None_Match=sent)
        for sent in (etag, f"W/{etag}", f'"other", {etag}', "*")
    ]

    assert [reply.status for reply in again] == [304] * 4
    assert {reply.response.content for reply in again} == {b""}
    assert {reply.header("ETag") for reply in again} == {etag}
    assert anybody.get(address, If_None_Match='"other"').body == first.body


def test_what_is_public_may_be_kept_by_caches_and_nothing_else(
    anybody: Program, editor: Program
) -> None:
    address = f"places/{make_place().public_id}"

    public, own = anybody.get(address), editor.get(address)

    assert public.header("Cache-Control") == "public, max-age=60"
    assert own.header("Cache-Control") == "private, no-cache"
    assert "Authorization" in public.header("Vary")
    assert anybody.get("me").header("Cache-Control") == "no-store"


def test_the_head_of_an_answer_is_that_of_the_answer(anybody: Program) -> None:
    make_place()
    whole = anybody.get("places")

    head = anybody.send("HEAD", "places", None)

    assert (head.status, head.response.content) == (200, b"")
    assert head.header("ETag") == whole.header("ETag")
    assert head.header("Content-Length") == str(len(whole.response.content))


def test_each_request_is_one_line_in_the_log_without_what_was_asked(
    editor: Program, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="landsea.api")
    place = make_place()

    editor.get(f"places/{place.public_id}?q=somebody@example.org")

    (line,) = [record for record in caplog.records if record.name == "landsea.api"]
    told = vars(line)
    assert told["route"] == "api/v1/places/<place_id>"
    assert (told["method"], told["status"], told["caller"]) == ("GET", 200, "integration")
    assert told["ms"] > 0
    assert "example.org" not in str(told)
    assert str(place.public_id) not in str(told)


def test_pages_are_no_problems(client: Client) -> None:
    response = client.get("/en/nothing/")

    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")
