"""`landsea import_places FILE --owner ID`: writes the places of a CSV file into the library."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from landsea.foundation.actor import Actor
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import LandseaError
from landsea.library.engine.place_rows import REQUIRED_COLUMNS
from landsea.library.management.tables import (
    REFUSED,
    add_file,
    add_owner,
    find_owner,
    read_rows,
    tell,
)
from landsea.library.services.imports import DEFAULT_SOURCE_NAME, import_places


class Command(BaseCommand):
    """Imports places; exit code 0 written, 1 refused with its faults, 2 not understood."""

    help = (
        "Writes the places of a CSV file (UTF-8, the columns of the embedded places.csv) into the "
        "library. The same file again changes nothing; a file with a fault is refused as a whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file(parser)
        add_owner(parser, default_source=DEFAULT_SOURCE_NAME)

    def handle(self, *args: str, **options: Any) -> None:
        owner = find_owner(options["owner"])
        rows = read_rows(options["file"], required=REQUIRED_COLUMNS)
        try:
            report = import_places(
                rows,
                owner=owner,
                by=Actor.system(),
                now=SystemClock().now(),
                source_name=options["source_name"],
            )
        except LandseaError as error:
            raise CommandError(f"{options['file']}: {error}", returncode=REFUSED) from error
        tell(report, options["file"], out=self.stdout, err=self.stderr)
