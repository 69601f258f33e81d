"""Shows, beside a task that runs, that its worker is alive."""

import logging
import threading
from types import TracebackType
from typing import Self

from django.db import Error, connection

from landsea.foundation import leases
from landsea.foundation.leases import Lease, LeaseLost
from landsea.kernel.clock import Clock

logger = logging.getLogger(__name__)


class Heartbeat:
    """Renews a lease every third of its length, in a thread with a connection of its own."""

    def __init__(self, lease: Lease, clock: Clock) -> None:
        self._lease = lease
        self._clock = clock
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._is_over.wait(self._lease.length.total_seconds() / 3):
                if not self._renew():
                    return
        finally:
            connection.close()

    def _renew(self) -> bool:
        try:
            leases.renew(self._lease, now=self._clock.now())
        except LeaseLost:
            logger.warning("Lost the lease of a running task", extra={"run": self._lease.run_id})
            return False
        except Error as error:  # the next beat may get through: two fit into the lease
            logger.warning("Could not renew a lease: %s", error, extra={"run": self._lease.run_id})
            connection.close()
        return True
