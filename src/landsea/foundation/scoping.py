"""Who may see which rows: each table is private, public or internal, and says so once.

A private table is reached by `Model.objects.visible_to(actor)`. What the installation does itself
goes in by `Model.objects.unscoped("why")`. `tools/isolation.py` refuses every other way. Each
module's `models/visibility.py` says in `SCOPES` what its tables are and who sees which rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from landsea.foundation.actor import Actor, Role

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)

#: A condition that no row meets.
NOBODY = Q(pk__in=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """Rows that are for some readers only."""

    #: Lookups of whose row it is: one that is never null, or several of which one is set.
    owner: str | tuple[str, ...]
    #: Lookup of the alliance that the row is bound to; empty when it is bound to none.
    alliance: str = ""
    #: The condition that a row meets which the actor may see; never joins to many.
    seen_by: Callable[[Actor], Q]
    #: What rows without an owner are, where the table has such rows: nobody sees them.
    ownerless: str = ""


@dataclass(frozen=True, slots=True)
class Public:
    """Rows that everybody may read, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Internal:
    """Rows that the installation alone reads, and why no page or interface shows them."""

    why: str


Scope = Private | Public | Internal
#: What a module says of its tables, by the model's name.
Scopes = Mapping[str, Scope]


class ScopedQuerySet(models.QuerySet[Row_co]):
    """Rows of a private table."""

    def visible_to(self, actor: Actor) -> Self:
        """Returns the rows that the actor may see; the installation itself sees all."""
        if actor.is_system:
            return self.all()
        scope = find_scope(self.model)
        if not isinstance(scope, Private):
            raise TypeError(f"Nobody has said who sees rows of {self.model.__name__}.")
        return self.filter(scope.seen_by(actor))

    def unscoped(self, reason: str) -> Self:
        """Returns the rows whoever asks; the reason is for those who read the code."""
        if not reason.strip():
            raise ValueError("Say why these rows are not limited to what somebody may see.")
        # Not a copy: rows that were fetched ahead stay with it.
        return self


def of_subject(actor: Actor, column: str) -> Q:
    """Returns the condition of rows whose column holds the actor's subject."""
    return NOBODY if actor.subject is None else Q(**{column: actor.subject})


def of_organisations(actor: Actor, lookup: str, *roles: Role) -> Q:
    """Returns the condition of rows of organisations in which one of the roles is held."""
    return Q(**{f"{lookup}__in": actor.organisation_ids(*roles)})


def of_alliances(actor: Actor, lookup: str, *roles: Role) -> Q:
    """Returns the condition of rows of alliances in which one of the roles is held."""
    return Q(**{f"{lookup}__in": actor.alliance_ids(*roles)})


def public_ids(label: str, **condition: object) -> "models.QuerySet[Any, Any]":
    """Returns public ids of another table, for columns that hold them without a foreign key."""
    rows: models.QuerySet[Any, Any] = models.QuerySet(apps.get_model(label))
    return rows.filter(**condition).values_list("public_id", flat=True)


def find_scope(model: type[models.Model]) -> Scope | None:
    """Returns what a model's module says of its rows, if it says anything."""
    module = apps.get_app_config(model._meta.app_label).models_module
    scopes: Scopes = getattr(module, "SCOPES", {})
    return scopes.get(model.__name__)


def list_scopes() -> dict[type[models.Model], Scope | None]:
    """Returns every table of the installation's own with what its module says of it."""
    return {
        model: find_scope(model)
        for config in apps.get_app_configs()
        if config.name.startswith("landsea.")
        for model in config.get_models()
    }
