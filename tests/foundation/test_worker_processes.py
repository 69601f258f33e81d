"""Workers as processes: killed, stopped, woken again, ended, cut off from their database."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from tests.foundation.processes import OwnDatabase, wait_until

pytestmark = pytest.mark.slow

PROGRESS = "SELECT progress_done FROM foundation_taskrun"
STATE = "SELECT state FROM foundation_taskrun"
ATTEMPTS = "SELECT attempt_count FROM foundation_taskrun"


@contextmanager
def worker(database: OwnDatabase, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Runs a worker until the block ends, then ends it, however it is."""
    process = database.start_worker(*options)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], words: str) -> None:
    """Reads a worker's log up to the line with these words."""
    assert process.stderr is not None
    assert any(words in line for line in process.stderr), f"The log ended without “{words}”."


@pytest.mark.parametrize("steps_before", [0, 5])
def test_a_killed_workers_task_is_taken_up_by_another_and_its_effect_is_there_once(
    database: OwnDatabase, steps_before: int
) -> None:
    database.script("sample.count_up.enqueue(10, pause_seconds=0.05)")
    with worker(database) as killed:
        wait_until(lambda: database.value(STATE) == "running")
        wait_until(lambda: database.value(PROGRESS) >= steps_before)
        killed.send_signal(signal.SIGKILL)
        killed.wait()

        with worker(database):
            wait_until(lambda: database.value(STATE) == "succeeded")

    assert database.effects() == [f"step {step}" for step in range(10)]
    assert database.rows("SELECT attempt_count, progress_done, result FROM foundation_taskrun") in (
        [(2, 10, "10")],
        [(2, 10, 10)],
    )


def has_begun(database: OwnDatabase, attempt: int) -> bool:
    return bool(database.value(ATTEMPTS) == attempt)


@pytest.mark.proof
def test_a_task_outlives_ten_workers_that_are_killed_at_any_moment(database: OwnDatabase) -> None:
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    database.script(
        "from dataclasses import replace\n"
        "replace(sample.count_up, max_attempts=20).enqueue(150, pause_seconds=0.02)"
    )

    for attempt in range(1, 11):
        with worker(database) as killed:
            wait_until(partial(has_begun, database, attempt))
            time.sleep(moments.uniform(0, 0.5))
            killed.kill()
    with worker(database):
        wait_until(lambda: database.value(STATE) == "succeeded")

    assert database.effects() == [f"step {step}" for step in range(150)], f"seed {seed}"
    assert database.value(ATTEMPTS) == 11


def test_a_worker_that_comes_back_after_its_lease_has_no_effect(
    database: OwnDatabase, tmp_path: Path
) -> None:
    sign = tmp_path / "sign"
    database.script(f"sample.wait_for_file.enqueue({str(sign)!r}, is_polite=False)")
    with worker(database) as frozen:
        wait_until(lambda: database.value(STATE) == "running")
        frozen.send_signal(signal.SIGSTOP)
        sign.touch()
        with worker(database):
            wait_until(lambda: database.value(STATE) == "succeeded")

        frozen.send_signal(signal.SIGCONT)
        frozen.send_signal(signal.SIGTERM)
        _, log = frozen.communicate(timeout=30)

    assert database.effects() == ["waited"]
    assert database.value(ATTEMPTS) == 2
    assert "Task was given to another worker" in log


def test_a_worker_that_works_longer_than_its_lease_keeps_it(database: OwnDatabase) -> None:
    database.script("sample.count_up.enqueue(2, pause_seconds=1.2)")

    with worker(database), worker(database):
        wait_until(lambda: database.value(STATE) == "succeeded")

    assert database.effects() == ["step 0", "step 1"]
    assert database.value(ATTEMPTS) == 1


def test_tasks_are_shared_among_workers_and_each_runs_once(database: OwnDatabase) -> None:
    database.script("[sample.count_up.enqueue(1, pause_seconds=0.01) for _ in range(20)]")
    waiting = "SELECT count(*) FROM foundation_taskrun WHERE state <> 'succeeded'"

    with worker(database), worker(database), worker(database):
        wait_until(lambda: database.value(waiting) == 0)

    assert len(database.effects()) == 20
    assert database.value("SELECT max(attempt_count) FROM foundation_taskrun") == 1


def test_a_worker_that_is_told_to_end_hands_its_task_back(
    database: OwnDatabase, tmp_path: Path
) -> None:
    database.script(f"sample.wait_for_file.enqueue({str(tmp_path / 'sign')!r})")
    with worker(database) as ending:
        wait_until(lambda: database.value(STATE) == "running")

        ending.send_signal(signal.SIGTERM)
        status = ending.wait(timeout=30)

    assert status == 0
    assert database.rows("SELECT state, attempt_count, lease_until FROM foundation_taskrun") == [
        ("ready", 0, None)
    ]


def test_a_worker_that_is_told_to_end_finishes_what_can_not_be_interrupted(
    database: OwnDatabase,
) -> None:
    database.script("sample.sleep.enqueue(1.0)")
    with worker(database) as ending:
        wait_until(lambda: database.value(STATE) == "running")

        ending.send_signal(signal.SIGTERM)
        status = ending.wait(timeout=30)

    assert (status, database.value(STATE)) == (0, "succeeded")


def test_a_worker_ends_with_the_process_that_started_it(database: OwnDatabase) -> None:
    starter = subprocess.Popen(
        ["/bin/sh", "-c", '"$0" -m landsea worker --with-parent & wait', sys.executable],
        env=database.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    read_until(starter, "Worker started")

    starter.kill()
    # Both write to the same pipe: it ends when the worker has ended, too.
    _, log = starter.communicate(timeout=30)

    assert "Worker stopped" in log


def test_once_does_what_is_due_and_ends(database: OwnDatabase) -> None:
    database.script("[sample.add.enqueue(number, 1) for number in range(3)]")

    with worker(database, "--once") as single:
        status = single.wait(timeout=30)

    assert status == 0
    assert database.rows("SELECT DISTINCT state FROM foundation_taskrun") == [("succeeded",)]


def test_a_worker_outlives_a_database_that_is_not_ready(empty_database: OwnDatabase) -> None:
    with worker(empty_database) as patient:
        read_until(patient, "The database failed")
        empty_database.run("migrate", "foundation", "--skip-checks")
        empty_database.script("sample.add.enqueue(1, 2)")

        wait_until(lambda: empty_database.value(STATE) == "succeeded")

        assert patient.poll() is None


def test_a_worker_outlives_the_loss_of_its_connection(database: OwnDatabase) -> None:
    if database.url.startswith("sqlite"):
        pytest.skip("SQLite has no connection to lose.")
    with worker(database) as patient:
        database.script("sample.add.enqueue(1, 2)")
        wait_until(lambda: database.value(STATE) == "succeeded")
        database.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        database.script("sample.add.enqueue(3, 4)")

        wait_until(
            lambda: database.rows("SELECT state FROM foundation_taskrun") == [("succeeded",)] * 2
        )

        assert patient.poll() is None
