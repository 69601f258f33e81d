"""What can go wrong on the market."""

from landsea.kernel.errors import Conflict, InvalidInput
from landsea.kernel.texts import N_


class ListingStepNotPossible(Conflict):
    """The listing's state does not allow this act."""

    code = "listing-step-not-possible"
    message = N_("The listing is in another state by now.")
    mend = N_("Reload the page and decide again.")


class ListingOver(Conflict):
    """A listing was to be published whose last day is over."""

    code = "listing-over"
    message = N_("The last day of this listing is over.")
    mend = N_("Give it a later last day, then publish it.")


class NotOfferingHere(Conflict):
    """The organisation does not belong to the alliance, or is suspended in it."""

    code = "not-offering-here"
    message = N_("Your organisation offers nothing new in this alliance now.")
    mend = N_("It does again once it is admitted, or reinstated. Listings can still be closed.")


class TakeDownNeedsReason(InvalidInput):
    """The office gave no reason."""

    code = "take-down-needs-reason"
    message = N_("A reason is missing, or it is longer than 500 characters.")
    mend = N_("Say why in a sentence or two: the organisation reads it.")


class NotARegister(InvalidInput):
    """The file has no table that could be read."""

    code = "not-a-register"
    message = N_("The file is not a table of projects: {reason}.")
    mend = N_("Start from the columns of the register's own CSV file.")
