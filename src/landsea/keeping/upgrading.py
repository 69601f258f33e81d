"""Brings an installation to the version that runs."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS

from landsea import __version__
from landsea.keeping.backups import Note, take_backup
from landsea.keeping.errors import StillRunning
from landsea.keeping.others import find_others
from landsea.keeping.schema import Migration, list_pending, read_schema
from landsea.keeping.versions import version_of

#: How many of the backups that upgrades have taken are kept.
KEPT = 5
_PATTERN = "before-*.landsea.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What there is to do."""

    #: None for a database without tables.
    version: str | None
    pending: tuple[Migration, ...]

    @property
    def is_new(self) -> bool:
        return self.version is None


def plan_upgrade(*, using: str = DEFAULT_DB_ALIAS) -> Upgrade:
    """Returns what there is to do; refuses a database that a newer version has migrated."""
    migrations = read_schema(using).migrations
    return Upgrade(version=version_of(using), pending=tuple(list_pending(migrations)))


def require_alone(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Refuses to go on while others work with the database."""
    if others := find_others(using, port=int(os.environ.get("PORT", "8000"))):
        raise StillRunning(who=others)


def take_backup_before(upgrade: Upgrade, *, now: datetime, note: Note) -> Path:
    """Takes a backup into the data folder, and lets go of the oldest ones there."""
    folder = Path(settings.LANDSEA_DATA) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"before-{__version__}-{now:%Y%m%dT%H%M%S.%f}Z.landsea.zip"
    take_backup(path, now=now, note=note)
    keep_latest(folder)
    return path


def keep_latest(folder: Path) -> None:
    """Removes the oldest backups that upgrades have taken; others' files stay."""
    taken = sorted(folder.glob(_PATTERN), key=lambda each: each.stat().st_mtime)
    for old in taken[:-KEPT]:
        old.unlink()


def migrate() -> None:
    """Brings the tables to this version; what cannot be migrated is left as it was."""
    call_command("migrate", interactive=False, verbosity=0)
    if any(str(cache["BACKEND"]).endswith(".DatabaseCache") for cache in settings.CACHES.values()):
        call_command("createcachetable", verbosity=0)


def clear_compiled() -> None:
    """Removes compiled code of earlier sources from the data folder."""
    folder = Path(settings.LANDSEA_DATA) / "compiled"
    present = Path(os.environ["NUMBA_CACHE_DIR"])
    if folder.is_dir():
        for old in folder.iterdir():
            if old != present:
                shutil.rmtree(old, ignore_errors=True)
