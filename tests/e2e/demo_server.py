"""The demonstration as people start it: its own data, its own processes, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError

START_SECONDS = 600


@contextmanager
def run_demo(
    folder: Path,
    *,
    python: str = sys.executable,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """Yields the address of a demonstration that was loaded into an empty folder.

    By another Python than this one, where Landsea is installed in that.
    """
    port = _free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")
    }
    # Browser tests look at pages; what the database does is tested on both engines elsewhere.
    environment.pop("DATABASE_URL", None)
    environment |= {
        "LANDSEA_DATA": str(folder),
        "NUMBA_CACHE_DIR": os.environ["NUMBA_CACHE_DIR"],
        **settings,
    }
    log = (folder / "demo.log").open("wb")
    command = [python, "-m", "landsea", "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(f"{address}/healthz", server, folder / "demo.log")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- our own address
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise RuntimeError(f"The demonstration did not start:\n{log.read_text('utf-8')[-4000:]}")
