"""Listings: their kinds and sides, and how one goes from a draft to its end."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum


class ListingKind(StrEnum):
    """What a listing is about."""

    TOUR = "tour"  #: a tour product: a route, a package, places on one
    PROJECT = "project"  #: an investment project, or capital for one
    POST = "post"  #: a post, a placement, an exchange of staff
    LICENCE = "licence"  #: the use of a brand, a design or a work


class Side(StrEnum):
    """On which side of the market somebody stands."""

    SUPPLY = "supply"  #: has it and offers it
    DEMAND = "demand"  #: looks for it


class ListingState(StrEnum):
    """Where a listing stands."""

    DRAFT = "draft"  #: only the organisation sees it
    PUBLISHED = "published"  #: everybody sees it, and it is open in its period
    CLOSED = "closed"  #: everybody may still read it; it is settled
    WITHDRAWN = "withdrawn"  #: the organisation took it out of sight
    TAKEN_DOWN = "taken-down"  #: the alliance's office took it out of sight, with a reason


class Act(StrEnum):
    """What is done with a whole listing."""

    PUBLISH = "publish"  #: shows it to everybody
    CLOSE = "close"  #: says that it is settled
    WITHDRAW = "withdraw"  #: takes it out of sight
    TAKE_DOWN = "take-down"  #: the office takes it out of sight
    PUT_BACK = "put-back"  #: the office shows it again

    @property
    def is_offices(self) -> bool:
        """Whether the alliance's office does it, and not the organisation."""
        return self in {Act.TAKE_DOWN, Act.PUT_BACK}


class Standing(StrEnum):
    """What a reader is told of a listing at a moment."""

    DRAFT = "draft"  #: not published yet
    COMING = "coming"  #: its first day has not begun
    OPEN = "open"  #: answer it
    OVER = "over"  #: its last day is over
    PAUSED = "paused"  #: its organisation offers nothing new in the alliance now
    CLOSED = "closed"  #: settled
    WITHDRAWN = "withdrawn"  #: out of sight
    TAKEN_DOWN = "taken-down"  #: out of sight by the office


#: The states that everybody may read.
PUBLIC_STATES = frozenset({ListingState.PUBLISHED, ListingState.CLOSED})

_STEPS: Mapping[Act, tuple[frozenset[ListingState], ListingState]] = {
    Act.PUBLISH: (
        frozenset({ListingState.DRAFT, ListingState.CLOSED, ListingState.WITHDRAWN}),
        ListingState.PUBLISHED,
    ),
    Act.CLOSE: (frozenset({ListingState.PUBLISHED}), ListingState.CLOSED),
    # Not after the office took it down: publishing it again would go round the office.
    Act.WITHDRAW: (
        frozenset({ListingState.DRAFT, ListingState.PUBLISHED, ListingState.CLOSED}),
        ListingState.WITHDRAWN,
    ),
    Act.TAKE_DOWN: (PUBLIC_STATES, ListingState.TAKEN_DOWN),
    Act.PUT_BACK: (frozenset({ListingState.TAKEN_DOWN}), ListingState.PUBLISHED),
}


def state_after(act: Act, state: ListingState) -> ListingState | None:
    """Returns where an act leads a listing; None where it can't be done."""
    possible, after = _STEPS[act]
    return after if state in possible else None


def find_act(before: ListingState, after: ListingState) -> Act | None:
    """Returns the act that leads from one state into another, if there is one."""
    return next((act for act in Act if state_after(act, before) is after), None)


def list_acts(state: ListingState) -> tuple[Act, ...]:
    """Lists what can be done with a listing in a state."""
    return tuple(act for act in Act if state_after(act, state) is not None)


def standing_of(
    state: ListingState,
    *,
    starts_at: datetime,
    ends_at: datetime,
    is_active: bool,
    now: datetime,
) -> Standing:
    """Returns what a reader is told; `is_active` is of the organisation in the alliance."""
    if state is not ListingState.PUBLISHED:
        return Standing(state.value)
    if now >= ends_at:
        return Standing.OVER
    if not is_active:
        return Standing.PAUSED
    return Standing.COMING if now < starts_at else Standing.OPEN
