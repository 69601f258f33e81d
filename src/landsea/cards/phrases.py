"""What the gate says, in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from landsea.cards.engine.rules import Outcome, QuotaPeriod, Rule, Verdict
from landsea.foundation.shown import in_words


@dataclass(frozen=True, slots=True)
class GateWords:
    """One verdict in words: for the staff at a glance, why, and what to tell the visitor."""

    heading: str
    reason: str
    say: str


def words_for(verdict: Verdict) -> GateWords:
    """Returns the words for a verdict."""
    heading = {
        Outcome.ADMITTED: _("Admitted"),
        Outcome.REFUSED: _("Not admitted"),
        Outcome.WAIT: _("Wait"),
    }[verdict.outcome]
    reason, say = _sentences(verdict)
    return GateWords(heading, reason, say)


def _sentences(verdict: Verdict) -> tuple[str, str]:  # noqa: C901 -- one case a rule
    language = get_language() or "en"
    facts = {key: in_words(value, language) for key, value in verdict.details.items()}
    match verdict.rule:
        case Rule.BENEFIT:
            return _("Free entry with this card."), _("Welcome.")
        case Rule.READABLE:
            return (
                _("This can't be read as a card."),
                _("Please show the code larger and without glare, or read out the number."),
            )
        case Rule.SIGNATURE:
            return (
                _("The signature of this code is false: no programme known here has made it."),
                _("This code can't be used. Please open your card again on its own page."),
            )
        case Rule.PROGRAMME:
            return (
                _("This is a card of another programme, which has no agreement with this venue."),
                _("Please look on your card's page for the venues where it is taken."),
            )
        case Rule.KNOWN:
            return (
                _("No card has this number."),
                _("Please read the number out again, or show the code."),
            )
        case Rule.PAID:
            return (
                _("This card is not paid yet."),
                _("You can pay for the card here, then you are admitted."),
            )
        case Rule.BLOCKED:
            return (
                _("This card is blocked."),
                _("Please ask the office of the programme about your card."),
            )
        case Rule.NOT_YET_VALID:
            return (
                _("This card is valid from %(first_day)s.") % facts,
                _("Please come back on that day, or buy a single ticket."),
            )
        case Rule.EXPIRED:
            return (
                _("This card was valid until %(last_day)s.") % facts,
                _("Please take a new card, or buy a single ticket."),
            )
        case Rule.COVERED:
            return (
                _("This card has no benefit at this venue."),
                _("Please look on your card's page for the venues where it is taken."),
            )
        case Rule.ONCE:
            reason = _(
                "Already used here: %(last_used)s. This card opens this door %(times)s in all."
            )
            return (
                reason % (facts | {"times": _times(verdict)}),
                _("Please buy a single ticket to come in again."),
            )
        case Rule.ONCE_A_DAY:
            reason = _(
                "Already used here today: %(last_used)s. This card opens this door %(times)s a day."
            )
            return (
                reason % (facts | {"times": _times(verdict)}),
                _("Please come back tomorrow, or buy a single ticket."),
            )


def benefit_sentence(uses: int, per: QuotaPeriod) -> str:
    """Returns what a benefit gives, as a traveller reads it."""
    if per is QuotaPeriod.EVER:
        return ngettext("free entry, once", "free entry, %(uses)d times", uses) % {"uses": uses}
    return ngettext("free entry, once a day", "free entry, %(uses)d times a day", uses) % {
        "uses": uses
    }


def _times(verdict: Verdict) -> str:
    uses = int(str(verdict.details["uses"]))
    return ngettext("once", "%(uses)d times", uses) % {"uses": uses}
