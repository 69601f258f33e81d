"""The tables that a backup holds, and the few that it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import models

#: Tables that no backup holds, and why. What is in them is of the moment; docs say the same.
LEFT_OUT: Mapping[str, str] = {
    "sessions.session": "who is signed in signs in again",
    "foundation.ratecount": "counts of requests in windows of time that are over",
    "foundation.cacheentry": "what is in the cache is found anew",
}

#: Tables that migrating by itself fills.
FILLED_BY_MIGRATING = frozenset({"contenttypes.contenttype", "auth.permission"})


@dataclass(frozen=True, slots=True)
class Table:
    """One table as some migrations have made it."""

    model: type[models.Model]

    @property
    def label(self) -> str:
        """Its name in a backup: `cards.posting`."""
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    @property
    def fields(self) -> "list[models.Field[object, object]]":
        """Its columns in order, without those that the database computes."""
        return [field for field in self.model._meta.concrete_fields if not field.generated]

    @property
    def columns(self) -> list[str]:
        """The names of its columns in order."""
        return [str(field.column) for field in self.fields]

    @property
    def points_to(self) -> set[str]:
        """The labels of the other tables that its rows point to."""
        targets = (field.related_model for field in self.fields if field.remote_field)
        labels = {each._meta.label_lower for each in targets if not isinstance(each, str | None)}
        return labels - {self.label}

    @property
    def counter(self) -> "models.Field[object, object] | None":
        """The column whose values the database counts up by itself, if it has one."""
        return next((each for each in self.fields if isinstance(each, models.AutoField)), None)


def list_tables(apps: Apps, *, with_left_out: bool = False) -> list[Table]:
    """Lists tables so that each comes after those that it points to, as far as that can be."""
    waiting = {
        table.label: table
        for table in map(Table, apps.get_models(include_auto_created=True))
        if _is_ours(table) and (with_left_out or table.label not in LEFT_OUT)
    }
    ordered = []
    while waiting:
        free = [label for label in sorted(waiting) if not waiting[label].points_to & waiting.keys()]
        # A ring of tables has no first one; foreign keys are looked at when all rows are there.
        ordered.append(waiting.pop(free[0] if free else min(waiting)))
    return ordered


def _is_ours(table: Table) -> bool:
    options = table.model._meta
    return options.managed and not options.proxy and not options.swapped
