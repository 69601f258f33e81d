"""Rows of any table, whosever they are: for erasure and sweeps, which know tables by name only."""

from typing import Any

from django.apps import apps
from django.db import models


def all_rows(table: "str | type[models.Model]") -> "models.QuerySet[Any, Any]":
    """Returns every row of a table (`app.Model`), oldest first."""
    model = apps.get_model(table) if isinstance(table, str) else table
    return models.QuerySet(model).order_by("pk")


def list_tables(app: str) -> tuple[str, ...]:
    """Lists the tables of a module: `app.Model`."""
    return tuple(model._meta.label for model in apps.get_app_config(app).get_models())
