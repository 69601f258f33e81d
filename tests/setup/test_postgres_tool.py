"""The throw-away PostgreSQL goes away."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.needs import has_postgres

ROOT = Path(__file__).parents[2]
TOOL = [sys.executable, "-m", "tools.postgres"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not has_postgres(), reason="PostgreSQL is not installed"),
]

ASK = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    row = connection.execute(
        "SELECT current_setting('data_directory'), current_setting('fsync')"
    ).fetchone()
print(os.environ["DATABASE_URL"], *row, flush=True)
"""


def is_listening(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(url).port or 0)) == 0


def run_with_postgres(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TOOL, "run", "--", sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_server_and_its_folder_are_gone_after_the_command() -> None:
    outcome = run_with_postgres(ASK)

    url, folder, fsync = outcome.stdout.split()
    assert (outcome.returncode, fsync) == (0, "on")
    assert not is_listening(url)
    assert not Path(folder).parent.exists()


def test_the_server_is_gone_after_a_command_that_fails() -> None:
    outcome = run_with_postgres(f"{ASK}\nraise SystemExit(7)")

    url, folder, _ = outcome.stdout.split()
    assert outcome.returncode == 7
    assert not is_listening(url)
    assert not Path(folder).parent.exists()


def test_the_server_is_gone_after_the_tool_is_terminated() -> None:
    waiting = f"{ASK}\nimport time\ntime.sleep(120)"
    with subprocess.Popen(
        [*TOOL, "run", "--", sys.executable, "-c", waiting],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        url, folder, _ = process.stdout.readline().split()

        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)

    time.sleep(0.1)
    assert not is_listening(url)
    assert not Path(folder).parent.exists()
