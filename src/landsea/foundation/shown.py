"""Errors in the reader's language: what happened, and how to mend it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.foundation import formats
from landsea.kernel.errors import LandseaError
from landsea.kernel.texts import TextList


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
    language = get_language() or "en"
    params = {name: in_words(value, language) for name, value in error.params.items()}
    return ShownError(
        code=error.code,
        message=_(error.message).format(**params),
        mend=_(error.mend).format(**params),
    )


def in_words(value: object, language: str) -> object:
    """Returns dates and names as the language writes them, and anything else as it is."""
    if isinstance(value, TextList):
        return _(", ").join(str(text.in_language(language)) for text in value.texts)
    if isinstance(value, datetime):
        return formats.instant(value, language)
    return formats.day_long(value, language) if isinstance(value, date) else value
