"""Errors in the reader's language: what happened, and how to mend it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from landsea.kernel.errors import LandseaError


@dataclass(frozen=True, slots=True)
class ShownError:
    """An error as a page shows it."""

    code: str
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.message} {self.mend}"


def shown(error: LandseaError) -> ShownError:
    """Returns an error's sentences in the language of the request."""
    return ShownError(
        code=error.code,
        message=_(error.message).format(**error.params),
        mend=_(error.mend).format(**error.params),
    )
