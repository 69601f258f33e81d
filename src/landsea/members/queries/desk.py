"""Numbers for the member's desk."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q

from landsea.foundation.actor import Actor
from landsea.members.models import ApiToken


def count_keys(organisation_ids: Iterable[int], *, actor: Actor, now: datetime) -> dict[int, int]:
    """Returns how many keys of programs are in force, of organisations whose office asks."""
    rows = (
        ApiToken.objects.visible_to(actor)
        .filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            organisation_id__in=set(organisation_ids),
            revoked_at__isnull=True,
        )
        .order_by()
        .values_list("organisation_id")
        .annotate(count=Count("id"))
    )
    return dict(rows)
