"""The ledger: accounts of a programme and postings between them, never changed."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from landsea.cards.engine.clearing import AccountKind
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class Account(models.Model):
    """What a programme keeps count of, in one currency."""

    programme = models.ForeignKey(
        "cards.CardProgramme", on_delete=models.PROTECT, related_name="accounts"
    )
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in AccountKind]
    )
    organisation = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    currency = models.CharField(max_length=3)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "organisation", "currency"],
                name="one_account_of_a_member",
            ),
            models.UniqueConstraint(
                fields=["programme", "kind", "currency"],
                condition=Q(organisation__isnull=True),
                name="one_account_of_the_programme",
            ),
            models.CheckConstraint(
                name="account_kind_known",
                condition=Q(kind__in=[kind.value for kind in AccountKind]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id or ''} {self.currency}"


class PostingKind(StrEnum):
    """What a posting records."""

    SALE = "sale"  #: a card was paid
    ADMISSION = "admission"  #: a card was admitted
    REVERSAL = "reversal"  #: another posting is taken back


class Posting(models.Model):
    """One amount from the debited to the credited account; balanced in itself, append-only.

    Triggers refuse changes, deletions and accounts in another currency on both databases.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.value) for kind in PostingKind]
    )
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    card = models.ForeignKey(
        "cards.Card", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    redemption = models.ForeignKey(
        "cards.Redemption", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    rule_version = models.PositiveIntegerField(null=True, blank=True)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal"
    )
    #: The date under which it stands on statements: the venue's or the programme's.
    accounted_on = models.DateField()
    posted_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_posting_moves_something",
                condition=Q(amount_minor__gt=0) & ~Q(debit=F("credit")),
            ),
            models.UniqueConstraint(
                fields=["redemption"],
                condition=Q(kind=PostingKind.ADMISSION.value),
                name="an_admission_is_posted_once",
            ),
            models.UniqueConstraint(
                fields=["card"],
                condition=Q(kind=PostingKind.SALE.value),
                name="a_card_is_sold_once",
            ),
            models.CheckConstraint(
                name="a_posting_names_its_cause",
                condition=Q(
                    kind=PostingKind.SALE.value, card__isnull=False, redemption__isnull=True
                )
                | Q(
                    kind=PostingKind.ADMISSION.value,
                    redemption__isnull=False,
                    rule_version__isnull=False,
                )
                | Q(kind=PostingKind.REVERSAL.value, reverses__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["credit", "accounted_on", "id"], name="posting_by_credit"),
            models.Index(fields=["debit", "accounted_on", "id"], name="posting_by_debit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_minor} {self.currency}"
