"""The guided tour: where a visitor is in it, told by what has really happened."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from landsea.cards import queries as cards
from landsea.cards.queries import AdmissionTrace, CardValue
from landsea.demo.roles import find_demo_role, find_role_of
from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.requests import Request, find_visitor_subject
from landsea.insight import queries as insight
from landsea.insight.queries import CountedFact
from landsea.library import queries as library
from landsea.library.queries import PlaceSummary
from landsea.members import queries as members
from landsea.trips import queries as trips
from landsea.trips.queries import TripValue

STEPS = 5
_SESSION_KEY = "tour"
#: Of so many of the visitor's latest trips and cards one may be that of the tour.
_LATEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TourState:
    """What a session keeps of a tour: what was read leaves no trace in any table."""

    #: Trips, cards and admissions from before belong to another round.
    since: datetime
    is_open: bool = True
    place: UUID | None = None
    has_read_statement: bool = False
    has_read_figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has happened on a tour, looked up where it was written."""

    place: PlaceSummary | None = None
    trip: TripValue | None = None
    #: Of the last trip that was designed: the place is not in it.
    is_left_out: bool = False
    card: CardValue | None = None
    admission: AdmissionTrace | None = None
    fact: CountedFact | None = None
    has_read_statement: bool = False
    has_read_figure: bool = False

    @property
    def step(self) -> int:
        """The number of the first step that is not done; one more than there are at the end."""
        is_read = self.has_read_statement and self.has_read_figure
        done = (self.place, self.trip, self.card, self.admission, is_read or None)
        return next((number for number, each in enumerate(done, 1) if each is None), STEPS + 1)

    @property
    def is_finished(self) -> bool:
        return self.step > STEPS


def start_tour(session: SessionBase, *, now: datetime) -> TourState:
    """Begins a tour, a second one from nothing."""
    state = TourState(since=now)
    keep_state(session, state)
    return state


def find_state(session: SessionBase) -> TourState | None:
    """Returns the tour that a session is on, open or left."""
    kept = session.get(_SESSION_KEY)
    if not kept:
        return None
    place = UUID(kept["place"]) if kept["place"] else None
    return TourState(**(kept | {"since": datetime.fromisoformat(kept["since"]), "place": place}))


def keep_state(session: SessionBase, state: TourState) -> None:
    """Writes a tour into a session."""
    place = str(state.place) if state.place else None
    session[_SESSION_KEY] = asdict(state) | {"since": state.since.isoformat(), "place": place}


def note_view(request: Request, state: TourState, view_name: str, shown_id: UUID | None) -> None:
    """Notes that a page of the tour is being read: a place, the statement or the figures."""
    progress = find_progress(request, state)
    if view_name == "library:detail" and shown_id and progress.step <= 2:
        if any(venue.public_id == shown_id for venue in list_tour_places()):
            keep_state(request.session, replace(state, place=shown_id))
    elif view_name == "cards:statement" and progress.admission is not None:
        readable = cards.list_statement_holders(request.actor)
        # The right one, and by somebody to whom it is shown.
        owner = progress.admission.organisation.public_id
        if shown_id == owner and any(each.public_id == owner for each in readable):
            keep_state(request.session, replace(state, has_read_statement=True))
    elif view_name == "insight:figures" and progress.fact is not None:
        keep_state(request.session, replace(state, has_read_figure=True))


def find_progress(request: Request, state: TourState) -> Progress:
    """Returns how far a visitor is; steps are asked about up to the first that is not done."""
    place = _place(state)
    traveller = _traveller(request)
    if place is None or traveller is None:
        return Progress(place=place)
    trip, is_left_out = _trip(place, traveller, state)
    if trip is None:
        return Progress(place=place, is_left_out=is_left_out)
    card, admission = _card(place, traveller, state)
    if card is None or admission is None:
        return Progress(place=place, trip=trip, card=card)
    fact = insight.find_fact_of_admission(admission.admission_id, actor=Actor.system())
    return Progress(
        place=place,
        trip=trip,
        card=card,
        admission=admission,
        fact=fact,
        has_read_statement=state.has_read_statement,
        has_read_figure=state.has_read_figure and fact is not None,
    )


def list_tour_places() -> list[PlaceSummary]:
    """Lists the places that a card opens and at which the demonstration's gate staff works."""
    role = find_demo_role("gate")
    people = get_user_model().objects.unscoped("the people of the demonstration are its own")
    user = people.filter(email=role.email).first() if role else None
    if user is None:
        return []
    grants = members.list_grants_of(user.pk)
    return cards.list_gate_venues(Actor(kind=ActorKind.PERSON, grants=grants))


def _place(state: TourState) -> PlaceSummary | None:
    found = library.list_places_by_ids([state.place]) if state.place else {}
    return found.get(state.place) if state.place else None


def _traveller(request: Request) -> UUID | None:
    """Returns under whom the visitor travels, whatever role is taken just now."""
    if find_role_of(request.user) is None:
        return request.actor.subject
    return find_visitor_subject(request)


def _trip(place: PlaceSummary, traveller: UUID, state: TourState) -> tuple[TripValue | None, bool]:
    by = Actor(subject=traveller)
    latest = [trips.get_trip(each.public_id, actor=by) for each in trips.list_trips(by)[:_LATEST]]
    of_this_round = [trip for trip in latest if trip.designed_at >= state.since]
    for trip in of_this_round:
        if any(stop.place and stop.place.public_id == place.public_id for stop in trip.stops):
            return trip, False
    return None, bool(of_this_round)


def _card(
    place: PlaceSummary, traveller: UUID, state: TourState
) -> tuple[CardValue | None, AdmissionTrace | None]:
    mine = cards.list_cards(Actor(subject=traveller), now=timezone.now())
    opening = [
        card
        for card in mine
        if card.taken_at >= state.since
        and any(each.venue.public_id == place.public_id for each in card.entitlements)
    ]
    # The demonstration itself follows the visitor's own card, as the trace page does for an office.
    by = Actor.system()
    for card in opening[:_LATEST]:
        for admission in cards.list_admissions_of_card(card.public_id, actor=by):
            if admission.voided_at is None:
                return card, cards.get_trace(admission.public_id, actor=by)
    return (opening[0] if opening else None), None
