"""Why a wished place is out, in the reader's language."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.kernel.texts import LocalisedText
from landsea.trips.engine.reasons import Reason
from landsea.trips.services import POSITION_UNKNOWN


def reason_sentence(reason: str, params: dict[str, Any]) -> str:
    """Returns why a place is out of a trip."""
    if reason == POSITION_UNKNOWN:
        return _("Nobody has told where it is, so no way to it can be planned.")
    return _(Reason(reason).sentence).format(**{key: _shown(key, params[key]) for key in params})


def _shown(key: str, value: object) -> object:
    if key == "displaced" and isinstance(value, list):
        names = [LocalisedText.of(names).in_language(get_language() or "en") for names in value]
        return _(", ").join(str(name) for name in names)
    if key == "date" and isinstance(value, str) and (day := parse_date(value)):
        return date_format(day, "DATE_FORMAT")
    return value
