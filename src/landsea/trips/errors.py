"""What can go wrong when a trip is asked for."""

from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_


class TripStartsInPast(InvalidInput):
    """The first day is over."""

    code = "trip-starts-in-past"
    message = N_("The trip would start on {starts_on}, but today is {today}.")
    mend = N_("Choose today or a later day.")


class TripTooLong(InvalidInput):
    """More days than one plan holds."""

    code = "trip-too-long"
    message = N_("A trip has 1 to {limit} days, not {days}.")
    mend = N_("Choose fewer days, or plan the rest as a second trip.")


class TripTooFar(InvalidInput):
    """The first day lies further ahead than hours can be known."""

    code = "trip-too-far-ahead"
    message = N_("The trip would start on {starts_on}: nobody knows opening hours that far ahead.")
    mend = N_("Choose a day within the next two years.")


class UnknownTown(InvalidInput):
    """No trip can start there."""

    code = "unknown-town"
    message = N_("“{value}” is not a town in which a trip can start.")
    mend = N_("Choose one from the list.")


class DayTurnedRound(InvalidInput):
    """The day would end before it begins."""

    code = "day-turned-round"
    message = N_("You would leave at {leaves} and be back at {back}.")
    mend = N_("Choose a time to be back that is later.")


class TooManyWishes(InvalidInput):
    """More places were asked for than a plan can explain."""

    code = "too-many-wishes"
    message = N_("{count} places are asked for; a trip takes up to {limit}.")
    mend = N_("Leave some of them to the designer.")
