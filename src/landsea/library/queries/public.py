"""Which records have a public page, for those who list all pages."""

from datetime import datetime
from uuid import UUID

from landsea.library.queries.matching import published


def count_public() -> int:
    """Returns how many records have a public page."""
    return published().count()


def list_public_ids(*, offset: int, limit: int) -> list[tuple[UUID, datetime]]:
    """Lists records with a public page and when each was last changed, the oldest first."""
    rows = published().order_by("id").values_list("public_id", "updated_at")
    return list(rows[offset : offset + limit])
