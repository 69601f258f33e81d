"""`landsea import_holidays FILE`: writes public holidays of markets into the calendar."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from landsea.foundation.actor import Actor
from landsea.library.engine.holiday_rows import REQUIRED_COLUMNS
from landsea.library.management.tables import add_file, read_rows, tell
from landsea.library.services.holidays import import_holidays


class Command(BaseCommand):
    """Imports public holidays; exit code 0 written, 1 refused with its faults, 2 not understood."""

    help = (
        "Writes the public holidays of a CSV file (UTF-8, the columns of the embedded "
        "holidays.csv). The same file again changes nothing; a file with a fault is refused as a "
        "whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file(parser)

    def handle(self, *args: str, **options: Any) -> None:
        rows = read_rows(options["file"], required=REQUIRED_COLUMNS)
        report = import_holidays(rows, by=Actor.system())
        tell(report, options["file"], out=self.stdout, err=self.stderr)
