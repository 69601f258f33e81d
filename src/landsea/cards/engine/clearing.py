"""What acts cost whom: transfers between accounts, each balanced in itself.

A transfer moves one amount from the account it debits to the account it credits, so that every
sum of transfers balances per currency by construction (Ijiri 1967, "The Foundations of Accounting
Measurement", on double entry as paired change).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from landsea.kernel.money import Money


class AccountKind(StrEnum):
    """What an account of a programme stands for."""

    COUNTER_CASH = "counter-cash"  #: what a member has taken at its counter for the programme
    DEFERRED_REVENUE = "deferred-revenue"  #: sold cards whose visits are still to come
    MEMBER_PAYABLE = "member-payable"  #: what the programme owes a member for admissions
    ROUNDING = "rounding"  #: what conversions leave over


@dataclass(frozen=True, slots=True)
class AccountName:
    """Which account: its kind and, where it is a member's, whose (bigint key)."""

    kind: AccountKind
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One amount moved from the debited to the credited account."""

    debit: AccountName
    credit: AccountName
    amount: Money

    def __post_init__(self) -> None:
        if self.amount.amount_minor <= 0:
            raise ValueError(f"A transfer moves something: {self.amount}.")
        if self.debit == self.credit:
            raise ValueError("A transfer goes from one account to another.")

    def reversed(self) -> "Transfer":
        return Transfer(debit=self.credit, credit=self.debit, amount=self.amount)


def sale_at_counter(price: Money, *, taken_by: int) -> Transfer:
    """A card's price, taken in cash by a member for the programme."""
    return Transfer(
        debit=AccountName(AccountKind.COUNTER_CASH, taken_by),
        credit=AccountName(AccountKind.DEFERRED_REVENUE),
        amount=price,
    )


def admission_at_fixed_rate(rate: Money, *, venue_owner: int) -> Transfer:
    """The fixed rate that the programme owes the venue's owner for one admission."""
    return Transfer(
        debit=AccountName(AccountKind.DEFERRED_REVENUE),
        credit=AccountName(AccountKind.MEMBER_PAYABLE, venue_owner),
        amount=rate,
    )


def balance(transfers: Iterable[Transfer], account: AccountName, currency: str) -> Money:
    """Returns credits less debits of an account in one currency."""
    total = Money.zero(currency)
    for transfer in transfers:
        if transfer.amount.currency != currency:
            continue
        if transfer.credit == account:
            total += transfer.amount
        if transfer.debit == account:
            total -= transfer.amount
    return total
