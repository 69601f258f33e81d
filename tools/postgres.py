"""Runs a command with a throw-away PostgreSQL: `tools/postgres.py run -- COMMAND…`.

The command finds the server's address in DATABASE_URL. The server listens on the loopback address
only, keeps its files in a temporary folder, and is gone when the command ends, however it ends.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

START_SECONDS = 60
STOP_SECONDS = 30


class NoPostgres(Exception):
    """PostgreSQL's programs were not found."""


class Identity(TypedDict, total=False):
    """The user that a process is started as; empty for ourselves."""

    user: int
    group: int
    extra_groups: list[int]


def main(arguments: list[str]) -> int:
    """Returns the exit status of the command."""
    if arguments[:2] != ["run", "--"] or not arguments[2:]:
        print("usage: tools/postgres.py run -- COMMAND…", file=sys.stderr)
        return 2
    # A termination has to unwind the stack, so that the server is stopped too.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        with throw_away_server() as url:
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(arguments[2:], env=environment, check=False).returncode
    except NoPostgres:
        print("PostgreSQL is missing: `initdb` is neither in PATH nor in /usr/lib/postgresql.")
        print("On Debian: apt-get install postgresql. On macOS: brew install postgresql.")
        return 1


@contextlib.contextmanager
def throw_away_server() -> Iterator[str]:
    """Yields the URL of an empty database on a server of its own."""
    programs = find_programs()
    identity = find_identity()
    password = secrets.token_urlsafe(16)
    folder = Path(tempfile.mkdtemp(prefix="landsea-pg-"))
    try:
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        create_cluster(programs, folder, password, identity)
        port = find_free_port()
        server = start_server(programs, folder, port, identity)
        try:
            create_database(server, port, password, folder)
            yield f"postgres://landsea:{password}@127.0.0.1:{port}/landsea"
        finally:
            stop_server(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """Returns the folder of `initdb` and `postgres`; Debian keeps it out of PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    if newest is None:
        raise NoPostgres
    return newest.parent


def find_identity() -> Identity:
    """Returns who the server runs as: ourselves, unless we are root, as whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgres


def create_cluster(programs: Path, folder: Path, password: str, identity: Identity) -> None:
    """Lays out the server's files for a superuser `landsea` with a password."""
    password_file = folder / "password"
    password_file.write_text(password)
    if identity:
        os.chown(password_file, identity["user"], identity["group"])
    subprocess.run(
        [
            str(programs / "initdb"),
            f"--pgdata={folder / 'data'}",
            "--username=landsea",
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        **identity,
    )


def find_free_port() -> int:
    """Returns a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start_server(
    programs: Path, folder: Path, port: int, identity: Identity
) -> subprocess.Popen[bytes]:
    """Starts the server; fsync stays on, because tests kill processes and count what is left."""
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "max_connections": "200",
    }
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C stops the command first, and the server after it.
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **identity,
        )


def create_database(
    server: subprocess.Popen[bytes], port: int, password: str, folder: Path
) -> None:
    """Waits until the server answers, and creates the database."""
    import psycopg  # noqa: PLC0415 -- optional dependency: the other parts need no environment

    address = f"postgres://landsea:{password}@127.0.0.1:{port}/postgres"
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                connection.execute("CREATE DATABASE landsea")
                return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                sys.stderr.write((folder / "log").read_text())
                raise
            time.sleep(0.05)


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """Stops the server without waiting for its clients, and at once if that fails."""
    for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(request)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=STOP_SECONDS)
            return


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
