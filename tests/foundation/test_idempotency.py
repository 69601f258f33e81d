"""Requests that are sent again."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from landsea.foundation.idempotency import Answer, KeyReused, run_once
from landsea.foundation.models import IdempotentAnswer
from landsea.kernel.errors import Conflict
from tests.foundation.processes import OwnDatabase

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Till:
    """Counts how often it was opened."""

    def __init__(self) -> None:
        self.opened = 0

    def open(self) -> Answer:
        self.opened += 1
        return Answer(201, {"opened": self.opened})

    def jam(self) -> Answer:
        self.opened += 1
        raise Conflict


@pytest.mark.django_db
def test_the_same_request_is_answered_the_same_and_done_once() -> None:
    till = Till()

    answers = [
        run_once(till.open, scope="gate", key="k", body=b"{}", now=NOW),
        run_once(till.open, scope="gate", key="k", body=b"{}", now=NOW),
    ]

    assert answers == [
        Answer(201, {"opened": 1}),
        Answer(201, {"opened": 1}, is_replay=True),
    ]
    assert till.opened == 1


@pytest.mark.django_db
def test_a_key_with_another_body_is_refused() -> None:
    till = Till()
    run_once(till.open, scope="gate", key="k", body=b"{}", now=NOW)

    with pytest.raises(KeyReused):
        run_once(till.open, scope="gate", key="k", body=b"[]", now=NOW)

    assert till.opened == 1


@pytest.mark.django_db
def test_one_callers_keys_never_meet_anothers() -> None:
    till = Till()

    for scope in ("gate 1", "gate 2"):
        run_once(till.open, scope=scope, key="k", body=b"{}", now=NOW)

    assert till.opened == 2


@pytest.mark.django_db
def test_an_act_that_failed_can_be_tried_again() -> None:
    till = Till()
    with pytest.raises(Conflict):
        run_once(till.jam, scope="gate", key="k", body=b"{}", now=NOW)

    answer = run_once(till.open, scope="gate", key="k", body=b"{}", now=NOW)

    assert answer == Answer(201, {"opened": 2})


@pytest.mark.django_db
def test_an_answer_is_kept_only_with_its_effect() -> None:
    with transaction.atomic():
        run_once(Till().open, scope="gate", key="k", body=b"{}", now=NOW)
        transaction.set_rollback(True)

    assert not IdempotentAnswer.objects.exists()


RACE = """
import threading
from django.db import connection
from landsea.foundation.idempotency import Answer, run_once

def act():
    sample.make_effect("opened")
    return Answer(201, "done")

answers = []

def send():
    answers.append(run_once(act, scope="gate", key="k", body=b"{}", now=now()))
    connection.close()

threads = [threading.Thread(target=send) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(sorted((answer.body, answer.is_replay) for answer in answers))
"""


@pytest.mark.slow
def test_the_same_request_eight_times_at_once_is_done_once(database: OwnDatabase) -> None:
    printed = database.script(RACE)

    assert printed == str([("done", False)] + [("done", True)] * 7)
    assert database.effects() == ["opened"]
