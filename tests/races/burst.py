"""Many devices that scan without a pause while the server loses processes."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from uuid import UUID, uuid4

from tests.foundation.processes import wait_until
from tests.races.scans import Answer, connect, read_answer, scan_request

#: How long a device asks again for an answer that it did not get.
PATIENCE_SECONDS = 120.0


@dataclass
class Burst:
    """What the devices were told, each scan under its id."""

    port: int
    key: str
    answers: dict[UUID, Answer] = field(default_factory=dict)
    #: How many requests were cut off before their answer came.
    cut_off_count: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ending: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self, numbers: Iterable[str], *, devices: int) -> Iterator[None]:
        """Scans card after card until the block ends, and each scan until it is answered."""
        waiting = iter(numbers)
        threads = [threading.Thread(target=self._scan_all, args=(waiting,)) for _ in range(devices)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ending.set()
            for thread in threads:
                thread.join()

    def wait_for(self, count: int) -> None:
        """Waits until so many more scans are answered."""
        so_far = len(self.answers)
        wait_until(lambda: len(self.answers) >= so_far + count)

    def _scan_all(self, waiting: Iterator[str]) -> None:
        while not self._ending.is_set():
            with self._lock:
                number = next(waiting, None)
            assert number is not None, "The cards ran out before the kills."
            scan_id = uuid4()
            request = scan_request(key=self.key, code=number, scan_id=scan_id)
            answer = self._ask_until_answered(request)
            with self._lock:
                self.answers[scan_id] = answer

    def _ask_until_answered(self, request: bytes) -> Answer:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            # A connection a scan: the next one may go to another process.
            with suppress(OSError, HTTPException), connect(self.port) as line:
                line.sendall(request)
                return read_answer(line)
            assert time.monotonic() < deadline, "The server never answered."
            with self._lock:
                self.cut_off_count += 1
            time.sleep(0.02)
