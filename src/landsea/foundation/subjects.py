"""What a traveller did before signing in comes along to the account.

Each module that keeps rows under a subject registers how they change hands.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from landsea.foundation.actor import Actor


class TakeOver(Protocol):
    """Gives the rows of one subject to another, and writes the change log."""

    def __call__(self, before: UUID, after: UUID, *, by: Actor, now: datetime) -> None: ...


#: Filled while the apps start, and only then.
_takeovers: list[TakeOver] = []


def register_takeover(takeover: TakeOver) -> None:
    """Has a module's rows come along when a traveller signs in."""
    if takeover not in _takeovers:
        _takeovers.append(takeover)


def take_over(before: UUID, after: UUID, *, by: Actor, now: datetime) -> None:
    """Gives everything that is kept under one subject to another: all of it or nothing."""
    if before == after:
        return
    with transaction.atomic():
        for takeover in _takeovers:
            takeover(before, after, by=by, now=now)
