"""Which tables a database has, told by the migrations that it has seen and not by today's models.

So a backup can be taken of a database that this version has yet to migrate, and restored as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from landsea import __version__
from landsea.keeping.errors import NewerDatabase
from landsea.keeping.tables import Table, list_tables

Migration = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database looks like after some migrations."""

    migrations: frozenset[Migration]
    apps: Apps

    @property
    def tables(self) -> list[Table]:
        """The tables that a backup holds, each after those that it points to."""
        return list_tables(self.apps)

    @property
    def all_tables(self) -> list[Table]:
        """The tables with those that a backup leaves out."""
        return list_tables(self.apps, with_left_out=True)


def read_schema(using: str) -> Schema:
    """Returns the schema of a database; refuses one that a newer version has migrated."""
    applied = read_migrations(using)
    if unknown := list_unknown(applied):
        raise NewerDatabase(present=__version__, unknown=names_of(unknown))
    return schema_after(applied)


def read_migrations(using: str) -> frozenset[Migration]:
    """Returns the migrations that a database has seen, of apps that are installed."""
    labels = {config.label for config in installed.get_app_configs()}
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return frozenset(key for key in applied if key[0] in labels)


def list_unknown(migrations: Iterable[Migration]) -> list[Migration]:
    """Lists those of some migrations that this version does not have."""
    return sorted(set(migrations) - _load().graph.nodes.keys())


def list_pending(migrations: Iterable[Migration]) -> list[Migration]:
    """Lists the migrations of this version that are not among some, in order."""
    graph = _load().graph
    planned: dict[Migration, None] = {}
    for leaf in graph.leaf_nodes():
        planned |= dict.fromkeys(graph.forwards_plan(leaf))
    return [key for key in planned if key not in set(migrations)]


def list_leaves(migrations: Iterable[Migration]) -> list[Migration]:
    """Lists those of some migrations that no other of them in the same app follows."""
    kept = set(migrations)
    nodes = _load().graph.node_map
    return sorted(
        key
        for key in kept
        if not any(child.key in kept and child.key[0] == key[0] for child in nodes[key].children)
    )


def schema_after(migrations: Iterable[Migration]) -> Schema:
    """Returns the schema after some migrations, all known."""
    kept = frozenset(migrations)
    return Schema(kept, _load().project_state(sorted(kept)).apps)


def names_of(migrations: Iterable[Migration]) -> str:
    """Returns migrations as people write them: `cards 0002_ledger_guards`."""
    return ", ".join(f"{app} {name}" for app, name in migrations)


def _load() -> MigrationLoader:
    # Without a connection: what the sources say, whatever any database has seen.
    return MigrationLoader(None)
