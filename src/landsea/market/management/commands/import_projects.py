"""`landsea import_projects FILE --alliance SLUG`: writes lines into a register of projects."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from landsea.foundation.actor import Actor
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import LandseaError, NotFound, TooLarge
from landsea.library.engine.row_cells import Fault
from landsea.market.engine.register_table import read_register_table
from landsea.market.services.register import Outcome, import_register
from landsea.members.queries import AllianceValue, get_alliance_by_slug

#: The file was read and is not sound; nothing was written.
REFUSED = 1
#: The command was not understood: no such file, no such alliance.
NOT_UNDERSTOOD = 2


class Command(BaseCommand):
    """Imports projects; exit code 0 written, 1 refused with its faults, 2 not understood."""

    help = (
        "Writes the lines of a CSV file (UTF-8, the columns of the register's own export) into an "
        "alliance's register of projects. The same file again changes nothing; a file with a fault "
        "is refused as a whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--alliance", required=True, help="short name of the alliance")

    def handle(self, *args: str, **options: Any) -> None:
        path: Path = options["file"]
        alliance = _alliance(options["alliance"])
        data = _content(path)
        try:
            report = import_register(
                read_register_table(data),
                alliance=alliance,
                by=Actor.system(),
                now=SystemClock().now(),
            )
        except LandseaError as error:
            raise CommandError(f"{path}: {error}", returncode=REFUSED) from error
        for fault in report.faults:
            self.stderr.write(f"{path}, {_line(fault)}")
        if report.faults:
            raise CommandError(
                f"{len(report.faults)} faults; nothing was written.", returncode=REFUSED
            )
        counts = [f"{report.count(outcome)} {outcome.value}" for outcome in Outcome]
        self.stdout.write(f"{', '.join(counts)}.")


def _line(fault: Fault) -> str:
    return f"row {fault.row}, {fault.column}, “{fault.value}”: {fault.what} {fault.advice}"


def _alliance(slug: str) -> AllianceValue:
    try:
        return get_alliance_by_slug(slug)
    except NotFound as error:
        raise CommandError(f"No alliance is called “{slug}”.", returncode=NOT_UNDERSTOOD) from error


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > settings.LANDSEA_MAX_UPLOAD:
            limit = f"{settings.LANDSEA_MAX_UPLOAD // 1_000_000} MB"
            raise CommandError(f"{path}: {TooLarge(limit=limit)}", returncode=REFUSED)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=NOT_UNDERSTOOD) from error
