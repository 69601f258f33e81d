"""What a request left written: which tables are other than they were."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models

from landsea.foundation.models import CacheEntry, IdempotentAnswer, RateCount

#: Counts and answers that the interface keeps of every request; nobody's rows.
_OF_EVERY_REQUEST = (CacheEntry, IdempotentAnswer, RateCount)
_WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
#: When a key was last used is noted while its request is answered.
_IGNORED_COLUMNS = {"members.ApiToken": {"used_at"}, "foundation.User": {"last_login"}}


def list_tables() -> list[type[models.Model]]:
    """Lists the tables of the installation's own, but for those that note every request."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("landsea.")
        for model in config.get_models()
        if model not in _OF_EVERY_REQUEST
    ]


def take_fingerprints() -> dict[str, str]:
    """Returns a digest of all rows of each table, by the model's name."""
    return {model.__name__: _digest(model) for model in list_tables()}


def _digest(model: type[models.Model]) -> str:
    ignored = _IGNORED_COLUMNS.get(model._meta.label, set())
    columns = [
        field.attname for field in model._meta.concrete_fields if field.attname not in ignored
    ]
    rows: models.QuerySet[Any, Any] = models.QuerySet(model)
    rows = rows.order_by("pk").values_list(*columns)
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Collects the database's names of tables that are written to inside."""
    found: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *rest: object) -> object:
        match = _WRITES.match(sql)
        if match:
            found.add(match[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield found
