"""What the gate says, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from landsea.cards.engine.rules import Outcome, QuotaPeriod, Rule, Verdict
from landsea.cards.models import AgeBand
from landsea.foundation.shown import in_words
from landsea.kernel.texts import N_

#: Why the gate decided so, and what to say to the visitor.
_SENTENCES: Mapping[Rule, tuple[str, str]] = {
    Rule.BENEFIT: (N_("Free entry with this card."), N_("Welcome.")),
    Rule.READABLE: (
        N_("This can't be read as a card."),
        N_("Please show the code larger and without glare, or read out the number."),
    ),
    Rule.SIGNATURE: (
        N_("The signature of this code is false: no programme known here has made it."),
        N_("This code can't be used. Please open your card again on its own page."),
    ),
    Rule.PROGRAMME: (
        N_("This is a card of another programme, which has no agreement with this venue."),
        N_("Please look on your card's page for the venues where it is taken."),
    ),
    Rule.KNOWN: (
        N_("No card has this number."),
        N_("Please read the number out again, or show the code."),
    ),
    Rule.PAID: (
        N_("This card is not paid yet."),
        N_("You can pay for the card here, then you are admitted."),
    ),
    Rule.BLOCKED: (
        N_("This card is blocked."),
        N_("Please ask the office of the programme about your card."),
    ),
    Rule.NOT_YET_VALID: (
        N_("This card is valid from %(first_day)s."),
        N_("Please come back on that day, or buy a single ticket."),
    ),
    Rule.EXPIRED: (
        N_("This card was valid until %(last_day)s."),
        N_("Please take a new card, or buy a single ticket."),
    ),
    Rule.COVERED: (
        N_("This card has no benefit at this venue."),
        N_("Please look on your card's page for the venues where it is taken."),
    ),
    Rule.ONCE: (
        N_("Already used here: %(last_used)s. This card opens this door %(times)s in all."),
        N_("Please buy a single ticket to come in again."),
    ),
    Rule.ONCE_A_DAY: (
        N_("Already used here today: %(last_used)s. This card opens this door %(times)s a day."),
        N_("Please come back tomorrow, or buy a single ticket."),
    ),
}

#: For whom a card is, as a choice in the shop and on the card.
BANDS: Mapping[AgeBand, str] = {
    AgeBand.ADULT: N_("adult"),
    AgeBand.YOUTH: N_("youth, 12 to 17 years"),
    AgeBand.CHILD: N_("child, 4 to 11 years"),
    AgeBand.INFANT: N_("infant, up to 3 years"),
}
_GUARDED = (AgeBand.CHILD, AgeBand.INFANT)


@dataclass(frozen=True, slots=True)
class GateWords:
    """One verdict in words: for the staff at a glance, why, and what to tell the visitor."""

    heading: str
    reason: str
    say: str


def words_for(verdict: Verdict, age_band: AgeBand | None = None) -> GateWords:
    """Returns the words for a verdict."""
    heading = {
        Outcome.ADMITTED: _("Admitted"),
        Outcome.REFUSED: _("Not admitted"),
        Outcome.WAIT: _("Wait"),
    }[verdict.outcome]
    reason, say = _sentences(verdict)
    if verdict.is_admitted and age_band is not None:
        reason = f"{reason} {_whom(age_band)}".strip()
    return GateWords(heading, reason, say)


def band_words(age_band: AgeBand) -> str:
    """Returns for whom a card is."""
    return _(BANDS[age_band])


def _whom(age_band: AgeBand) -> str:
    """Returns what staff look for beside a card that is not an adult's."""
    if age_band is AgeBand.ADULT:
        return ""
    whom = _("Card for: %(band)s.") % {"band": band_words(age_band)}
    return f"{whom} {_('Look for a guardian.')}" if age_band in _GUARDED else whom


def _sentences(verdict: Verdict) -> tuple[str, str]:
    language = get_language() or "en"
    facts = {key: in_words(value, language) for key, value in verdict.details.items()}
    if "uses" in verdict.details:
        facts["times"] = _times(verdict)
    reason, say = _SENTENCES[verdict.rule]
    return _(reason) % facts, _(say)


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
