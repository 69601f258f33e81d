"""How long the foundation keeps what."""

from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction

from landsea.foundation import files
from landsea.foundation.models import (
    CacheEntry,
    Erasure,
    IdempotentAnswer,
    KeptMail,
    OutboxEntry,
    RateCount,
    ReceivedEvent,
    TaskRun,
)
from landsea.foundation.retention import delete_batch, register_retention
from landsea.foundation.rows import all_rows

_EVENTS_KEPT = timedelta(days=30)


def register() -> None:
    """Declares all of it; called when the app is ready."""
    register_retention(
        "accounts",
        tables=(
            "foundation.User",
            *_installed("auth.Group", "auth.Permission", "contenttypes.ContentType"),
            *_installed("account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"),
        ),
    )
    register_retention(
        "sessions",
        tables=("sessions.Session", *_installed("usersessions.UserSession")),
        keeps=timedelta(0),
        sweep=_sweep_sessions,
    )
    _keep("kept mail", KeptMail, "written_at", timedelta(days=30))
    _keep("idempotent answers", IdempotentAnswer, "created_at", timedelta(days=7))
    _keep("finished tasks", TaskRun, "finished_at", timedelta(days=90))
    register_retention(
        "delivered events",
        tables=("foundation.OutboxEntry", "foundation.ReceivedEvent"),
        keeps=_EVENTS_KEPT,
        sweep=_sweep_events,
    )
    _keep("counts of requests", RateCount, "window_starts_at", timedelta(days=1))
    _keep("cache", CacheEntry, "expires", timedelta(0))
    register_retention("files", tables=("foundation.StoredFile",))
    register_retention(
        "contents without a file",
        tables=(),
        keeps=files.ORPHAN_AGE,
        sweep=lambda now, _limit: files.sweep_orphans(now=now),
    )
    register_retention("changes", tables=("foundation.Change",))
    register_retention("signing keys", tables=("foundation.SigningKey",))
    _keep("erasures", Erasure, "erased_at", timedelta(days=400))


def _installed(*labels: str) -> tuple[str, ...]:
    """Returns those of the tables that this installation has."""
    names = {config.label for config in apps.get_app_configs()}
    return tuple(label for label in labels if label.partition(".")[0] in names)


def _keep(name: str, model: type[models.Model], column: str, keeps: timedelta) -> None:
    """Declares rows that are over some time after the instant in a column."""
    register_retention(
        name,
        tables=(model._meta.label,),
        keeps=keeps,
        sweep=lambda now, limit: delete_batch(
            all_rows(model).filter(**{f"{column}__lt": now - keeps}), limit
        ),
    )


def _sweep_sessions(now: datetime, limit: int) -> int:
    with transaction.atomic():
        over = Session.objects.filter(expire_date__lt=now).order_by("expire_date", "pk")
        keys = list(over.values_list("pk", flat=True)[:limit])
        Session.objects.filter(pk__in=keys).delete()
        if apps.is_installed("allauth.usersessions"):
            all_rows("usersessions.UserSession").filter(session_key__in=keys).delete()
    return len(keys)


def _sweep_events(now: datetime, limit: int) -> int:
    """Removes events with the proofs that they were taken in: nobody delivers them again."""
    with transaction.atomic():
        over = OutboxEntry.objects.filter(delivered_at__lt=now - _EVENTS_KEPT)
        batch = list(over.order_by("pk").values_list("pk", "event_id")[:limit])
        ReceivedEvent.objects.filter(event_id__in=[event for _key, event in batch]).delete()
        OutboxEntry.objects.filter(pk__in=[key for key, _event in batch]).delete()
    return len(batch)
