"""Why a wished place is out, in the reader's language."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.foundation.shown import in_words
from landsea.kernel.errors import LandseaError
from landsea.kernel.texts import LocalisedText
from landsea.trips.engine.reasons import NoFeasibleTrip, Reason
from landsea.trips.services import POSITION_UNKNOWN


def reason_sentence(reason: str, params: dict[str, Any]) -> str:
    """Returns why a place is out of a trip."""
    if reason == POSITION_UNKNOWN:
        return _("Nobody has told where it is, so no way to it can be planned.")
    return _(Reason(reason).sentence).format(**{key: _shown(key, params[key]) for key in params})


def cause_sentences(error: LandseaError) -> list[str]:
    """Returns why the one place that a trip can't hold is impossible."""
    if not isinstance(error, NoFeasibleTrip) or len(error.conflict.candidate_ids) != 1:
        return []
    stopped_by = error.conflict.candidate_ids[0]
    return [
        reason_sentence(cause.reason, dict(cause.params))
        for cause in error.conflict.causes
        if cause.candidate_id == stopped_by
    ]


def _shown(key: str, value: object) -> object:
    if key == "displaced" and isinstance(value, list):
        names = [LocalisedText.of(names).in_language(get_language() or "en") for names in value]
        return _(", ").join(str(name) for name in names)
    if key == "date" and isinstance(value, str) and (day := parse_date(value)):
        return in_words(day, get_language() or "en")
    return value
