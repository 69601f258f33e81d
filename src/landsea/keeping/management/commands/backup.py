"""`landsea backup FILE`: everything of an installation in one file, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from landsea.keeping.backups import take_backup
from landsea.keeping.manifest import Manifest
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import LandseaError


class Command(BaseCommand):
    """Takes a backup; exit code 0 taken, 1 not taken."""

    help = (
        "Writes all rows, stored files and, unless LANDSEA_SECRETS is set, the secret into one "
        "file that only its owner can read. Landsea may go on working meanwhile."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")

    def handle(self, *args: str, **options: Any) -> None:
        path: Path = options["file"]
        try:
            manifest = take_backup(
                path,
                overwrite=options["overwrite"],
                now=SystemClock().now(),
                note=self.stderr.write,
            )
        except LandseaError as error:
            raise CommandError(error.sentence) from error
        except (OSError, Error) as error:
            raise CommandError(f"{path} was not written: {error}") from error
        self.stdout.write(summary_of(path, manifest))


def summary_of(path: Path, manifest: Manifest) -> str:
    """Returns what the file holds, in a few lines."""
    when = f"{manifest.made_at:%Y-%m-%d %H:%M:%S} UTC"
    size, file_size = path.stat().st_size / 1_000_000, manifest.byte_count / 1_000_000
    secret = (
        "The secret is in it: whoever reads the file can sign cards."
        if manifest.has_secret
        else "The secrets are not in it (LANDSEA_SECRETS is set): keep them elsewhere."
    )
    lines = [
        f"{path}: {size:,.1f} MB, Landsea {manifest.version}, {when}, id {manifest.id}",
        f"{manifest.row_count:,} rows in {len(manifest.tables)} tables.",
        f"{len(manifest.content):,} stored files, {file_size:,.1f} MB.",
        secret,
        f"Left out: {', '.join(manifest.left_out)}.",
    ]
    if manifest.missing:
        lines.append(
            f"Attention: {len(manifest.missing)} stored files have lost their content;"
            " `landsea doctor` says which."
        )
    return "\n".join(lines)
