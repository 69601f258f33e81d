"""Logs as one JSON object a line, each with the id of the request it belongs to."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")

#: What a log record always has; anything else was passed as `extra` and is logged too.
_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request_id"}
#: No line should hold any of these; should one get there, say in a database's error, it is masked.
_MASKED = (
    (
        re.compile(r"[^\s@<>\"'()=/\\]{1,64}@[^\s@<>\"'()\\]{1,255}\.[^\s@<>\"'(),;\\]+"),
        "(address)",
    ),
    (re.compile(r"\b(Bearer|Basic) [^\s\"'\\]+", re.IGNORECASE), r"\1 (secret)"),
    (re.compile(r"\blsk_[A-Za-z0-9_-]+"), "(secret)"),
)
#: What links in mails end with.
_LINK_SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?=/|$)")


class RequestIdFilter(logging.Filter):
    """Adds the running request's id to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    """Writes a record as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _LINK_SECRET.sub("(secret)", record.getMessage()),
        }
        if request_id := getattr(record, "request_id", ""):
            line["request_id"] = request_id
        line |= {key: _told(value) for key, value in vars(record).items() if key not in _KNOWN}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return mask(json.dumps(line, ensure_ascii=False, default=str))


def mask(text: str) -> str:
    """Returns a text without addresses of people and without keys."""
    for pattern, instead in _MASKED:
        text = pattern.sub(instead, text)
    return text


def _told(value: object) -> object:
    """Returns a value fit for a log: of a request its route, for its address may hold anything."""
    if isinstance(value, HttpRequest):
        return f"{value.method} {value.resolver_match.route if value.resolver_match else ''}"
    return value
