"""Why a place stays out of a trip, and which wishes contradict each other, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from landsea.kernel.errors import LandseaError, Parameter
from landsea.kernel.texts import N_, LocalisedText, TextList


class Reason(StrEnum):
    """Why a place is not in the trip."""

    EXCLUDED = "excluded"  #: the traveller does not want it
    CLOSED = "closed"  #: closed on all days of the trip
    TOO_LONG = "too-long"  #: no opening of the trip's days is as long as the visit
    OUT_OF_REACH = "out-of-reach"  #: there, the visit and back is longer than any day
    HOURS_DO_NOT_FIT = "hours-do-not-fit"  #: within reach, but not while it is open
    BREAKS_IN_THE_WAY = "breaks-in-the-way"  #: it fits only without the day's meals and rests
    OVER_BUDGET = "over-budget"  #: it costs more than the whole budget
    CATEGORY_CAPPED = "category-capped"  #: no visit of its category is allowed
    NO_STOPS_ALLOWED = "no-stops-allowed"  #: the days on which it fits allow no stop
    NO_ROOM_BESIDE_MUSTS = "no-room-beside-musts"  #: proved: not together with the must stops
    DISPLACED = "displaced"  #: it would push out more than it brings
    NOT_TRIED = "not-tried"  #: it fits alone; what forcing it in costs was not worked out
    NOT_FOUND = "not-found"  #: no plan with it was found; that there is none is not proved

    @property
    def sentence(self) -> str:
        """The reason in English, with `{names}` of the parameters, marked for translation."""
        return _SENTENCES[self]


_SENTENCES: Mapping[Reason, str] = {
    Reason.EXCLUDED: N_("You asked to leave it out."),
    Reason.CLOSED: N_("It is closed on every day of the trip."),
    Reason.TOO_LONG: N_(
        "A visit takes {dwell_minutes} minutes, but it is open {open_minutes} minutes at a time."
    ),
    Reason.OUT_OF_REACH: N_(
        "There, the visit and back take {needed_minutes} minutes; the day that suits best,"
        " {date}, has {available_minutes}. It would need {shortage_minutes} minutes more."
    ),
    Reason.HOURS_DO_NOT_FIT: N_(
        "It can't be visited while it is open: on {date}, the day that suits best,"
        " {shortage_minutes} minutes are missing."
    ),
    Reason.BREAKS_IN_THE_WAY: N_(
        "It fits only without the meals and rests of the day; {date} suits best."
    ),
    Reason.OVER_BUDGET: N_("It costs {price} {currency}, more than the whole budget of {budget}."),
    Reason.CATEGORY_CAPPED: N_("You allowed no visit of the category “{category}”."),
    Reason.NO_STOPS_ALLOWED: N_("The days on which it would fit allow no stop."),
    Reason.NO_ROOM_BESIDE_MUSTS: N_("It can't be visited together with all the must stops."),
    Reason.DISPLACED: N_("Putting it in would cost {cost} points: {displaced} would fall out."),
    Reason.NOT_TRIED: N_("Other places were worth more; what it would cost was not worked out."),
    Reason.NOT_FOUND: N_("No plan with it was found; one may exist."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A place that is not in the trip, and why; the reason's sentence takes the parameters."""

    candidate_id: str
    reason: Reason
    params: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    #: The places that would fall out if this one were forced in.
    displaced_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WishConflict:
    """Must stops that can't all be in one trip."""

    candidate_ids: tuple[str, ...]
    #: No trip has them all: shown by exhaustive search, not only by not finding one.
    is_proved: bool
    #: Without any one of them the others fit, shown by a trip.
    is_minimal: bool
    #: For a conflict of one place, why that place alone is impossible.
    causes: tuple[LeftOut, ...] = ()


class NoFeasibleTrip(LandseaError):
    """No trip keeps everything that was asked."""

    code = "no-feasible-trip"
    http_status = 422
    message = N_("No trip can hold all of these must stops: {places}.")
    mend = N_("Drop one of them, add a day, start earlier or come home later.")

    def __init__(
        self, conflict: WishConflict, *, names: Mapping[str, LocalisedText] | None = None
    ) -> None:
        self.conflict = conflict
        shown = [
            (names or {}).get(each) or LocalisedText.of({"en": each})
            for each in conflict.candidate_ids
        ]
        super().__init__(places=TextList(tuple(shown)))

    def named(self, names: Mapping[str, LocalisedText]) -> "NoFeasibleTrip":
        """Returns the same error with places' names in place of their ids."""
        return type(self)(self.conflict, names=names)


class DayTooShort(NoFeasibleTrip):
    """A day can't hold even the way from its start to its end place and its breaks."""

    code = "day-too-short"
    message = N_("The day {date} is too short for the way to its end place and its breaks.")
    mend = N_("Give the day more time, fewer breaks, or an end place that is nearer.")

    def __init__(self, *, date: str) -> None:
        self.conflict = WishConflict(candidate_ids=(), is_proved=True, is_minimal=True)
        LandseaError.__init__(self, date=date)

    def named(self, names: Mapping[str, LocalisedText]) -> "NoFeasibleTrip":
        return self


class NothingToVisit(NoFeasibleTrip):
    """Not one of the places can be visited on these days."""

    code = "nothing-to-visit"
    message = N_("None of the {count} places can be visited on these days.")
    mend = N_("Choose other dates, longer days, a nearer start or other places.")

    def __init__(self, *, causes: tuple[LeftOut, ...]) -> None:
        self.conflict = WishConflict(
            candidate_ids=(), is_proved=True, is_minimal=True, causes=causes
        )
        LandseaError.__init__(self, count=len(causes))

    def named(self, names: Mapping[str, LocalisedText]) -> "NoFeasibleTrip":
        return self
