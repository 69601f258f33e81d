"""What goes on in an installation while it is backed up; runs in processes that have Django."""

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import JSONField, Value

from landsea.cards.services.voiding import void_admission
from landsea.foundation import files
from landsea.foundation.actor import Actor
from landsea.foundation.models import (
    Change,
    IdempotentAnswer,
    OutboxEntry,
    RateCount,
    ReceivedEvent,
    SigningKey,
)
from landsea.kernel.clock import SystemClock
from tests.factories.cards import make_card, make_programme, scan_card

#: Texts and numbers that one engine or the other writes in its own way.
ODD_JSON = {
    "large": 1e22,
    "whole": 1.0,
    "nought": -0.0,
    "small": 1e-7,
    "third": 1 / 3,
    "digits": 12345678901234567890,
    "null": None,
    "nested": {"z": [1, {"b": True, "a": []}], "a": ""},
    "text": "三峡 “quotes” \\ \t\n\u2028 %s {} 🐼",
}
ODD_TEXT = "a\tb\nc\\d 'e' \"f\" %s %% \\. \\N 重庆 ไทย 🐼"
NOW = datetime(2026, 2, 28, 23, 59, 59, 1, tzinfo=UTC)
BATCH = 5000


def add_odd_rows() -> None:
    """Writes what is most easily lost between two databases."""
    Change.objects.bulk_create(
        Change(
            row_label="odd",
            row_key=key,
            action=ODD_TEXT[:40],
            patch=patch,
            actor_kind="system",
            actor_subject=subject,
            changed_at=at,
        )
        for key, patch, subject, at in (
            ("json", ODD_JSON, None, NOW),
            ("list", [], UUID(int=0), NOW + timedelta(microseconds=999_998)),
            ("text", ODD_TEXT, UUID(int=2**128 - 1), datetime(1, 1, 1, tzinfo=UTC)),
            ("number", 0, None, NOW),
        )
    )
    end_of_time = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    for key, answer in (("sql-null", None), ("json-null", Value(None, JSONField()))):
        IdempotentAnswer.objects.create(
            scope="odd", key=key, body_sha256="0" * 64, answer=answer, created_at=end_of_time
        )
    SigningKey.objects.create(
        kid="odd",
        purpose="odd",
        scope=uuid4(),
        public_key=bytes(range(256))[:32],
        sealed_private_key=b"",
        created_at=NOW,
        retired_at=NOW,
        revoked_at=NOW,
    )
    for name in ("first", "same content"):
        files.store_file(
            bytes(range(256)) * 1000,
            name=name,
            media_type="image/png",
            owner=None,
            by=Actor.system(),
            now=NOW,
            max_bytes=1_000_000,
        )
    session = SessionStore()
    session["of"] = "the moment"
    session.save()
    RateCount.objects.create(key="odd", window_starts_at=NOW, count=1)
    # A key that was given and is free again must not be given twice.
    event = OutboxEntry.objects.create(
        event_name="odd", payload=ODD_JSON, recorded_at=NOW, due_at=NOW
    )
    event.delete()


def add_many(number: int) -> None:
    """Writes so many rows that a while goes by between the outbox and the cards' tables."""
    for start in range(0, number, BATCH):
        ReceivedEvent.objects.bulk_create(
            ReceivedEvent(event_id=uuid4(), receiver="many", received_at=NOW)
            for _position in range(min(BATCH, number - start))
        )


def sell_and_admit() -> None:
    """Sells cards, admits them and takes some admissions back until it is killed."""
    programme = make_programme("kept")
    for number in count(1):
        now = SystemClock().now()
        card = make_card(programme, now=now)
        admission = scan_card(card, programme, now=now)
        if number % 3 == 0:
            void_admission(admission.scan_id, reason="scanned twice", by=programme.staff, now=now)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
