"""`landsea import_lines FILE`: loads published lines."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from landsea.foundation.actor import Actor
from landsea.insight.services import load_lines
from landsea.insight.tables import UnreadableTable, read_table
from landsea.kernel.clock import SystemClock


class Command(BaseCommand):
    """Loads lines; exit code 0 loaded or unchanged, 1 refused with its faults."""

    help = "Loads a CSV file of published lines as a new vintage; the same file changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: str, **options: Any) -> None:
        path: Path = options["file"]
        try:
            rows = read_table(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.", returncode=2) from error
        except UnreadableTable as error:
            raise CommandError(f"{path}: {error}") from error
        report = load_lines(
            rows,
            source_file=path.name,
            by=Actor.system(),
            now=SystemClock().now(),
        )
        for fault in report.faults:
            self.stderr.write(
                f"{path}, row {fault.row}, {fault.column}, “{fault.value}”:"
                f" {fault.what} {fault.mend}"
            )
        if report.faults:
            raise CommandError(f"{len(report.faults)} faults; nothing was loaded.")
        state = "unchanged" if report.is_unchanged else "loaded"
        self.stdout.write(f"{report.row_count} figures, {state}.")
