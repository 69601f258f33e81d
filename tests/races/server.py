"""A server of several processes on a database of its own, which may be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.foundation.processes import OwnDatabase, wait_until
from tools.postgres import find_free_port

PROCESSES = 2
STOP_SECONDS = 30


class RunningServer:
    """`landsea serve`, and the processes that it has started."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    @property
    def main(self) -> int:
        """The process that starts the web processes, and starts lost ones again."""
        (main,) = children_of(self.process.pid)
        return main

    @property
    def web_processes(self) -> list[int]:
        """The processes that answer requests, oldest first."""
        return [child for main in children_of(self.process.pid) for child in children_of(main)]

    def is_complete(self) -> bool:
        """Says whether every process listens; each has a socket of its own on the port."""
        assert self.process.poll() is None, f"The server has ended: {self.last_words()}"
        return count_listeners(self.port) == PROCESSES == len(self.web_processes)

    def last_words(self) -> str:
        """Returns the end of the log."""
        return self.log.read_text(errors="replace")[-4000:]


@contextmanager
def serve(database: OwnDatabase, folder: Path, *, threads: int = 4) -> Iterator[RunningServer]:
    """Runs a server without a worker until the block ends; leaves no process behind."""
    port = find_free_port()
    log = folder / "server.log"
    command = [
        *(sys.executable, "-m", "landsea", "serve", "--port", str(port), "--no-worker"),
        *("--processes", str(PROCESSES), "--threads", str(threads)),
    ]
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=database.environment, stdout=output, stderr=output)
    server = RunningServer(process, port, log)
    try:
        wait_until(server.is_complete)
        yield server
    finally:
        started = [*children_of(process.pid), *server.web_processes]
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=STOP_SECONDS)
        process.kill()
        process.wait()
        for left in started:
            with suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)


def is_running(process: int) -> bool:
    """Says whether a process is there and has not ended."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def children_of(parent: int) -> list[int]:
    """Lists the living processes that a process has started, oldest first."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            # After the name, which may hold anything, in brackets: state, parent, …
            state, its_parent = status.read_text().rpartition(")")[2].split()[:2]
            if int(its_parent) == parent and state != "Z":
                found.append(int(status.parent.name))
    return sorted(found)


def count_listeners(port: int) -> int:
    """Returns how many sockets of this machine listen on a port."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = "0A"
    return sum(row[1].endswith(f":{port:04X}") and row[3] == listening for row in rows)
