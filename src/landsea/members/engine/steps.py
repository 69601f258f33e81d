"""The steps that lead a membership from state to state, and what each is called."""

from enum import StrEnum


class Step(StrEnum):
    """One step in a membership's history."""

    APPLIED = "applied"  #: asked to join
    ADMITTED = "admitted"  #: was taken in
    REFUSED = "refused"  #: the office said no to the application
    WITHDRAWN = "withdrawn"  #: took the application back
    SUSPENDED = "suspended"  #: may not act for a time
    REINSTATED = "reinstated"  #: may act again
    LEFT = "left"  #: went of its own will
    ENDED = "ended"  #: the office ended the membership

    @classmethod
    def between(cls, before: str, after: str, *, has_reason: bool) -> "Step":
        """Returns the step between two states; whoever ends something for another says why."""
        if after == "left":
            if before == "applied":
                return cls.REFUSED if has_reason else cls.WITHDRAWN
            return cls.ENDED if has_reason else cls.LEFT
        if before == "suspended":
            return cls.REINSTATED
        return cls(after)
