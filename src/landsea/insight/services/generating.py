"""Makes visits up, so that a demonstration shows figures at scale; each row says what it is."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from landsea.foundation.actor import Actor
from landsea.insight.engine.generated import GeneratedVenue, make_up_visits
from landsea.insight.models import GeneratedVisit
from landsea.kernel.errors import NotAllowed
from landsea.kernel.periods import Period
from landsea.library import queries as library

_BATCH_SIZE = 2000


def generate_visits(
    venues: Mapping[UUID, GeneratedVenue], *, span: Period, count: int, seed: int, by: Actor
) -> int:
    """Makes up about `count` card admissions at venues and returns how many they became.

    No card, no posting, no event: money and counted figures know nothing of them.
    """
    if not by.is_system:
        raise NotAllowed
    places = library.list_places_by_ids(list(venues))
    known = [key for key in venues if key in places]
    visits = make_up_visits([venues[key] for key in known], span=span, count=count, seed=seed)
    rows = (
        GeneratedVisit(
            seed=seed,
            venue_id=known[visit.venue],
            city=places[known[visit.venue]].city,
            city_names=places[known[visit.venue]].city_names,
            market=places[known[visit.venue]].market,
            local_date=visit.on,
            minute=visit.minute,
        )
        for visit in visits
    )
    with transaction.atomic():
        return len(GeneratedVisit.objects.bulk_create(rows, batch_size=_BATCH_SIZE))
