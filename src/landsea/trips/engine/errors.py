"""What can be wrong with a design problem, each with what happened and how to mend it."""

from landsea.kernel.errors import InvalidInput, TooLarge
from landsea.kernel.texts import N_


class InvalidProblem(InvalidInput):
    """The design problem contradicts itself."""

    code = "invalid-trip-problem"
    message = N_("“{field}” of the trip can't be used: {value}.")
    mend = N_("Correct it and design the trip again.")


class InvalidMinutes(InvalidProblem):
    """A time of day or a duration is not a usable number of minutes."""

    code = "invalid-minutes"
    message = N_("“{field}” is {value} minutes, which is not a time that can be planned with.")
    mend = N_("Give minutes from 0 to {limit}.")


class WindowClosesFirst(InvalidProblem):
    """A span of time ends before it begins."""

    code = "window-closes-first"
    message = N_("“{field}” ends at minute {closes}, before it begins at minute {opens}.")
    mend = N_("Swap or correct the two times.")


class UnknownPlace(InvalidProblem):
    """A candidate or a day stands at a place that the travel times do not have."""

    code = "unknown-place"
    message = N_("“{field}” is at place {place}, but travel times are known for {count} places.")
    mend = N_("Add the place to the travel times, or correct its number.")


class UnknownCandidate(InvalidProblem):
    """A candidate is named that the problem does not have."""

    code = "unknown-candidate"
    message = N_("“{candidate}” is not one of the places that the trip chooses from.")
    mend = N_("Choose one of the places of the trip.")


class CandidateTwice(InvalidProblem):
    """Two candidates have the same id."""

    code = "candidate-twice"
    message = N_("“{candidate}” stands twice among the places to choose from.")
    mend = N_("Name each place once.")


class MatrixWithHoles(InvalidProblem):
    """The travel times are not one number of minutes for each pair of places."""

    code = "matrix-with-holes"
    message = N_("The travel time from place {origin} to place {destination} is {value}.")
    mend = N_("Give a number of minutes, not negative, for every pair of places.")


class TooManyCandidates(TooLarge):
    """More candidates than the designer takes."""

    code = "too-many-candidates"
    message = N_("{count} places to choose from are more than the {limit} that are taken.")
    mend = N_("Narrow the choice by region or theme.")
