"""Writes the change log, in the transaction of the change."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from landsea.foundation.actor import Actor
from landsea.foundation.ids import uuid7
from landsea.foundation.models import Change
from landsea.kernel.texts import LocalisedText

Patch = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _Batch:
    id: UUID
    undoes: UUID | None


#: The batch in which everything is recorded for the time being.
_current: ContextVar[_Batch | None] = ContextVar("changelog batch", default=None)


@contextmanager
def one_batch(batch: UUID, *, undoes: UUID | None = None) -> Iterator[None]:
    """Records what acts write inside as one batch, say of one taking back, whoever's acts it are.

    An act that names a batch of its own keeps it.
    """
    token = _current.set(_Batch(batch, undoes))
    try:
        yield
    finally:
        _current.reset(token)


class _Encoder(DjangoJSONEncoder):
    def default(self, o: object) -> object:
        return o.as_dict() if isinstance(o, LocalisedText) else super().default(o)


def as_json(value: object) -> object:
    """Returns a value as plain JSON: dates as text, localised texts as objects."""
    return json.loads(json.dumps(value, cls=_Encoder))


def record(
    row: models.Model,
    *,
    action: str,
    by: Actor,
    now: datetime,
    patch: Patch,
    batch: UUID | None = None,
    organisation: UUID | None = None,
    alliance: UUID | None = None,
    undoes: UUID | None = None,
) -> Change:
    """Records one change of a row; `patch` is `{field: [before, after]}`.

    `organisation` and `alliance` are the public ids of those whose offices may read it.
    """
    change = build(
        row,
        action=action,
        by=by,
        now=now,
        patch=patch,
        batch=batch,
        organisation=organisation,
        alliance=alliance,
        undoes=undoes,
    )
    change.save(force_insert=True)
    return change


def build(
    row: models.Model,
    *,
    action: str,
    by: Actor,
    now: datetime,
    patch: Patch,
    batch: UUID | None = None,
    organisation: UUID | None = None,
    alliance: UUID | None = None,
    undoes: UUID | None = None,
) -> Change:
    """Returns a change not yet stored, for acts that write many at once."""
    key = getattr(row, "public_id", None) or row.pk
    current = _current.get()
    if current is not None:
        batch, undoes = batch or current.id, undoes or current.undoes
    return Change(
        batch=batch or uuid7(),
        row_label=row._meta.label_lower,
        row_key=str(key),
        action=action,
        patch=as_json(dict(patch)),
        actor_kind=by.kind.value,
        actor_subject=by.subject,
        actor_roles=by.roles_text,
        organisation=organisation,
        alliance=alliance,
        undoes=undoes,
        request_id=by.request_id,
        changed_at=now,
    )


def record_many(changes: Sequence[Change]) -> None:
    """Stores changes made by `build`."""
    Change.objects.bulk_create(changes, batch_size=500)


def list_changes_of(row: models.Model) -> list[Change]:
    """Lists what happened to a row, oldest first, for whoever has the row; see `history`."""
    key = getattr(row, "public_id", None) or row.pk
    rows = Change.objects.unscoped("the caller has the row").filter(
        row_label=row._meta.label_lower, row_key=str(key)
    )
    return list(rows.order_by("id"))
