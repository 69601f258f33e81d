"""Whether the books add up: what holds of every posting, whoever looks."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from landsea.cards.models import Posting, PostingKind, Redemption

_WHY = "The books are right or wrong as a whole."


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFaults:
    """How many rows break a rule of the ledger; none does when the books are right."""

    postings: int
    #: Between accounts of another currency than their own.
    mixed_currencies: int
    #: Reversals that are not the mirror image of what they take back.
    crooked_reversals: int
    #: Admissions without a posting, and voided ones whose posting was not taken back.
    unposted_admissions: int
    unreversed_voids: int

    @property
    def are_right(self) -> bool:
        return not (
            self.mixed_currencies
            or self.crooked_reversals
            or self.unposted_admissions
            or self.unreversed_voids
        )


def audit_books() -> BookFaults:
    """Counts what is wrong in the ledger of the whole installation."""
    postings = Posting.objects.unscoped(_WHY)
    one_currency = Q(debit__currency=F("currency"), credit__currency=F("currency"))
    mirrors = Q(
        debit=F("reverses__credit"),
        credit=F("reverses__debit"),
        amount_minor=F("reverses__amount_minor"),
        currency=F("reverses__currency"),
    )
    admissions = Redemption.objects.unscoped(_WHY)
    of_admission = postings.filter(redemption=OuterRef("pk"), kind=PostingKind.ADMISSION.value)
    return BookFaults(
        postings=postings.count(),
        mixed_currencies=postings.exclude(one_currency).count(),
        crooked_reversals=postings.filter(kind=PostingKind.REVERSAL.value).exclude(mirrors).count(),
        unposted_admissions=admissions.exclude(Exists(of_admission)).count(),
        unreversed_voids=admissions.filter(voided_at__isnull=False)
        .exclude(Exists(of_admission.filter(reversal__isnull=False)))
        .count(),
    )
