"""What the foundation holds about people."""

import json
import zlib
from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.signing import b64_decode
from django.db import models
from django.db.models import Q

from landsea.foundation.models import Change, KeptMail, StoredFile, TaskRun, User
from landsea.foundation.personal_data import Person, Row, register_holding
from landsea.foundation.rows import all_rows
from landsea.kernel.texts import N_

_WHY = "what is held about the person who asks"
_REMOVED = N_("Removed.")
_CHUNK = 500


def register() -> None:
    """Declares all of it; called when the app is ready."""
    _register_account()
    _register_traces()


def _register_account() -> None:
    register_holding(
        "account",
        title=N_("Account"),
        fate=_REMOVED,
        columns=tuple(
            f"foundation.User.{name}"
            for name in ("email", "name", "language", "subject", "password", "last_login")
        ),
        find=_find_account,
        erase=_erase_account,
    )
    if apps.is_installed("allauth.account"):
        register_holding(
            "addresses",
            title=N_("E-mail addresses"),
            fate=_REMOVED,
            columns=("account.EmailAddress.user", "account.EmailAddress.email"),
            find=lambda person: _find_of_user(
                "account.EmailAddress", person, "email", "verified", "primary"
            ),
            erase=lambda person: _erase_of_user("account.EmailAddress", person),
        )
    if apps.is_installed("allauth.mfa"):
        register_holding(
            "second-factors",
            title=N_("Second factors"),
            fate=_REMOVED,
            columns=("mfa.Authenticator.user", "mfa.Authenticator.data"),
            # What is secret in them stays secret.
            find=lambda person: _find_of_user(
                "mfa.Authenticator", person, "type", "created_at", "last_used_at"
            ),
            erase=lambda person: _erase_of_user("mfa.Authenticator", person),
        )
    if apps.is_installed("allauth.usersessions"):
        register_holding(
            "devices",
            title=N_("Where you are signed in"),
            fate=_REMOVED,
            columns=("usersessions.UserSession.user", "usersessions.UserSession.ip"),
            find=lambda person: _find_of_user(
                "usersessions.UserSession", person, "ip", "user_agent", "created_at", "last_seen_at"
            ),
            erase=lambda person: _erase_of_user("usersessions.UserSession", person),
        )
    register_holding(
        "sessions",
        title=N_("Sessions"),
        fate=_REMOVED,
        columns=("sessions.Session.session_data",),
        find=lambda person: ({"ends_at": each.expire_date} for each in _sessions_of(person)),
        erase=_erase_sessions,
        is_erased_first=True,
    )
    register_holding(
        "mail",
        title=N_("Mail that is kept here"),
        fate=_REMOVED,
        columns=tuple(f"foundation.KeptMail.{name}" for name in ("recipient", "subject", "text")),
        find=lambda person: (
            _mail_to(person).order_by("pk").values("recipient", "subject", "text", "written_at")
        ),
        erase=lambda person: (_mail_to(person) | _mail_about(person)).delete()[0],
    )


def _register_traces() -> None:
    register_holding(
        "changes",
        title=N_("Changes you made"),
        fate=N_("The change log stays, without a link to you."),
        columns=("foundation.Change.actor_subject",),
        find=lambda person: _made_by(person, Change, "actor_subject").values(
            "action", "row_label", "row_key", "actor_roles", "changed_at"
        ),
    )
    register_holding(
        "tasks",
        title=N_("Background work you asked for"),
        fate=N_("Stays until it is 90 days old, without a link to you."),
        columns=("foundation.TaskRun.created_by",),
        find=lambda person: _made_by(person, TaskRun, "created_by").values(
            "public_id", "task_path", "state", "created_at", "finished_at"
        ),
    )
    register_holding(
        "files",
        title=N_("Files you handed in"),
        fate=N_("Stay with their organisation, without a link to you."),
        columns=("foundation.StoredFile.created_by",),
        find=lambda person: _made_by(person, StoredFile, "created_by").values(
            "public_id", "name", "media_type", "byte_count", "created_at"
        ),
    )


def _find_account(person: Person) -> Iterator[Row]:
    yield from _account_of(person).values(
        "email", "name", "language", "subject", "joined_at", "last_login", "is_active"
    )


def _erase_account(person: Person) -> int:
    return _account_of(person).delete()[0]


def _account_of(person: Person) -> "models.QuerySet[User]":
    keys = [] if person.user_id is None else [person.user_id]
    return User.objects.unscoped(_WHY).filter(pk__in=keys)


def _find_of_user(label: str, person: Person, *columns: str) -> Iterator[Row]:
    yield from all_rows(label).filter(user_id=person.user_id).values(*columns)


def _erase_of_user(label: str, person: Person) -> int:
    return all_rows(label).filter(user_id=person.user_id).delete()[0]


def _sessions_of(person: Person) -> Iterator[Session]:
    """Looks into every session, for the database can't read them; opens those that may be it."""
    traces = _traces_of(person)
    for session in Session.objects.order_by("pk").iterator(chunk_size=_CHUNK):
        packed = _read_unchecked(session.session_data)
        if any(trace in packed for trace in traces) and session.get_decoded():
            yield session


def _traces_of(person: Person) -> list[bytes]:
    """Returns what a session of the person holds, as it is written there, in lower case."""
    texts = [json.dumps(address)[1:-1] for address in sorted(person.addresses)]
    if person.subject is not None:
        texts.append(str(person.subject))
    if person.user_id is not None:
        texts.append(f'"{SESSION_KEY}":"{person.user_id}"')
    return [text.lower().encode() for text in texts]


def _read_unchecked(packed: str) -> bytes:
    """Returns what is in a session without looking at its signature: twenty times as fast."""
    content = packed.partition(":")[0]
    try:
        raw = b64_decode(content.removeprefix(".").encode())
        return (zlib.decompress(raw) if content.startswith(".") else raw).lower()
    except (ValueError, zlib.error):  # not written by Django
        return b""


def _erase_sessions(person: Person) -> int:
    keys = [session.pk for session in _sessions_of(person)]
    return sum(
        Session.objects.filter(pk__in=keys[start : start + _CHUNK]).delete()[0]
        for start in range(0, len(keys), _CHUNK)
    )


def _mail_to(person: Person) -> "models.QuerySet[KeptMail]":
    return _mail_where(Q(recipient__iexact=address) for address in person.addresses)


def _mail_about(person: Person) -> "models.QuerySet[KeptMail]":
    """Returns mail to others that names the person's address."""
    return _mail_where(Q(text__icontains=address) for address in person.addresses)


def _mail_where(conditions: Iterator[Q]) -> "models.QuerySet[KeptMail]":
    anywhere = Q(pk__in=())
    for condition in conditions:
        anywhere |= condition
    return KeptMail.objects.filter(anywhere)


def _made_by(
    person: Person, model: type[models.Model], column: str
) -> "models.QuerySet[models.Model]":
    rows = all_rows(model)
    return rows.filter(**{column: person.subject}) if person.subject else rows.none()
