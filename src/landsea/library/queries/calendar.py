"""What is on: events by month, one event, and the public holidays around them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound
from landsea.kernel.periods import Period
from landsea.kernel.texts import N_, LocalisedText
from landsea.library.engine.events import (
    CalendarMonth,
    Dates,
    EventDetail,
    EventOn,
    EventPlace,
    EventSummary,
    Holiday,
)
from landsea.library.engine.places import Owner
from landsea.library.engine.vocabulary import (
    Confidence,
    DateCertainty,
    EventKind,
    LicenceState,
    ResourceState,
)
from landsea.library.models import Event, EventDate, PublicHoliday
from landsea.library.queries.rows import names_of

#: So many of the coming times of an event are told.
_COMING = 6


class EventNotFound(NotFound):
    """There is no published event with this id."""

    code = "event-not-found"
    message = N_("There is no such event in the library.")
    mend = N_("Look for it in the calendar.")


def list_month(month: Period, *, market: str = "", city: str = "") -> CalendarMonth:
    """Returns what is on in a month, by day; of a city also what its whole market keeps."""
    rows = _dates_in(month).filter(_in_place(market, city))
    found = [_event_on(row) for row in rows.order_by("starts_on", "ends_on", "event_id")]
    return CalendarMonth(
        dated=tuple(each for each in found if not each.dates.is_month_only),
        some_time=tuple(each for each in found if each.dates.is_month_only),
        holidays=_list_holidays(month, market),
        places=_list_places(),
    )


def list_whats_on(today: date, *, limit: int) -> tuple[EventOn, ...]:
    """Lists what is on today or comes next, each event once."""
    rows = (
        _published_dates().filter(ends_on__gte=today).order_by("starts_on", "ends_on", "event_id")
    )
    found: dict[int, EventOn] = {}
    # An event may come twice in a year, so more are read than are shown.
    for row in rows[: limit * 3]:
        found.setdefault(row.event_id, _event_on(row))
    return tuple(found.values())[:limit]


def list_place_events(place_id: UUID, today: date) -> tuple[EventOn, ...]:
    """Lists the coming events of a place, each once."""
    rows = _published_dates().filter(event__venue__public_id=place_id, ends_on__gte=today)
    found: dict[int, EventOn] = {}
    for row in rows.order_by("starts_on", "ends_on", "event_id"):
        found.setdefault(row.event_id, _event_on(row))
    return tuple(found.values())


def get_event(public_id: UUID, *, actor: Actor, today: date) -> EventDetail:
    """Returns one event with its coming times and sources, to its owner's people also a draft."""
    rows = Event.objects.visible_to(actor).select_related("owner", "venue")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise EventNotFound
    coming = (
        EventDate.objects.visible_to(actor)
        .filter(event=row, ends_on__gte=today)
        .order_by("starts_on")[:_COMING]
    )
    is_open = row.venue is not None and row.venue.state == ResourceState.PUBLISHED
    return EventDetail(
        event=_summary(row),
        is_draft=row.state == ResourceState.DRAFT,
        region=row.region,
        owner=Owner(
            public_id=row.owner.public_id, names=row.owner.names, is_demo=row.owner.is_demo
        ),
        venue=(row.venue.public_id, names_of(row.venue)) if row.venue and is_open else None,
        rule=row.rule,
        rule_note=row.rule_note,
        coming=tuple(_dates(each) for each in coming),
        source_name=row.source_name,
        source_key=row.source_key,
        source=row.source,
        source_url=row.source_url,
        licence=row.licence,
        licence_state=LicenceState(row.licence_state),
        note=row.note,
    )


def _published_dates() -> QuerySet[EventDate]:
    rows = EventDate.objects.unscoped("what is published is for everybody")
    return rows.filter(event__state=ResourceState.PUBLISHED).select_related("event")


def _dates_in(month: Period) -> QuerySet[EventDate]:
    return _published_dates().filter(starts_on__lt=month.ends_on, ends_on__gte=month.starts_on)


def _in_place(market: str, city: str) -> Q:
    if not market:
        return Q()
    if not city:
        return Q(event__market=market)
    return Q(event__market=market) & (Q(event__city=city) | Q(event__city=""))


def _list_holidays(month: Period, market: str) -> tuple[Holiday, ...]:
    rows = PublicHoliday.objects.filter(day__gte=month.starts_on, day__lt=month.ends_on)
    if market:
        rows = rows.filter(market=market)
    return tuple(Holiday(row.market, row.day, row.names) for row in rows.order_by("day", "market"))


def _list_places() -> tuple[EventPlace, ...]:
    """Lists where events are held: each market, then its cities."""
    rows = (
        Event.objects.unscoped("what is published is for everybody")
        .filter(state=ResourceState.PUBLISHED)
        .order_by("market", "city")
        .values_list("market", "city", "city_names")
        .distinct()
    )
    return tuple(_by_market(rows))


def _by_market(rows: Iterable[tuple[str, str, LocalisedText]]) -> Iterable[EventPlace]:
    known: dict[tuple[str, str], EventPlace] = {}
    for market, city, names in rows:
        known.setdefault((market, ""), EventPlace(market, "", LocalisedText(())))
        if city:
            known.setdefault((market, city), EventPlace(market, city, names))
    return known.values()


def _event_on(row: EventDate) -> EventOn:
    return EventOn(_summary(row.event), _dates(row))


def _dates(row: EventDate) -> Dates:
    return Dates(row.starts_on, row.ends_on, DateCertainty(row.certainty))


def _summary(row: Event) -> EventSummary:
    return EventSummary(
        public_id=row.public_id,
        kind=EventKind(row.kind),
        names=row.names,
        city=row.city,
        city_names=row.city_names,
        market=row.market,
        confidence=Confidence(row.confidence),
    )
