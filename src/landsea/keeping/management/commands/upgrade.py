"""`landsea upgrade`: brings an installation to the version that runs."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, Error, connection

from landsea import __version__
from landsea.keeping.schema import list_pending, names_of, read_migrations
from landsea.keeping.upgrading import (
    Upgrade,
    clear_compiled,
    migrate,
    plan_upgrade,
    require_alone,
    take_backup_before,
)
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import LandseaError


class Command(BaseCommand):
    """Upgrades; exit code 0 upgraded and sound, 1 not upgraded, or not sound."""

    help = (
        "Takes a backup, migrates the tables to the version that is installed, and looks the "
        "installation over. Stop the server and the workers first."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-backup", action="store_true", help="take no backup first")
        parser.add_argument(
            "--anyway", action="store_true", help="even while others use the database"
        )

    def handle(self, *args: str, **options: Any) -> None:
        now = SystemClock().now()
        try:
            upgrade = plan_upgrade()
            self._say(_plan(upgrade))
            if upgrade.pending and not options["anyway"]:
                require_alone()
            backup = self._take_backup(upgrade, now) if not options["no_backup"] else None
        except LandseaError as error:
            raise CommandError(error.sentence) from error
        except (OSError, Error) as error:
            raise CommandError(f"Nothing was changed: {error}") from error
        self._migrate(upgrade, backup)
        clear_compiled()
        self._say(f"The tables are those of Landsea {__version__}.")
        call_command("doctor")

    def _take_backup(self, upgrade: Upgrade, now: datetime) -> Path | None:
        if upgrade.is_new or not upgrade.pending:
            return None
        backup = take_backup_before(upgrade, now=now, note=self.stderr.write)
        self._say(f"Backup of before: {backup}")
        return backup

    def _migrate(self, upgrade: Upgrade, backup: Path | None) -> None:
        try:
            migrate()
        except Exception as error:  # whatever a migration raises, the operator needs the way back
            connection.close()
            failed = list_pending(read_migrations(DEFAULT_DB_ALIAS))[:1]
            said = " ".join(str(error).split())
            raise CommandError(
                f"The upgrade stopped at {names_of(failed)}: {said}\n{_way_back(upgrade, backup)}"
            ) from error

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _plan(upgrade: Upgrade) -> str:
    if upgrade.is_new:
        return f"A new database for Landsea {__version__}."
    start = f"Landsea {upgrade.version} → {__version__}: "
    if not upgrade.pending:
        return start + "nothing to migrate."
    return start + f"{len(upgrade.pending)} migrations ({names_of(upgrade.pending)})."


def _way_back(upgrade: Upgrade, backup: Path | None) -> str:
    again = "Mend what it says and run `landsea upgrade` again: what is done stays done."
    if backup is None:
        return f"{again} There is no backup of before."
    server = " and DATABASE_URL to a new, empty database" * (connection.vendor == "postgresql")
    return (
        f"{again}\nOr go back to Landsea {upgrade.version}:\n"
        f"  1. Set LANDSEA_DATA to a new, empty folder{server}.\n"
        f"  2. With this version: landsea restore {backup} --as-it-was\n"
        f"  3. Install Landsea {upgrade.version} again and start it there."
    )
