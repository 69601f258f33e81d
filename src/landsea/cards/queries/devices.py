"""Devices with a key at gates."""

from collections.abc import Iterable

from django.db.models import Count

from landsea.cards.models import Gate
from landsea.foundation.actor import Actor


def count_devices(organisation_ids: Iterable[int], *, actor: Actor) -> dict[int, int]:
    """Returns how many devices in use each organisation has at its venues, as the actor sees."""
    ids = set(organisation_ids)
    rows = (
        Gate.objects.visible_to(actor)
        .filter(venue__owner_id__in=ids, revoked_at__isnull=True)
        .order_by()
        .values_list("venue__owner_id")
        .annotate(count=Count("id"))
    )
    return dict.fromkeys(ids, 0) | dict(rows)
