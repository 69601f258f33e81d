"""Money: exact sums, exact splits."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from landsea.kernel.money import ExchangeRate, Money, exponent_of

#: What a row can hold.
amounts = st.integers(-(2**63), 2**63 - 1)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)
rates = st.decimals("0.000001", "100000", places=6).map(
    lambda rate: ExchangeRate(base="CNY", quote="SGD", rate=rate, on=date(2026, 1, 1))
)


@given(amounts, weights)
def test_shares_add_up_to_the_whole(amount_minor: int, weights: list[int]) -> None:
    whole = Money(amount_minor, "CNY")

    shares = whole.split(weights)

    assert sum(shares, Money.zero("CNY")) == whole


@given(amounts, weights)
def test_a_share_is_less_than_one_minor_unit_from_the_exact_one(
    amount_minor: int, weights: list[int]
) -> None:
    shares = Money(amount_minor, "CNY").split(weights)

    total = sum(weights)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.amount_minor * total - amount_minor * weight) < total


@given(amounts, weights)
def test_a_debt_splits_as_the_mirror_of_a_claim(amount_minor: int, weights: list[int]) -> None:
    claim = Money(amount_minor, "CNY")

    mirrored = tuple(-share for share in (-claim).split(weights))

    assert mirrored == claim.split(weights)


@given(st.integers(0, 10**12), weights)
def test_who_weighs_more_never_gets_less(amount_minor: int, weights: list[int]) -> None:
    shares = Money(amount_minor, "CNY").split(weights)

    by_weight = sorted(zip(weights, shares, strict=True), key=lambda pair: (pair[0], pair[1]))
    assert [share for _, share in by_weight] == sorted(shares)


@pytest.mark.parametrize(
    ("amount_minor", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [1, 2], [33, 67]),
        (1, [1, 1], [1, 0]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (7, [0, 5, 0], [0, 7, 0]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_units_left_go_to_the_largest_remainder_then_to_the_first(
    amount_minor: int, weights: list[int], shares: list[int]
) -> None:
    split = Money(amount_minor, "CNY").split(weights)

    assert [share.amount_minor for share in split] == shares


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_nothing_splits_by_weights_that_are_negative_or_all_zero(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="Weights"):
        Money(100, "CNY").split(weights)


@given(amounts, amounts)
def test_what_is_added_and_taken_away_again_leaves_the_amount(first: int, second: int) -> None:
    money, other = Money(first, "THB"), Money(second, "THB")

    back = money + other - other

    assert back == money


@given(amounts, st.sampled_from(["CNY", "VND", "JPY", "KWD", "CLF", "EUR"]))
def test_major_units_and_back_is_the_same_amount(amount_minor: int, currency: str) -> None:
    money = Money(amount_minor, currency)

    assert Money.of(money.decimal, currency) == money


@pytest.mark.parametrize(
    ("amount", "currency", "amount_minor"),
    [
        ("12.34", "CNY", 1234),
        (12, "CNY", 1200),
        ("50000", "VND", 50000),
        ("1.234", "KWD", 1234),
        ("-0.01", "EUR", -1),
        (Decimal("1E+2"), "EUR", 10000),
    ],
)
def test_major_units_become_whole_minor_units(
    amount: Decimal | int | str, currency: str, amount_minor: int
) -> None:
    assert Money.of(amount, currency) == Money(amount_minor, currency)


@pytest.mark.parametrize(("amount", "currency"), [("0.001", "CNY"), ("0.5", "VND")])
def test_an_amount_with_more_decimals_than_its_currency_is_refused(
    amount: str, currency: str
) -> None:
    with pytest.raises(ValueError, match="decimals"):
        Money.of(amount, currency)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "twelve", "1" * 120])
def test_what_is_no_number_is_no_money(amount: str) -> None:
    with pytest.raises(ValueError, match=r"amount|decimals"):
        Money.of(amount, "CNY")


@pytest.mark.parametrize("currency", ["cny", "CN", "CNYY", "", "元元元", "C1Y"])
def test_money_is_refused_without_a_currency_code(currency: str) -> None:
    with pytest.raises(ValueError, match="4217"):
        Money(1, currency)


@pytest.mark.parametrize("amount_minor", [1.0, True, Decimal(1), "1"])
def test_minor_units_are_refused_unless_they_are_whole_numbers(amount_minor: object) -> None:
    with pytest.raises(TypeError, match="whole"):
        Money(amount_minor, "CNY")  # type: ignore[arg-type]


def test_two_currencies_are_never_added_nor_compared() -> None:
    yuan, dollar = Money(1, "CNY"), Money(1, "SGD")

    with pytest.raises(ValueError, match="CNY and SGD"):
        yuan + dollar
    with pytest.raises(ValueError, match="CNY and SGD"):
        _ = yuan < dollar
    assert yuan != dollar


def test_money_multiplies_negates_and_is_false_at_zero() -> None:
    fee = Money(250, "CNY")

    assert fee * 3 == Money(750, "CNY")
    assert -fee == Money(-250, "CNY")
    assert (bool(fee), bool(Money.zero("CNY"))) == (True, False)
    assert max(fee, Money(3, "CNY")) == fee


@pytest.mark.parametrize(("currency", "exponent"), [("CNY", 2), ("VND", 0), ("KWD", 3), ("CLF", 4)])
def test_the_minor_unit_is_that_of_the_currency(currency: str, exponent: int) -> None:
    assert exponent_of(currency) == exponent


@given(amounts, rates)
@example(
    amount_minor=2**63 - 1,
    rate=ExchangeRate(
        base="CNY", quote="SGD", rate=Decimal("0.1934567891234567"), on=date(2026, 1, 1)
    ),
)
def test_a_conversion_and_its_remainder_make_the_exact_amount(
    amount_minor: int, rate: ExchangeRate
) -> None:
    conversion = rate.convert(Money(amount_minor, "CNY"))

    exact = Fraction(amount_minor) * Fraction(rate.rate)
    assert conversion.money.amount_minor + Fraction(conversion.remainder_minor) == exact
    assert abs(conversion.remainder_minor) <= Decimal("0.5")


def test_a_conversion_knows_the_minor_units_of_both_currencies() -> None:
    rate = ExchangeRate(base="CNY", quote="VND", rate=Decimal(3500), on=date(2026, 1, 1))

    conversion = rate.convert(Money.of("1.01", "CNY"))

    assert (conversion.money, conversion.remainder_minor) == (Money(3535, "VND"), Decimal(0))


@pytest.mark.parametrize("rate", [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity")])
def test_an_exchange_rate_is_above_zero(rate: Decimal) -> None:
    with pytest.raises(ValueError, match="above zero"):
        ExchangeRate(base="CNY", quote="SGD", rate=rate, on=date(2026, 1, 1))


def test_a_rate_converts_nothing_but_its_base() -> None:
    rate = ExchangeRate(base="CNY", quote="SGD", rate=Decimal("0.19"), on=date(2026, 1, 1))

    with pytest.raises(ValueError, match="converts CNY"):
        rate.convert(Money(1, "SGD"))
