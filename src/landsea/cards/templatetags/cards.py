"""Words for benefits and postings."""

from django import template
from django.utils.translation import gettext as _

from landsea.cards import phrases
from landsea.cards.models import PostingKind
from landsea.cards.queries import BenefitValue, EntitlementValue, StatementLine

register = template.Library()


@register.filter
def benefit_words(benefit: BenefitValue | EntitlementValue) -> str:
    """Returns what a benefit gives."""
    return phrases.benefit_sentence(benefit.uses, benefit.per)


@register.filter
def posting_words(line: StatementLine) -> str:
    """Returns what a line of a statement records."""
    return {
        PostingKind.SALE: _("Card sold at the counter"),
        PostingKind.ADMISSION: _("Admission"),
        PostingKind.REVERSAL: _("Taken back"),
    }[line.kind]
