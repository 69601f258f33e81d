"""What the bar of the guided tour says at each step, and where its one button leads."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.cards.queries import AdmissionTrace, CardValue
from landsea.demo.roles import TRAVELLER, find_demo_role, find_role_of
from landsea.demo.tour import STEPS, Progress, TourState, list_tour_places
from landsea.foundation import formats
from landsea.foundation.requests import Request
from landsea.insight.queries import CountedFact
from landsea.kernel.geo import Position, great_circle_km
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.queries import PlaceSummary
from landsea.trips.queries import TripValue
from landsea.trips.towns import list_towns


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A step as the bar lists it."""

    number: int
    title: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done, in which role (None: in any) and where."""

    sentence: SafeString
    role: str | None
    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideAction:
    """Where the next thing is done, and by whom."""

    label: str
    address: str
    #: The role to take first; None when the visitor has it.
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The bar as a whole."""

    number: int
    steps: tuple[GuideStep, ...]
    sentence: SafeString
    action: GuideAction | None
    progress: Progress
    #: The worker has not counted the admission yet; the bar asks again.
    is_waiting: bool

    @property
    def count(self) -> int:
        return STEPS

    @property
    def is_finished(self) -> bool:
        return self.progress.is_finished

    @property
    def owed(self) -> Money | None:
        """What the programme owes for the admission."""
        admission = self.progress.admission
        amounts = [line.amount for line in admission.postings] if admission else []
        return sum(amounts[1:], amounts[0]) if amounts else None


def guide(request: Request, state: TourState, progress: Progress) -> Guide:
    """Returns the bar for a page."""
    number = min(progress.step, STEPS)
    then = find_next(progress)
    return Guide(
        number=number,
        steps=tuple(
            GuideStep(place, title, place < progress.step, place == progress.step)
            for place, title in enumerate(list_titles(), 1)
        ),
        sentence=then.sentence,
        action=_action(request, then),
        progress=progress,
        is_waiting=progress.step == STEPS and progress.fact is None,
    )


def list_titles() -> list[str]:
    """Lists what is done at each step, in the reader's language."""
    return [
        _("Find a place"),
        _("Put it into a trip"),
        _("Take a card"),
        _("Admit it at the gate"),
        _("Read what came of it"),
    ]


def find_next(progress: Progress) -> Next:
    """Returns what is to be done next, as far as things have come."""
    place, trip, card, admission = (
        progress.place,
        progress.trip,
        progress.card,
        progress.admission,
    )
    if place is None:
        return _find_a_place()
    if trip is None:
        return _design_a_trip(place, is_left_out=progress.is_left_out)
    if card is None:
        return _take_a_card(place, trip)
    if admission is None:
        return _admit(place, card)
    if not progress.has_read_statement:
        return _read_statement(admission)
    if not progress.is_finished:
        return _read_figure(progress.fact)
    address = reverse("trace", args=[admission.admission_id])
    sentence = _say(_("That was all of it, and it was real. This is what you did:"))
    return Next(sentence, "office", _("See the whole trace"), address)


def _find_a_place() -> Next:
    places = list_tour_places()
    first = next((place for place in places if place.world_heritage), None)
    names = (first or places[0]).names if places else LocalisedText.of({"en": ""})
    text = _("Open the page of %(place)s, or of any other place that a card opens.")
    address = f"{reverse('library:list')}?{urlencode({'q': _plain(names)})}"
    return Next(_say(text, place=names), None, _("Look for it"), address)


def _design_a_trip(place: PlaceSummary, *, is_left_out: bool) -> Next:
    text = _("Say when you travel and press “%(design)s”: %(place)s is chosen.")
    if is_left_out:
        text = _("Your trip leaves %(place)s out and says why. Change the wishes.")
    sentence = _say(text, place=place.names, design=_("Design it"))
    wishes: dict[str, object] = {"must": place.public_id}
    if place.position is not None:
        wishes["town"] = _nearest_town(place.position)
    address = f"{reverse('trips:new')}?{urlencode(wishes)}"
    return Next(sentence, TRAVELLER, _("To the wishes"), address)


def _nearest_town(position: Position) -> str:
    towns = list_towns()
    return min(towns, key=lambda town: great_circle_km(town.position, position)).key


def _take_a_card(place: PlaceSummary, trip: TripValue) -> Next:
    text = _("Take a card that opens %(place)s. You pay for it at the gate.")
    address = f"{reverse('cards:shop')}?{urlencode({'trip': trip.public_id})}"
    return Next(_say(text, place=place.names), TRAVELLER, _("To the cards"), address)


def _admit(place: PlaceSummary, card: CardValue) -> Next:
    text = _("Type %(number)s, press “%(check)s” and take the money.")
    if card.is_paid:
        text = _("The card is paid. Press “%(check)s” once more: %(number)s.")
    sentence = _say(text, number=card.number, check=_("Check"))
    address = f"{reverse('cards:gate')}?{urlencode({'venue': place.public_id})}"
    return Next(sentence, "gate", _("To the gate"), address)


def _read_statement(admission: AdmissionTrace) -> Next:
    text = _("What is owed for it stands on the statement of %(organisation)s.")
    sentence = _say(text, organisation=admission.organisation.names)
    address = reverse("cards:statement", args=[admission.organisation.public_id])
    return Next(sentence, "clearing-officer", _("To the statement"), address)


def _read_figure(fact: CountedFact | None) -> Next:
    if fact is None:
        sentence = _say(_("The admission is being counted; it takes a few seconds."))
    else:
        text = _("It is counted: look for %(city)s, %(month)s among the figures.")
        month = formats.month(fact.month, get_language() or "en")
        sentence = _say(text, city=fact.city_names, month=month)
    return Next(sentence, "statistician", _("To the figures"), reverse("insight:figures"))


def _action(request: Request, then: Next) -> GuideAction | None:
    taken = find_role_of(request.user)
    current = taken.key if taken else TRAVELLER
    if then.role in (None, current):
        if _is_here(request, then):
            return None
        return GuideAction(label=then.label, address=then.address, role=None)
    wanted = find_demo_role(then.role or "")
    title = wanted.title if wanted else _("traveller")
    label = _("%(do)s, as: %(role)s") % {"do": then.label, "role": title}
    return GuideAction(label=label, address=then.address, role=then.role)


def _is_here(request: Request, then: Next) -> bool:
    """Says whether the visitor is where the next thing is done."""
    if then.address == reverse("insight:figures"):
        # What the page shows may be older than what the worker has counted since.
        return False
    if then.role is None:
        return request.get_full_path() == then.address
    return request.path == then.address.partition("?")[0]


def _say(text: str, **values: str | LocalisedText) -> SafeString:
    """Returns a sentence with its values; a name that falls back says its language to voices."""
    filled = {
        name: conditional_escape(value) if isinstance(value, str) else _named(value)
        for name, value in values.items()
    }
    return mark_safe(escape(text) % filled)  # noqa: S308 -- the text and each value are escaped


def _named(names: LocalisedText) -> SafeString:
    shown = names.in_language(get_language() or "en")
    if not shown.is_fallback:
        return format_html("{}", shown.text)
    return format_html('<span lang="{}">{}</span>', shown.language, shown.text)


def _plain(names: LocalisedText) -> str:
    return str(names.in_language(get_language() or "en"))
