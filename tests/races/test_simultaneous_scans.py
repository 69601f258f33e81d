"""Scans in the same moment, at a server of two processes with a thread for each scan."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.foundation.processes import OwnDatabase, own_database
from tests.races.books import RATE_MINOR, list_redemptions, posted_amounts, recorded_events
from tests.races.scans import scan_request, send_at_once
from tests.races.server import RunningServer, serve

pytestmark = pytest.mark.slow

SCANS = 50
ROUNDS = 20
ADMITTED = (200, "admitted", "benefit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A gate of a running server, with cards that nobody has shown yet."""

    server: RunningServer
    database: OwnDatabase
    key: str
    single_use: list[str]
    once_a_day: list[str]


@pytest.fixture(scope="module")
def gate(
    complete_database: OwnDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gate]:
    folder = tmp_path_factory.mktemp("gate")
    with own_database(folder, complete_database) as database:
        made = json.loads(
            database.script(
                "from tests.races.population import print_gates\n"
                f"print_gates(ever={ROUNDS + 1}, day={2 * SCANS})"
            )
        )
        with serve(database, folder, threads=SCANS // 2) as server:
            yield Gate(
                server=server,
                database=database,
                key=made["key"],
                single_use=made["numbers"]["ever"],
                once_a_day=made["numbers"]["day"],
            )


def test_of_fifty_simultaneous_scans_of_a_single_use_exactly_one_is_admitted(gate: Gate) -> None:
    for _ in range(ROUNDS):
        number = gate.single_use.pop()
        requests = [scan_request(key=gate.key, code=number, scan_id=uuid4()) for _ in range(SCANS)]

        answers = send_at_once(gate.server.port, requests)

        assert Counter(answer.verdict for answer in answers) == {
            ADMITTED: 1,
            (200, "refused", "once"): SCANS - 1,
        }
        (admitted,) = list_redemptions(gate.database, number)
        assert [str(admitted)] == [
            answer.body["scan_id"] for answer in answers if answer.verdict == ADMITTED
        ]
        assert posted_amounts(gate.database).count((admitted, RATE_MINOR)) == 1
        assert recorded_events(gate.database)[admitted] == 1
    assert gate.server.is_complete()


def test_the_same_scan_sent_fifty_times_at_once_admits_once_and_gets_one_answer(gate: Gate) -> None:
    number, scan_id = gate.single_use.pop(), uuid4()

    answers = send_at_once(
        gate.server.port, [scan_request(key=gate.key, code=number, scan_id=scan_id)] * SCANS
    )

    assert Counter(answer.verdict for answer in answers) == {ADMITTED: SCANS}
    assert Counter(answer.body.pop("is_replay") for answer in answers) == {
        False: 1,
        True: SCANS - 1,
    }
    assert all(answer.body == answers[0].body for answer in answers)
    assert list_redemptions(gate.database, number) == [scan_id]
    assert posted_amounts(gate.database).count((scan_id, RATE_MINOR)) == 1
    assert recorded_events(gate.database)[scan_id] == 1


def test_fifty_cards_at_once_are_all_admitted_and_share_their_accounts(gate: Gate) -> None:
    numbers = [gate.once_a_day.pop() for _ in range(SCANS)]
    requests = [scan_request(key=gate.key, code=number, scan_id=uuid4()) for number in numbers]

    answers = send_at_once(gate.server.port, requests)

    assert Counter(answer.verdict for answer in answers) == {ADMITTED: SCANS}
    assert [len(list_redemptions(gate.database, number)) for number in numbers] == [1] * SCANS
    assert gate.database.rows(
        "SELECT account.kind, count(*) FROM cards_account account"
        " JOIN cards_cardprogramme programme ON programme.id = account.programme_id"
        " WHERE programme.slug = 'per-day' GROUP BY account.kind ORDER BY account.kind"
    ) == [("deferred-revenue", 1), ("member-payable", 1)]


def test_a_scan_id_under_which_fifty_cards_come_at_once_admits_one_of_them(gate: Gate) -> None:
    numbers, scan_id = [gate.once_a_day.pop() for _ in range(SCANS)], uuid4()
    requests = [scan_request(key=gate.key, code=number, scan_id=scan_id) for number in numbers]

    answers = send_at_once(gate.server.port, requests)

    assert Counter(answer.verdict for answer in answers) == {
        ADMITTED: 1,
        (409, "urn:landsea:scan-id-reused", None): SCANS - 1,
    }
    assert sum(len(list_redemptions(gate.database, number)) for number in numbers) == 1
    assert posted_amounts(gate.database).count((scan_id, RATE_MINOR)) == 1
    assert recorded_events(gate.database)[scan_id] == 1
