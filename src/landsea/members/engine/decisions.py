"""What somebody can decide about a membership."""

from enum import StrEnum


class Decision(StrEnum):
    """What somebody decides about a membership."""

    ADMIT = "admit"  #: the alliance takes the applicant in
    REFUSE = "refuse"  #: the alliance says no to the application
    SUSPEND = "suspend"  #: the alliance lets the member act no more for a time
    REINSTATE = "reinstate"  #: the alliance ends a suspension
    END = "end"  #: the alliance ends the membership
    LEAVE = "leave"  #: the organisation leaves
    WITHDRAW = "withdraw"  #: the organisation takes its application back
