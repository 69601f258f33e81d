"""Which version of Landsea a database belongs to.

It is noted among the applied migrations, under a label that is no app's: the note lies in the
database that it is about, and Django never looks at it.
"""

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from landsea import __version__

_LABEL = "landsea"
#: The one release that noted nothing.
FIRST_RELEASE = "0.1.0"


def note_version(using: str, version: str = __version__) -> None:
    """Notes that a database is now of a version, unless that was the last to be noted."""
    if find_version(using) != version:
        recorder = MigrationRecorder(connections[using])
        recorder.migration_qs.filter(app=_LABEL, name=version).delete()
        recorder.record_applied(_LABEL, version)


def find_version(using: str) -> str | None:
    """Returns the version that was noted last; None when there is no note."""
    recorder = MigrationRecorder(connections[using])
    if not recorder.has_table():
        return None
    noted = recorder.migration_qs.filter(app=_LABEL).order_by("-id")
    return noted.values_list("name", flat=True).first()


def version_of(using: str) -> str | None:
    """Returns the version of a database; None when it has no tables yet."""
    recorder = MigrationRecorder(connections[using])
    return find_version(using) or (FIRST_RELEASE if recorder.applied_migrations() else None)
