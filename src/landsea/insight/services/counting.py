"""Counts visits, as events of the cards module tell them."""

from uuid import UUID

from landsea.cards.events import AdmissionRecorded, AdmissionVoided
from landsea.insight.models import VisitFact
from landsea.kernel.errors import Conflict
from landsea.kernel.texts import N_
from landsea.library import queries as library


class AdmissionNotCountedYet(Conflict):
    """A taking back came before its admission; the outbox tries again."""

    code = "admission-not-counted-yet"
    message = N_("This admission was not counted yet.")


class VenueUnknown(Conflict):
    """An admission at a place that the library does not show; the outbox tries again."""

    code = "venue-unknown"
    message = N_("The library shows no place for this admission.")
    mend = N_("Publish the place again; the admission is counted then.")


def count_admission(event: AdmissionRecorded, *, event_id: UUID) -> None:
    """Writes the visit fact of an admission."""
    place = library.list_places_by_ids([event.venue_id]).get(event.venue_id)
    if place is None:
        raise VenueUnknown
    VisitFact.objects.create(
        event_id=event_id,
        admission_id=event.admission_id,
        visits=event.people,
        venue_id=event.venue_id,
        place_names=place.names,
        city=place.city,
        city_names=place.city_names,
        market=place.market,
        programme_id=event.programme_id,
        product_id=event.product_id,
        organisation_id=event.organisation_id,
        local_date=event.local_date,
        admitted_at=event.admitted_at,
        time_zone=event.time_zone,
    )


def count_voided_admission(event: AdmissionVoided, *, event_id: UUID) -> None:
    """Writes the counter-fact of an admission: the two add up to nothing."""
    facts = VisitFact.objects.unscoped("the receiver counts for all")
    fact = facts.filter(admission_id=event.admission_id, visits__gt=0).first()
    if fact is None:
        raise AdmissionNotCountedYet
    copied = {
        field.attname: getattr(fact, field.attname)
        for field in VisitFact._meta.concrete_fields
        if not field.primary_key
    }
    VisitFact.objects.create(**(copied | {"event_id": event_id, "visits": -fact.visits}))
