"""Counts visits, and loads what offices published."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from landsea.cards.events import AdmissionRecorded, AdmissionVoided
from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.insight import policies
from landsea.insight.engine.arrivals import Fault, Observation, read_rows
from landsea.insight.models import PublishedObservation, Vintage, VisitFact
from landsea.kernel.errors import Conflict, NotAllowed
from landsea.kernel.texts import N_
from landsea.library import queries as library
from landsea.members import queries as members

ARRIVALS = "arrivals"
BATCH_SIZE = 1000
PAUSE_SECONDS = 0.02

#: Opens the transaction of a batch; takes how many rows are done with it, and of how many.
BatchTransaction = Callable[[int, int], AbstractContextManager[object]]


class AdmissionNotCountedYet(Conflict):
    """A taking back came before its admission; the outbox tries again."""

    code = "admission-not-counted-yet"
    message = N_("This admission was not counted yet.")


class VenueUnknown(Conflict):
    """An admission at a place that the library does not show; the outbox tries again."""

    code = "venue-unknown"
    message = N_("The library shows no place for this admission.")
    mend = N_("Publish the place again; the admission is counted then.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a loading did; with faults it did nothing."""

    row_count: int = 0
    is_unchanged: bool = False
    faults: tuple[Fault, ...] = ()


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


def load_published(
    rows: Iterable[Mapping[str, str | None]],
    *,
    source_file: str,
    by: Actor,
    now: datetime,
    in_batch: BatchTransaction | None = None,
) -> LoadReport:
    """Loads a table of published arrivals as a new vintage; the same table again changes nothing.

    A table with a fault is refused as a whole. A sound one is written in batches, and becomes
    what readers see only when it is complete; a loading that was cut off goes on where it was.
    """
    if not policies.can_load_published(by):
        raise NotAllowed
    observations, faults = read_rows(rows)
    if faults:
        return LoadReport(faults=tuple(faults))
    digest = _digest(observations)
    current = Vintage.objects.filter(
        dataset=ARRIVALS, completed_at__isnull=False, superseded_at__isnull=True
    ).first()
    if current is not None and current.sha256 == digest:
        return LoadReport(row_count=len(observations), is_unchanged=True)
    vintage, _is_new = Vintage.objects.get_or_create(
        dataset=ARRIVALS,
        sha256=digest,
        completed_at=None,
        defaults={
            "file_name": source_file[:200],
            "row_count": len(observations),
            "begun_at": now,
        },
    )
    _write(vintage, observations, in_batch or _plain_transaction)
    _make_current(vintage, by=by, now=now)
    return LoadReport(row_count=len(observations))


def _plain_transaction(done: int, total: int) -> AbstractContextManager[object]:
    return transaction.atomic()


def _write(vintage: Vintage, observations: list[Observation], in_batch: BatchTransaction) -> None:
    written = vintage.observations.count()
    total = len(observations)
    for start in range(written, total, BATCH_SIZE):
        if start > written:
            time.sleep(PAUSE_SECONDS)
        batch = observations[start : start + BATCH_SIZE]
        with in_batch(start + len(batch), total):
            PublishedObservation.objects.bulk_create(_row(vintage, each) for each in batch)


def _make_current(vintage: Vintage, *, by: Actor, now: datetime) -> None:
    with transaction.atomic():
        vintage = Vintage.objects.select_for_update().get(pk=vintage.pk)
        # A worker that was thought dead may come here after the one that took over: it would
        # supersede the very vintage that readers see.
        if vintage.completed_at is not None:
            return
        Vintage.objects.filter(
            dataset=vintage.dataset, completed_at__isnull=False, superseded_at__isnull=True
        ).update(superseded_at=now)
        vintage.completed_at = now
        vintage.save(update_fields=["completed_at"])
        changelog.record(
            vintage,
            action="load",
            by=by,
            now=now,
            alliance=_alliance_of(by),
            patch={
                "file_name": [None, vintage.file_name],
                "sha256": [None, vintage.sha256],
                "rows": [None, vintage.row_count],
            },
        )


def _alliance_of(by: Actor) -> UUID | None:
    """Returns the alliance for which somebody loads figures: the first, if there are several."""
    found = members.list_alliances_by_ids(policies.list_loading_alliances(by))
    return next((each.public_id for each in found.values()), None)


def _row(vintage: Vintage, observation: Observation) -> PublishedObservation:
    return PublishedObservation(
        vintage=vintage,
        row=observation.row,
        reference_area=observation.reference_area,
        counterpart_area=observation.counterpart_area,
        counterpart_kind=observation.counterpart_kind,
        counterpart_iso2=observation.counterpart_iso2,
        period=observation.period,
        starts_on=observation.span.starts_on,
        ends_on=observation.span.ends_on,
        frequency=observation.frequency,
        measure=observation.measure,
        value=observation.value,
        status=observation.status,
        source=observation.source,
        licence=observation.licence,
        note=observation.note,
    )


def _digest(observations: list[Observation]) -> str:
    text = json.dumps([asdict(each) for each in observations], default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
