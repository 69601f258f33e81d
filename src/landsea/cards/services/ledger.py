"""Writes postings; the only place that does."""

from datetime import date, datetime

from landsea.cards.engine.clearing import AccountName, Transfer
from landsea.cards.models import Account, Card, Posting, PostingKind, Redemption


def post(
    transfer: Transfer,
    *,
    kind: PostingKind,
    programme_id: int,
    accounted_on: date,
    now: datetime,
    card: Card | None = None,
    redemption: Redemption | None = None,
    rule_version: int | None = None,
) -> Posting:
    """Posts a transfer in the running transaction."""
    currency = transfer.amount.currency
    return Posting.objects.create(
        kind=kind,
        debit_id=_account_id(programme_id, transfer.debit, currency),
        credit_id=_account_id(programme_id, transfer.credit, currency),
        amount_minor=transfer.amount.amount_minor,
        currency=currency,
        card=card,
        redemption=redemption,
        rule_version=rule_version,
        accounted_on=accounted_on,
        posted_at=now,
    )


def reverse(posting: Posting, *, accounted_on: date, now: datetime) -> Posting:
    """Takes a posting back by its mirror image."""
    return Posting.objects.create(
        kind=PostingKind.REVERSAL,
        debit_id=posting.credit_id,
        credit_id=posting.debit_id,
        amount_minor=posting.amount_minor,
        currency=posting.currency,
        card_id=posting.card_id,
        redemption_id=posting.redemption_id,
        rule_version=posting.rule_version,
        reverses=posting,
        accounted_on=accounted_on,
        posted_at=now,
    )


def _account_id(programme_id: int, name: AccountName, currency: str) -> int:
    of_programme = Account.objects.unscoped("the ledger posts for all").filter(
        programme_id=programme_id, kind=name.kind, currency=currency
    )
    if name.organisation_id is None:
        of_whom = of_programme.filter(organisation__isnull=True)
    else:
        of_whom = of_programme.filter(organisation_id=name.organisation_id)
    # Only a programme's first act has to make an account; two at once make it once.
    found = of_whom.order_by("pk").values_list("pk", flat=True).first()
    if found is not None:
        return found
    account = Account(
        programme_id=programme_id,
        kind=name.kind,
        organisation_id=name.organisation_id,
        currency=currency,
    )
    Account.objects.bulk_create([account], ignore_conflicts=True)
    return of_whom.values_list("pk", flat=True).get()
