import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine.clearing import (
    AccountKind,
    AccountName,
    Transfer,
    admission_at_fixed_rate,
    balance,
    sale_at_counter,
)
from landsea.kernel.money import Money

POOL = AccountName(AccountKind.DEFERRED_REVENUE)
AMOUNTS = st.integers(1, 10**9).map(lambda minor: Money(minor, "CNY"))


def test_an_admission_is_owed_to_the_venues_owner_out_of_sold_cards() -> None:
    transfer = admission_at_fixed_rate(Money.of(52, "CNY"), venue_owner=7)

    assert transfer == Transfer(
        debit=POOL,
        credit=AccountName(AccountKind.MEMBER_PAYABLE, 7),
        amount=Money(5200, "CNY"),
    )


@given(st.lists(st.tuples(st.booleans(), AMOUNTS, st.integers(1, 3))))
def test_whatever_happens_all_accounts_together_are_zero(
    acts: list[tuple[bool, Money, int]],
) -> None:
    transfers = [
        sale_at_counter(amount, taken_by=member)
        if is_sale
        else admission_at_fixed_rate(amount, venue_owner=member)
        for is_sale, amount, member in acts
    ]
    accounts = {POOL, *(t.debit for t in transfers), *(t.credit for t in transfers)}

    balances = [balance(transfers, account, "CNY") for account in accounts]

    assert sum(each.amount_minor for each in balances) == 0


@given(AMOUNTS)
def test_a_reversal_leaves_nothing(amount: Money) -> None:
    transfer = admission_at_fixed_rate(amount, venue_owner=7)

    for account in (transfer.debit, transfer.credit):
        assert balance([transfer, transfer.reversed()], account, "CNY") == Money.zero("CNY")


@pytest.mark.parametrize("minor", [0, -1])
def test_a_transfer_moves_something(minor: int) -> None:
    with pytest.raises(ValueError, match="moves something"):
        admission_at_fixed_rate(Money(minor, "CNY"), venue_owner=7)


def test_a_transfer_goes_somewhere_else() -> None:
    with pytest.raises(ValueError, match="one account to another"):
        Transfer(debit=POOL, credit=POOL, amount=Money(1, "CNY"))
