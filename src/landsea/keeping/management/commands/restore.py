"""`landsea restore FILE`: an installation made of a backup."""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connections

from landsea.keeping.management.commands.backup import summary_of
from landsea.keeping.restoring import Restored, check_backup, restore_backup
from landsea.keeping.secret_marks import are_secrets_given, brought_secret_path
from landsea.keeping.upgrading import require_alone
from landsea.kernel.errors import LandseaError


class Command(BaseCommand):
    """Restores; exit code 0 restored and sound, 1 not restored, or not sound."""

    help = (
        "Restores a backup into an empty data folder and an empty database, of either kind; "
        "refuses a file that was cut or changed. Then migrates it and looks it over."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="look the file through and write nothing"
        )
        parser.add_argument(
            "--as-it-was",
            action="store_true",
            help="leave the tables as they were, for the version that the backup was made of",
        )

        parser.add_argument(
            "--anyway", action="store_true", help="even while others use the database"
        )

    def handle(self, *args: str, **options: Any) -> None:
        path: Path = options["file"]
        try:
            if options["check"]:
                manifest = check_backup(path)
                self.stdout.write(f"The backup is whole.\n{summary_of(path, manifest)}")
                return
            if not options["anyway"]:
                require_alone()
            restored = restore_backup(path, note=self.stderr.write)
        except LandseaError as error:
            raise CommandError(error.sentence) from error
        except (OSError, Error) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        self._tell(restored)
        if not options["as_it_was"]:
            self._go_on()

    def _tell(self, restored: Restored) -> None:
        manifest = restored.manifest
        self.stdout.write(
            f"Restored {manifest.row_count:,} rows and {len(manifest.content):,} stored files"
            f" of {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC, Landsea {manifest.version};"
            " read back, they are the same."
        )
        if manifest.missing:
            self.stdout.write(
                f"Attention: the content of {len(manifest.missing)} stored files was gone before."
            )
        if not restored.opens_sealed:
            self.stdout.write(f"Attention: {_how_to_open(restored)}")
        self.stdout.flush()

    def _go_on(self) -> None:
        # In a process of its own: settings were read before the restored secret was in place.
        connections.close_all()
        command = [sys.executable, "-m", "landsea", "upgrade", "--no-backup", "--anyway"]
        done = subprocess.run(command, check=False)  # noqa: S603 -- our own command
        if done.returncode:
            raise CommandError(
                "All is restored, but it is not sound yet: see above.", returncode=done.returncode
            )


def _how_to_open(restored: Restored) -> str:
    what = "keys are sealed with secrets that this installation does not have"
    if restored.manifest.has_secret and are_secrets_given():
        return f"{what}: add the one in {brought_secret_path()} to LANDSEA_SECRETS, behind a comma."
    return f"{what}: set LANDSEA_SECRETS to those of the installation that the backup is of."
