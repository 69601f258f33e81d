"""Which records have a public page, for those who list all pages."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Event
from landsea.library.queries.matching import published


def count_public() -> int:
    """Returns how many records have a public page."""
    return published().count()


def list_public_ids(*, offset: int, limit: int) -> list[tuple[UUID, datetime]]:
    """Lists records with a public page and when each was last changed, the oldest first."""
    rows = published().order_by("id").values_list("public_id", "updated_at")
    return list(rows[offset : offset + limit])


def count_public_events() -> int:
    """Returns how many events have a public page."""
    return _events().count()


def list_public_event_ids(*, offset: int, limit: int) -> list[tuple[UUID, datetime]]:
    """Lists events with a public page and when each was last changed, the oldest first."""
    rows = _events().order_by("id").values_list("public_id", "updated_at")
    return list(rows[offset : offset + limit])


def _events() -> QuerySet[Event]:
    rows = Event.objects.unscoped("what is published is for everybody")
    return rows.filter(state=ResourceState.PUBLISHED)
