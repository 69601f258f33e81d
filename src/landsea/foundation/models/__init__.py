"""The foundation's tables."""

from landsea.foundation.models.cache import CacheEntry
from landsea.foundation.models.changes import Change
from landsea.foundation.models.erasures import Erasure
from landsea.foundation.models.idempotency import IdempotentAnswer
from landsea.foundation.models.keys import SigningKey
from landsea.foundation.models.mails import KeptMail
from landsea.foundation.models.outbox import OutboxEntry, ReceivedEvent
from landsea.foundation.models.rates import RateCount
from landsea.foundation.models.stored_files import StoredFile
from landsea.foundation.models.task_runs import TaskRun, TaskState
from landsea.foundation.models.users import User
from landsea.foundation.models.visibility import SCOPES

__all__ = [
    "SCOPES",
    "CacheEntry",
    "Change",
    "Erasure",
    "IdempotentAnswer",
    "KeptMail",
    "OutboxEntry",
    "RateCount",
    "ReceivedEvent",
    "SigningKey",
    "StoredFile",
    "TaskRun",
    "TaskState",
    "User",
]
