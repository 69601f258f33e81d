"""`landsea worker`: runs what waits in the background."""

import os
import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand

from landsea.foundation.scheduling import Schedule
from landsea.foundation.worker import Worker

PARENT_CHECK_SECONDS = 1.0


class Command(BaseCommand):
    """Delivers the outbox and runs background tasks."""

    help = "Delivers events and runs background tasks until it is told to stop (SIGTERM)."

    #: The checks read all pages and engines; a worker stays small without them.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")
        parser.add_argument(
            "--queue", action="append", default=[], help="only this queue; may be given again"
        )
        parser.add_argument(
            "--poll", type=float, default=0.5, metavar="SECONDS", help="pause when nothing is due"
        )
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the starting process has ended"
        )

        parser.add_argument(
            "--no-daily", action="store_true", help="leave it to others to ask for daily work"
        )

    def handle(
        self,
        *,
        once: bool,
        queue: list[str],
        poll: float,
        with_parent: bool,
        no_daily: bool,
        **_others: object,
    ) -> None:
        schedule = None if no_daily else Schedule()
        worker = Worker(queues=queue, poll_seconds=poll, schedule=schedule)
        stop_on_signals(worker.stopping)
        if with_parent:
            stop_with_parent(worker.stopping)
        if once:
            worker.run_until_idle()
        else:
            worker.run_forever()


def stop_on_signals(stopping: threading.Event) -> None:
    """Lets the first SIGTERM or SIGINT end the work in good order, the second one at once."""

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def stop_with_parent(stopping: threading.Event) -> None:
    """Sets the event when this process has lost the one that started it."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            if stopping.wait(PARENT_CHECK_SECONDS):
                return
        stopping.set()

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
