"""`landsea import_places FILE --owner ID`: writes the places of a CSV file into the library."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from landsea.foundation.actor import Actor
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import LandseaError, NotFound, TooLarge
from landsea.library.engine.csv_table import read_csv
from landsea.library.engine.place_rows import REQUIRED_COLUMNS
from landsea.library.engine.row_cells import Fault
from landsea.library.services.imports import DEFAULT_SOURCE_NAME, import_places
from landsea.members.queries import OrganisationValue, get_organisation

#: The file was read and is not sound; nothing was written.
REFUSED = 1
#: The command was not understood: no such file, no such owner.
NOT_UNDERSTOOD = 2


class Command(BaseCommand):
    """Imports places; exit code 0 written, 1 refused with its faults, 2 not understood."""

    help = (
        "Writes the places of a CSV file (UTF-8, the columns of the embedded places.csv) into the "
        "library. The same file again changes nothing; a file with a fault is refused as a whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", required=True, help="public id of the organisation")
        parser.add_argument(
            "--source-name",
            default=DEFAULT_SOURCE_NAME,
            help="the collection that the ids of the file belong to",
        )

    def handle(self, *args: str, **options: Any) -> None:
        owner = _owner(options["owner"])
        data = _content(options["file"])
        try:
            rows = read_csv(data, required=REQUIRED_COLUMNS)
            report = import_places(
                rows,
                owner=owner,
                by=Actor.system(),
                now=SystemClock().now(),
                source_name=options["source_name"],
            )
        except LandseaError as error:
            raise CommandError(f"{options['file']}: {error}", returncode=REFUSED) from error
        if report.is_refused:
            for fault in report.broken:
                self.stderr.write(f"{options['file']}, {_line(fault)}")
            raise CommandError(
                f"{len(report.broken)} faults; nothing was written.", returncode=REFUSED
            )
        self.stdout.write(
            f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged."
        )


def _line(fault: Fault) -> str:
    return f"row {fault.row}, {fault.column}, “{fault.value}”: {fault.what} {fault.advice}"


def _owner(public_id: str) -> OrganisationValue:
    try:
        return get_organisation(UUID(public_id))
    except (ValueError, NotFound) as error:
        raise CommandError(
            f"No organisation has the public id “{public_id}”.", returncode=NOT_UNDERSTOOD
        ) from error


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > settings.LANDSEA_MAX_UPLOAD:
            limit = f"{settings.LANDSEA_MAX_UPLOAD // 1_000_000} MB"
            raise CommandError(f"{path}: {TooLarge(limit=limit)}", returncode=REFUSED)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=NOT_UNDERSTOOD) from error
