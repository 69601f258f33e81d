"""What gates ask: their venues and what they admitted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from landsea.cards import policies
from landsea.cards.engine.number import grouped
from landsea.cards.models import Benefit, Gate, Redemption
from landsea.foundation.actor import Actor
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionValue:
    """An admission as a gate lists it."""

    public_id: UUID
    admitted_at: datetime  #: on the venue's clock
    #: None when the venue is no longer published.
    venue_names: LocalisedText | None
    card_number: str
    product_names: LocalisedText
    voided_at: datetime | None
    void_reason: str


def list_gate_venues(actor: Actor) -> list[library.PlaceSummary]:
    """Lists the venues in card programmes at which the actor works, by name."""
    benefits = Benefit.objects.visible_to(actor)
    mine = benefits.filter(venue__owner_id__in=policies.list_gate_organisations(actor))
    venue_ids = mine.order_by().values_list("venue_id", flat=True).distinct()
    places = library.list_places_by_pks(set(venue_ids))
    return sorted(places.values(), key=lambda place: (str(place.names), place.pk))


def find_gate(key_sha256: str) -> tuple[int, int] | None:
    """Returns a device's key and its venue's (bigints), unless the device was revoked."""
    gates = Gate.objects.unscoped("whoever has the key is the gate")
    row = gates.filter(key_sha256=key_sha256, revoked_at__isnull=True).first()
    return (row.pk, row.venue_id) if row else None


def list_recent_admissions(
    venue_id: int, *, actor: Actor, since: datetime, limit: int = 20
) -> list[AdmissionValue]:
    """Lists the latest admissions at a venue that the actor may see, newest first."""
    rows = Redemption.objects.visible_to(actor)
    rows = rows.filter(entitlement__venue_id=venue_id, admitted_at__gte=since)
    return admission_values(rows, limit=limit)


def list_admissions_of_card(
    card_id: UUID, *, actor: Actor, limit: int = 20
) -> list[AdmissionValue]:
    """Lists the latest admissions of a card that the actor may see, newest first."""
    rows = Redemption.objects.visible_to(actor).filter(entitlement__card__public_id=card_id)
    return admission_values(rows, limit=limit)


def admission_values(rows: QuerySet[Redemption], *, limit: int) -> list[AdmissionValue]:
    """Returns the newest rows as values."""
    newest = list(
        rows.select_related("entitlement__card__product").order_by("-admitted_at", "-id")[:limit]
    )
    venues = library.list_places_by_pks({row.entitlement.venue_id for row in newest})
    return [
        AdmissionValue(
            public_id=row.public_id,
            admitted_at=row.admitted_at.astimezone(ZoneInfo(row.time_zone)),
            venue_names=venues[venue_id].names if venue_id in venues else None,
            card_number=grouped(row.entitlement.card.number),
            product_names=row.entitlement.card.product.names,
            voided_at=row.voided_at,
            void_reason=row.void_reason,
        )
        for row in newest
        for venue_id in (row.entitlement.venue_id,)
    ]
