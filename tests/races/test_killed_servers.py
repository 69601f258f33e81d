"""Processes that are killed in the middle of admissions, and of counting them."""

import json
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest

from tests.foundation.processes import OwnDatabase, wait_until
from tests.races.books import (
    RATE_MINOR,
    list_redemptions,
    posted_amounts,
    recorded_events,
    visit_facts,
)
from tests.races.burst import Burst
from tests.races.scans import connect, scan_request, send_at_once
from tests.races.server import RunningServer, serve
from tests.races.slow_posting import is_posting, slow_posting

DEVICES = 16
#: More than two processes can admit until a killed one is back.
CARDS_PER_KILL = 2000
#: Several batches of the outbox, so that a worker can be killed between two.
FEWEST_SCANS = 250


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(2, marks=pytest.mark.slow),
        pytest.param(10, marks=[pytest.mark.proof, pytest.mark.timeout(900)]),
    ],
)
def test_what_was_acknowledged_is_there_once_and_counted_once_whoever_was_killed(
    database: OwnDatabase, tmp_path: Path, kills: int
) -> None:
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    made = json.loads(
        database.script(
            "from tests.races.population import print_gates\n"
            f"print_gates(day={kills * CARDS_PER_KILL})"
        )
    )

    with serve(database, tmp_path) as server:
        burst = Burst(server.port, made["key"])
        with burst.running(made["numbers"]["day"], devices=DEVICES):
            for _ in range(kills):
                time.sleep(moments.uniform(0, 1))
                kill_oldest_process(server, burst)
            burst.wait_for(FEWEST_SCANS - len(burst.answers))

    acknowledged = Counter(burst.answers.keys())
    assert Counter(answer.verdict for answer in burst.answers.values()) == {
        (200, "admitted", "benefit"): len(burst.answers)
    }
    assert burst.cut_off_count > 0, f"No kill met a request; seed {seed}"
    assert Counter(list_redemptions(database)) == acknowledged, f"seed {seed}"
    assert Counter(posted_amounts(database)) == Counter(
        (scan_id, RATE_MINOR) for scan_id in acknowledged
    )
    assert recorded_events(database) == acknowledged
    deliver_with_a_killed_worker(database)
    assert Counter(visit_facts(database)) == Counter((scan_id, 1) for scan_id in acknowledged)


@pytest.mark.slow
def test_an_admission_cut_off_before_its_posting_has_not_been_and_is_made_when_asked_again(
    database: OwnDatabase, tmp_path: Path
) -> None:
    made = json.loads(
        database.script("from tests.races.population import print_gates\nprint_gates(ever=1)")
    )
    scan_id = uuid4()
    request = scan_request(key=made["key"], code=made["numbers"]["ever"][0], scan_id=scan_id)
    with serve(database, tmp_path) as server:
        with slow_posting(database):
            with connect(server.port) as line:
                line.sendall(request)
                wait_until(lambda: is_posting(database))
                time.sleep(0.5)
                for killed in server.web_processes:
                    os.kill(killed, signal.SIGKILL)
                wait_until(lambda: not is_posting(database) and server.is_complete())
            left = list_redemptions(database)

        (answer,) = send_at_once(server.port, [request])

    assert left == []
    assert (answer.body["outcome"], answer.body["is_replay"]) == ("admitted", False)
    assert list_redemptions(database) == [scan_id]
    assert posted_amounts(database) == [(scan_id, RATE_MINOR)]
    assert recorded_events(database) == {scan_id: 1}


def kill_oldest_process(server: RunningServer, burst: Burst) -> None:
    """Kills a web process that has work, and waits until it is replaced: each in its turn."""
    burst.wait_for(2 * DEVICES)
    killed = server.web_processes[0]
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in server.web_processes and server.is_complete())


def deliver_with_a_killed_worker(database: OwnDatabase) -> None:
    """Delivers the outbox by two workers, of which the first is killed on the way."""
    killed = database.start_worker("--once")
    try:
        wait_until(lambda: visit_facts(database))
    finally:
        killed.kill()
        killed.communicate()
    assert len(visit_facts(database)) < len(list_redemptions(database)), "The kill came too late."
    database.run("worker", "--once")
