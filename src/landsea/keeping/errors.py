"""Why a backup, a restore or an upgrade did not happen.

Commands speak English to whoever runs the machine, so these sentences are not marked for
translation.
"""

from typing import ClassVar

from landsea.kernel.errors import LandseaError


class FileInTheWay(LandseaError):
    """The backup's file is there already."""

    code = "backup-file-exists"
    message: ClassVar[str] = "{file} is there already."
    mend: ClassVar[str] = "Name another file, or say --overwrite."


class NothingToKeep(LandseaError):
    """The database has no tables."""

    code = "nothing-to-keep"
    message: ClassVar[str] = "The database has no tables, so there is nothing to back up."
    mend: ClassVar[str] = "Check LANDSEA_DATA and DATABASE_URL."


class BackupBeingWritten(LandseaError):
    """Another process writes the very same file."""

    code = "backup-being-written"
    message: ClassVar[str] = "Another process is writing {file}."
    mend: ClassVar[str] = "Let it finish, or name another file."


class NoSuchBackup(LandseaError):
    """The file can't be read."""

    code = "no-such-backup"
    message: ClassVar[str] = "{file} can't be read: {reason}."
    mend: ClassVar[str] = "Check its name, and who may read it."


class DamagedBackup(LandseaError):
    """The file is not a whole backup of ours."""

    code = "damaged-backup"
    message: ClassVar[str] = "{file} is not a whole backup: {what}."
    mend: ClassVar[str] = "It was cut or changed, and nothing was written. Take another backup."


class NewerBackup(LandseaError):
    """The backup holds what this version does not know."""

    code = "newer-backup"
    message: ClassVar[str] = (
        "This backup was made by Landsea {version}, which knows what {present} does not: {unknown}."
    )
    mend: ClassVar[str] = "Install that version, then restore. Nothing was written."


class NewerDatabase(LandseaError):
    """The database was migrated by a newer version than the one that runs."""

    code = "newer-database"
    message: ClassVar[str] = "A newer Landsea than {present} has migrated this database: {unknown}."
    mend: ClassVar[str] = "Install the newer version again."


class TargetNotEmpty(LandseaError):
    """A restore would mix two installations."""

    code = "restore-target-not-empty"
    message: ClassVar[str] = "A restore needs an empty place, but {what}."
    mend: ClassVar[str] = (
        "Set LANDSEA_DATA to an empty folder and, with PostgreSQL, DATABASE_URL to an empty"
        " database. Nothing was written."
    )


class RowRefused(LandseaError):
    """The database does not take a row of the backup."""

    code = "row-refused"
    message: ClassVar[str] = "The database refuses row {key} of {table}: {reason}."
    mend: ClassVar[str] = (
        "Nothing was written. Mend the row where the backup was made, and take another backup."
    )


class RowsDiffer(LandseaError):
    """What was written is not what the backup holds."""

    code = "restored-rows-differ"
    message: ClassVar[str] = "{table} was read back and is not the same as in the backup."
    mend: ClassVar[str] = "Nothing was kept. Tell those who make Landsea."


class RowUnreadable(LandseaError):
    """A row holds what no backup can."""

    code = "row-unreadable"
    message: ClassVar[str] = "Row {key} of {table}, or the one after it, can't be read: {reason}."
    mend: ClassVar[str] = "No backup was made. Mend the row, and try again."


class StillRunning(LandseaError):
    """Somebody works with the database that is about to be changed."""

    code = "still-running"
    message: ClassVar[str] = "The database is in use: {who}."
    mend: ClassVar[str] = (
        "Stop the server and its workers, then try again. If it is not they, say --anyway."
    )
