"""What the import commands share: the file, its owner, and how faults are told."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper

from landsea.kernel.errors import LandseaError, NotFound, TooLarge
from landsea.library.engine.csv_table import read_csv
from landsea.library.engine.row_cells import Fault
from landsea.library.services.imports import ImportReport
from landsea.members.queries import OrganisationValue, get_organisation

#: The file was read and is not sound; nothing was written.
REFUSED = 1
#: The command was not understood: no such file, no such owner.
NOT_UNDERSTOOD = 2


def add_file(parser: ArgumentParser) -> None:
    """Adds the file to a command's arguments."""
    parser.add_argument("file", type=Path)


def add_owner(parser: ArgumentParser, *, default_source: str) -> None:
    """Adds whose records the rows are, and which collection their ids belong to."""
    parser.add_argument("--owner", required=True, help="public id of the organisation")
    parser.add_argument(
        "--source-name",
        default=default_source,
        help="the collection that the ids of the file belong to",
    )


def read_rows(path: Path, *, required: Sequence[str]) -> list[dict[str, str]]:
    """Returns the rows of a CSV file; raises CommandError when it is none."""
    try:
        return read_csv(_content(path), required=required)
    except LandseaError as error:
        raise CommandError(f"{path}: {error}", returncode=REFUSED) from error


def find_owner(public_id: str) -> OrganisationValue:
    """Returns the organisation with a public id; raises CommandError when there is none."""
    try:
        return get_organisation(UUID(public_id))
    except (ValueError, NotFound) as error:
        raise CommandError(
            f"No organisation has the public id “{public_id}”.", returncode=NOT_UNDERSTOOD
        ) from error


def tell(report: ImportReport, path: Path, *, out: OutputWrapper, err: OutputWrapper) -> None:
    """Writes what an import did; raises CommandError after its faults when it was refused."""
    if report.is_refused:
        for fault in report.broken:
            err.write(f"{path}, {_line(fault)}")
        raise CommandError(f"{len(report.broken)} faults; nothing was written.", returncode=REFUSED)
    out.write(f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged.")


def _line(fault: Fault) -> str:
    return f"row {fault.row}, {fault.column}, “{fault.value}”: {fault.what} {fault.advice}"


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > settings.LANDSEA_MAX_UPLOAD:
            limit = f"{settings.LANDSEA_MAX_UPLOAD // 1_000_000} MB"
            raise CommandError(f"{path}: {TooLarge(limit=limit)}", returncode=REFUSED)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=NOT_UNDERSTOOD) from error
