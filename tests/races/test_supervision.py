"""What `landsea serve` does when what it started is killed, or its port is taken."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.foundation.processes import OwnDatabase, wait_until
from tests.races.server import is_running, serve

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


def test_a_killed_web_server_is_started_again_and_leaves_no_process_behind(
    database: OwnDatabase, tmp_path: Path
) -> None:
    with serve(database, tmp_path) as server:
        lost = [server.main, *server.web_processes]

        os.kill(server.main, signal.SIGKILL)

        wait_until(lambda: server.web_processes and server.is_complete())
        assert not any(is_running(process) for process in lost)


def test_a_process_that_is_killed_twice_within_seconds_does_not_end_the_server(
    database: OwnDatabase, tmp_path: Path
) -> None:
    with serve(database, tmp_path) as server:
        for _ in range(3):
            killed = server.web_processes[-1]

            os.kill(killed, signal.SIGKILL)

            wait_until(lambda: not is_running(killed) and server.is_complete())  # noqa: B023 -- ends in its round


def test_a_server_does_not_share_its_port_with_another(
    database: OwnDatabase, tmp_path: Path
) -> None:
    with serve(database, tmp_path) as server:
        second = subprocess.run(
            [sys.executable, "-m", "landsea", "serve", "--port", str(server.port)],
            env=database.environment,
            check=False,
            capture_output=True,
            text=True,
        )

        assert (second.returncode, second.stderr) == (
            1,
            f"Port {server.port} is taken. Stop what uses it, or choose another: --port.\n",
        )
        assert server.is_complete()


def test_a_server_that_can_not_start_ends(database: OwnDatabase, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nif 'granian' in sys.orig_argv: raise SystemExit('broken')\n"
    )

    status = subprocess.run(
        [sys.executable, "-m", "landsea", "serve", "--port", "0", "--no-worker"],
        env=database.environment | {"PYTHONPATH": str(tmp_path)},
        check=False,
        capture_output=True,
        timeout=60,
    ).returncode

    assert status == 1
