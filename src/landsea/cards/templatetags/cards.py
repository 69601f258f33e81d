"""Words for benefits and postings."""

from django import template
from django.utils.translation import gettext as _

from landsea.cards import phrases
from landsea.cards.models import AgeBand, PostingKind, ScanMethod
from landsea.cards.queries import BenefitValue, EntitlementValue, StatementLine

register = template.Library()


@register.filter
def benefit_words(benefit: BenefitValue | EntitlementValue) -> str:
    """Returns what a benefit gives."""
    return phrases.benefit_sentence(benefit.uses, benefit.per)


@register.filter
def band_words(age_band: AgeBand) -> str:
    """Returns for whom a card is."""
    return phrases.band_words(age_band)


@register.filter
def method_words(method: str) -> str:
    """Returns how a card came to the gate."""
    return {
        ScanMethod.TYPED: _("number typed"),
        ScanMethod.SCANNER: _("code scanned"),
        ScanMethod.IMAGE: _("read from a picture"),
        ScanMethod.DEVICE: _("sent by a gate device"),
    }[ScanMethod(method)]


@register.filter
def posting_words(line: StatementLine) -> str:
    """Returns what a line of a statement records."""
    return {
        PostingKind.SALE: _("Card sold at the counter"),
        PostingKind.ADMISSION: _("Admission"),
        PostingKind.REVERSAL: _("Taken back"),
    }[line.kind]
