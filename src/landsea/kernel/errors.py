"""What can go wrong: each error has a code, an HTTP status, what happened and how to mend it.

`message` and `mend` are English sentences marked for translation; `{names}` in them are filled
from the error's parameters by whoever shows it, in the reader's language.
"""

from datetime import date
from typing import ClassVar

from landsea.kernel.texts import N_, TextList

#: Dates and names are written in the reader's language by whoever shows the error.
Parameter = str | int | date | TextList


class LandseaError(Exception):
    """Something the user or the calling program can be told about."""

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 500
    message: ClassVar[str] = N_("Something went wrong.")
    mend: ClassVar[str] = N_("Try again; if it stays so, tell the alliance's office.")

    def __init__(self, **params: Parameter) -> None:
        self.params = params
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The message and the mend in English, filled in."""
        return f"{self.message} {self.mend}".format(**self.params)


class InvalidInput(LandseaError):
    """What was sent can't be read or contradicts itself."""

    code = "invalid-input"
    http_status = 422
    message = N_("“{field}” can't be used: {value}.")
    mend = N_("Change it and send it again.")


class NotFound(LandseaError):
    """There is no such thing, or it is not for this reader."""

    code = "not-found"
    http_status = 404
    message = N_("There is nothing at this address.")
    mend = N_("Check the address, or look for it by name.")


class NotAllowed(LandseaError):
    """This reader may not do that."""

    code = "not-allowed"
    http_status = 403
    message = N_("You may not do this.")
    mend = N_("Sign in with a role that may, or ask your organisation's office for it.")


class Conflict(LandseaError):
    """The thing is in a state in which this can't be done."""

    code = "conflict"
    http_status = 409
    message = N_("This can't be done in the present state.")
    mend = N_("Reload the page to see the present state.")


class TooLarge(LandseaError):
    """More was sent than is taken."""

    code = "too-large"
    http_status = 413
    message = N_("This is larger than the {limit} that are taken.")
    mend = N_("Send a smaller file.")
