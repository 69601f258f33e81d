"""`landsea serve`: the web server and the worker."""

import argparse
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand

from landsea.web.server import Server, ServerOptions


class Command(BaseCommand):
    """Serves the pages and runs background work until it is stopped."""

    help = "Serves Landsea's pages and runs its background work."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--processes", type=int, default=2, help="web server processes")
        parser.add_argument("--threads", type=int, default=4, help="threads in each of them")
        parser.add_argument("--no-worker", action="store_true", help="pages only")

    def handle(self, *args: Any, **options: Any) -> None:
        served = ServerOptions(
            host=options["host"],
            port=options["port"],
            processes=options["processes"],
            threads=options["threads"],
            with_worker=not options["no_worker"],
        )
        sys.exit(Server(served).run())
