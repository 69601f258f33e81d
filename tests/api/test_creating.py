"""The same request sent again: one effect, the same answer."""

from uuid import uuid4

import pytest
from django.utils import timezone

from landsea.cards.models import Card, Posting
from landsea.foundation.models import IdempotentAnswer
from landsea.members.engine.scopes import Scope
from tests.api.calling import Program
from tests.factories.cards import Programme, make_card, make_programme
from tests.factories.keys import make_token
from tests.factories.members import make_alliance
from tests.foundation.processes import OwnDatabase

COUNTER = (Scope.CARDS_SELL, Scope.GATE_SCAN, Scope.LIBRARY_WRITE, Scope.MEMBERS_WRITE)


@pytest.fixture
def programme(db: None) -> Programme:
    return make_programme()


@pytest.fixture
def counter(programme: Programme) -> Program:
    """A program of the venue's owner, which also runs the alliance."""
    alliance = make_alliance().id
    scopes = (*COUNTER, Scope.MARKET_WRITE, Scope.ALLIANCE_RUN)
    return Program(make_token(programme.venue.owner_id, *scopes, alliance_id=alliance).secret)


def sale(programme: Programme) -> dict[str, str]:
    return {"product": str(programme.product_id)}


def test_the_same_request_gets_the_first_answer(counter: Program, programme: Programme) -> None:
    first = counter.post("cards", sale(programme), key="one")

    second = counter.post("cards", sale(programme), key="one")

    assert (first.status, second.status) == (201, 201)
    assert second.response.content == first.response.content
    assert second.header("Location") == first.header("Location") != ""
    assert first.header("Idempotency-Replayed") == "false"
    assert second.header("Idempotency-Replayed") == "true"
    assert Card.objects.unscoped("test").count() == 1


def test_an_answer_is_repeated_although_the_state_has_changed(
    counter: Program, programme: Programme
) -> None:
    address = f"cards/{make_card(programme, is_paid=False).public_id}/payments"
    first = counter.post(address, key="till-7")

    again = counter.post(address, key="till-7")

    assert (first.status, again.body) == (201, first.body)
    assert Posting.objects.unscoped("test").count() == 1


def test_a_key_is_of_one_body(counter: Program, programme: Programme) -> None:
    counter.post("cards", sale(programme), key="one")

    other = counter.post("cards", sale(programme) | {"age_band": "child"}, key="one")

    assert other.problem == (422, "idempotency-key-reused")
    assert Card.objects.unscoped("test").count() == 1


def test_a_key_is_of_one_record(counter: Program, programme: Programme) -> None:
    one, two = (make_card(programme, is_paid=False).public_id for _ in range(2))
    counter.post(f"cards/{one}/payments", key="till-7")

    other = counter.post(f"cards/{two}/payments", key="till-7")

    assert other.problem == (422, "idempotency-key-reused")
    assert Posting.objects.unscoped("test").count() == 1


def test_a_key_is_of_one_route_and_one_caller(counter: Program, programme: Programme) -> None:
    other = Program(make_token(programme.venue.owner_id, *COUNTER).secret)

    cards = [
        counter.post("cards", sale(programme), key="one").body["id"],
        other.post("cards", sale(programme), key="one").body["id"],
    ]
    paid = counter.post(f"cards/{cards[0]}/payments", key="one")

    assert len(set(cards)) == 2
    assert paid.status == 201


def test_a_request_that_was_refused_can_be_tried_again(
    counter: Program, programme: Programme
) -> None:
    card = make_card(programme, is_paid=False)
    address = f"cards/{card.public_id}/unblock"
    refused = counter.post(address, key="one")
    Card.objects.unscoped("test").update(blocked_at=timezone.now())

    done = counter.post(address, key="one")

    assert refused.problem == (409, "not-blocked")
    assert (done.status, done.header("Idempotency-Replayed")) == (201, "false")


def test_what_was_refused_is_not_kept(counter: Program) -> None:
    reply = counter.post("cards", {"product": str(uuid4())})

    assert reply.problem == (404, "not-found")
    assert not IdempotentAnswer.objects.exists()


