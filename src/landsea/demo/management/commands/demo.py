"""`landsea demo`: everything set up, the demonstration loaded, served."""

import argparse
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from landsea.demo.loader import load_demo
from landsea.trips.engine.warm import warm


class Command(BaseCommand):
    """Migrates, loads the demonstration once, compiles, and serves."""

    help = "Sets everything up, loads the demonstration and serves it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--no-serve", action="store_true", help="set up and load only")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if not options["no_serve"]:
            _check_port(port)
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        report = load_demo(now=timezone.now())
        self.stdout.write(
            f"Loaded: {report.places} places, {report.benefits} sample benefits,"
            f" {report.observations} published figures."
            if report.is_new
            else "The demonstration is there already; what was done in it is kept."
        )
        self.stdout.write("Compiling the trip designer (a few seconds, once) …")
        warm()
        if options["no_serve"]:
            return
        self._say_addresses(port)
        self.stdout.flush()
        # In place of this process: the compiler's memory is given back.
        os.execv(  # noqa: S606 -- our own interpreter and module
            sys.executable, [sys.executable, "-m", "landsea", "serve", "--port", str(port)]
        )

    def _say_addresses(self, port: int) -> None:
        site = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"\nLandsea is at  {site}/\n"
            f"  in Chinese   {site}/zh-hans/\n"
            f"  the library  {site}/en/places/\n"
            f"  the gate     {site}/en/gate/       (switch to “gate staff” on any page)\n"
            f"  figures      {site}/en/figures/\n"
            f"Data lies in   {settings.LANDSEA_DATA}\n"
            "Stop with Ctrl-C; “make reset” starts afresh.\n"
        )


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken ({error.strerror}). Stop what uses it, or choose another:"
                f" PORT={port + 1} make demo"
            ) from None
