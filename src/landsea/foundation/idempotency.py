"""Answers a request that is sent again with the first answer, and does its work once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from landsea.foundation.models import IdempotentAnswer
from landsea.kernel.errors import Conflict
from landsea.kernel.texts import N_


class KeyReused(Conflict):
    """The same idempotency key came with another body."""

    code = "idempotency-key-reused"
    http_status = 422
    message = N_("This idempotency key was used for a different request.")
    mend = N_("Make a new key for each new request; repeat a key only with the very same body.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered with."""

    status: int
    body: Any
    is_replay: bool = False


def run_once(
    act: Callable[[], Answer], *, scope: str, key: str, body: bytes, now: datetime
) -> Answer:
    """Runs the act and stores its answer in one transaction, or returns the stored answer.

    Two requests at once: the second waits at the unique constraint until the first has committed,
    then finds its answer. An act that raises stores nothing, so it can be tried again.
    """
    digest = hashlib.sha256(body).hexdigest()
    claim = uuid4()
    with transaction.atomic():
        IdempotentAnswer.objects.bulk_create(
            [
                IdempotentAnswer(
                    scope=scope, key=key, body_sha256=digest, claim=claim, created_at=now
                )
            ],
            ignore_conflicts=True,
        )
        row = IdempotentAnswer.objects.get(scope=scope, key=key)
        if row.claim != claim:
            if row.body_sha256 != digest:
                raise KeyReused
            return Answer(row.status, row.answer, is_replay=True)
        answer = act()
        IdempotentAnswer.objects.filter(pk=row.pk).update(status=answer.status, answer=answer.body)
        return answer
