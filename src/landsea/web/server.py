"""Runs Landsea as one tree of processes: the web server's workers, and a worker for the rest."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

#: Seconds a process is given to finish what it does before it is killed.
_GRACE_SECONDS = 15
#: A process that dies at once is not started again in a tight loop.
_RESTART_PAUSE_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """Where and with how many processes to serve."""

    host: str
    port: int
    processes: int
    threads: int
    with_worker: bool


class Server:
    """Keeps the processes running until it is told to stop."""

    def __init__(self, options: ServerOptions) -> None:
        self.options = options
        self._is_stopping = False
        self._has_served = False
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> int:
        """Serves until a signal comes or the web server can't start; returns an exit code."""
        if not self._is_port_free():
            print(  # noqa: T201 -- for the person who started it
                f"Port {self.options.port} is taken. Stop what uses it, or choose another: --port.",
                file=sys.stderr,
            )
            return 1
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        self._start("web", self._web_command())
        if self.options.with_worker:
            self._start("worker", self._worker_command())
        while not self._is_stopping:
            time.sleep(0.2)
            if not self._keep_web():
                break
            self._restart_worker()
        return self._end()

    def _is_port_free(self) -> bool:
        # granian shares its port with whoever else would share it: a second server, or what was
        # left of a killed one, would answer every other request from its own data.
        host, port = self.options.host, self.options.port
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        try:
            socket.create_server((host, port), family=family).close()
        except OSError:
            return False
        return True

    def _keep_web(self) -> bool:
        """Starts the web server again if it has ended after it served; says whether it goes on.

        It ends by itself when one of its processes is killed twice within seconds.
        """
        web = self._children["web"]
        if web.poll() is None:
            self._has_served = self._has_served or self._is_reachable()
            return True
        _kill_group(web)
        if not self._has_served:
            return False
        self._has_served = False
        time.sleep(_RESTART_PAUSE_SECONDS)
        if not self._is_stopping:
            self._start("web", self._web_command())
        return True

    def _is_reachable(self) -> bool:
        try:
            socket.create_connection((self.options.host, self.options.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _restart_worker(self) -> None:
        worker = self._children.get("worker")
        if worker is not None and worker.poll() is not None:
            time.sleep(_RESTART_PAUSE_SECONDS)
            self._start("worker", self._worker_command())

    def _start(self, name: str, command: list[str]) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, which ends all in order.
        self._children[name] = subprocess.Popen(  # noqa: S603 -- our own commands
            command, start_new_session=True
        )

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def _end(self) -> int:
        asked = self._is_stopping
        for child in self._children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_SECONDS
        for child in self._children.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            _kill_group(child)
            child.wait()
        return 0 if asked else self._children["web"].returncode or 1

    def _web_command(self) -> list[str]:
        options = self.options
        return [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", options.host, "--port", str(options.port)),
            *("--workers", str(options.processes), "--blocking-threads", str(options.threads)),
            *("--backlog", "1024", "--respawn-failed-workers", "--no-access-log"),
            *("--log-level", "warning", "--no-ws"),
            "landsea.web.wsgi:application",
        ]

    def _worker_command(self) -> list[str]:
        return [sys.executable, "-m", "landsea", "worker", "--with-parent"]


def _kill_group(leader: subprocess.Popen[bytes]) -> None:
    """Kills what is left of a process and of those that it started."""
    with suppress(ProcessLookupError):
        os.killpg(leader.pid, signal.SIGKILL)