POSTS: dict[str, dict[str, object] | None] = {
    "cards": {"product": "{product}"},
    "cards/{card}/payments": None,
    "cards/{card}/block": {"reason": "lost"},
    "cards/{card}/unblock": None,
    "admissions/{admission}/void": {"reason": "twice"},
    "places": {
        "key": "hall-7",
        "kind": "museum",
        "names": {"en": "Hall Seven"},
        "country": "CN",
        "source": "our own survey",
    },
    "memberships": {"alliance": "other"},
    "memberships/{membership}/decisions": {"decision": "admit"},
    "listings": {
        "alliance": "other",
        "kind": "tour",
        "side": "supply",
        "titles": {"en": "Two days"},
        "languages": ["en"],
        "markets": ["SG"],
        "first_day": "2026-12-01",
        "last_day": "2027-01-31",
    },
    "listings/{listing}/acts": {"act": "publish"},
}


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("", (400, "idempotency-key-missing")),
        ("x" * 201, (422, "idempotency-key-unusable")),
        ("a b", (422, "idempotency-key-unusable")),
        ("é", (422, "idempotency-key-unusable")),
    ],
)
def test_every_request_that_makes_something_needs_a_sound_key(
    counter: Program, path: str, key: str, problem: tuple[int, str]
) -> None:
    ids = dict.fromkeys(("product", "card", "admission", "membership", "listing"), str(uuid4()))
    body = POSTS[path]
    filled = {
        name: value.format(**ids) if isinstance(value, str) else value
        for name, value in (body or {}).items()
    }

    assert counter.post(path.format(**ids), filled or None, key=key).problem == problem


def test_every_post_of_the_interface_asks_for_a_key_but_the_gates(
    anybody: Program, db: None
) -> None:
    paths = anybody.get("openapi.json").body["paths"]

    without = {
        path
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method == "post"
        and "Idempotency-Key" not in {each["name"] for each in operation["parameters"]}
    }

    assert without == {"/api/v1/gate/scans"}
    assert len([path for path, methods in paths.items() if "post" in methods]) == len(POSTS) + 1


AT_ONCE = """
import json, threading
from uuid import uuid4
from django.db import connection
from django.test import Client
from landsea.cards.models import Card, Posting
from landsea.foundation.models import IdempotentAnswer
from landsea.library.models import Resource
from landsea.members.engine.scopes import Scope
from tests.factories.cards import make_card, make_programme
from tests.factories.keys import make_token

programme = make_programme()
scopes = (Scope.CARDS_SELL, Scope.LIBRARY_WRITE)
key = make_token(programme.venue.owner_id, *scopes)
card = make_card(programme, is_paid=False)
sale = {"product": str(programme.product_id)}
place = {"key": "7", "kind": "museum", "names": {"en": "Hall"}, "country": "CN", "source": "us"}


def at_once(path, body, count=6):
    start, answers = threading.Barrier(count), []

    def send():
        client = Client(SERVER_NAME="localhost")
        start.wait()
        response = client.post(
            "/api/v1/" + path,
            json.dumps(body) if body else b"",
            content_type="application/json",
            headers={"Authorization": "Bearer " + key.secret, "Idempotency-Key": path},
        )
        answers.append(
            (response.status_code, response.get("Idempotency-Replayed"), response.content)
        )
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len({content for _status, _replayed, content in answers}) == 1, answers
    return sorted((status, replayed) for status, replayed, _content in answers)


print(at_once("cards", sale))
print(at_once(f"cards/{card.public_id}/payments", None))
print(at_once("places", place))
print(
    Card.objects.unscoped("test").count(),
    Posting.objects.unscoped("test").count(),
    Resource.objects.unscoped("test").filter(source_key="7").count(),
    IdempotentAnswer.objects.count(),
)
"""


@pytest.mark.slow
def test_the_same_request_six_times_at_once_has_one_effect_and_one_answer(
    own_complete_database: OwnDatabase,
) -> None:
    printed = own_complete_database.script(AT_ONCE).splitlines()

    once = str([(201, "false")] + [(201, "true")] * 5)
    # The card that was there, the one that was sold; one payment; one place; three answers.
    assert [line for line in printed if not line.startswith("{")] == [once] * 3 + ["2 1 1 3"]
