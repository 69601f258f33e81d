"""A pool is shared by weight, between caps and guarantees, to the minor unit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine.pool import Claim, share_pool


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    guarantee = draw(st.integers(0, 5_000))
    cap = draw(st.none() | st.integers(guarantee, 50_000))
    return Claim(weight=draw(st.integers(0, 10_000)), cap_minor=cap, guarantee_minor=guarantee)


pools = st.integers(0, 10_000_000)


@given(pools, st.lists(claims(), max_size=12))
def test_shares_and_the_reserve_are_the_pool_to_the_minor_unit(
    pool: int, given_claims: list[Claim]
) -> None:
    shares = share_pool(pool, given_claims)

    assert sum(shares.shares_minor) + shares.to_reserve_minor == pool


@given(pools, st.lists(claims(), max_size=12))
def test_nobody_gets_more_than_the_cap_or_less_than_the_guarantee(
    pool: int, given_claims: list[Claim]
) -> None:
    shares = share_pool(pool, given_claims).shares_minor

    for claim, share in zip(given_claims, shares, strict=True):
        assert share >= claim.guarantee_minor
        assert claim.cap_minor is None or share <= claim.cap_minor


@given(pools, st.lists(claims(), min_size=1, max_size=12))
def test_below_their_caps_all_get_the_same_for_the_same_weight(
    pool: int, given_claims: list[Claim]
) -> None:
    result = share_pool(pool, given_claims)

    rates = [
        (share - top_up, claim)
        for share, top_up, claim in zip(
            result.shares_minor, result.top_ups_minor, given_claims, strict=True
        )
        if claim.weight and (claim.cap_minor is None or share - top_up < claim.cap_minor)
    ]
    for share, claim in rates:
        for other_share, other in rates:
            exact = Fraction(share * other.weight, claim.weight)
            assert abs(exact - other_share) <= 1 + Fraction(other.weight, claim.weight)


@given(pools, st.lists(claims(), min_size=1, max_size=8), st.randoms())
def test_the_order_of_the_claims_moves_nobody_by_more_than_one_unit(
    pool: int, given_claims: list[Claim], random: object
) -> None:
    order = list(range(len(given_claims)))
    random.shuffle(order)  # type: ignore[attr-defined]

    straight = share_pool(pool, given_claims).shares_minor
    mixed = share_pool(pool, [given_claims[place] for place in order]).shares_minor

    for place, share in zip(order, mixed, strict=True):
        assert abs(straight[place] - share) <= 1


def test_what_a_cap_cuts_off_goes_to_the_others_by_weight() -> None:
    shares = share_pool(1_000, [Claim(weight=2, cap_minor=100), Claim(weight=1), Claim(weight=2)])

    assert shares.shares_minor == (100, 300, 600)
    assert shares.to_reserve_minor == 0


def test_a_cap_that_bites_only_after_another_one_did_is_kept() -> None:
    shares = share_pool(
        1_000, [Claim(weight=8, cap_minor=100), Claim(weight=1, cap_minor=400), Claim(weight=1)]
    )

    assert shares.shares_minor == (100, 400, 500)


def test_what_all_caps_leave_over_goes_to_the_reserve() -> None:
    shares = share_pool(1_000, [Claim(weight=1, cap_minor=100), Claim(weight=3, cap_minor=200)])

    assert (shares.shares_minor, shares.to_reserve_minor) == ((100, 200), 700)


def test_a_guarantee_is_topped_up_from_the_reserve_and_takes_nothing_from_others() -> None:
    shares = share_pool(100, [Claim(weight=1, guarantee_minor=80), Claim(weight=1)])

    assert shares.shares_minor == (80, 50)
    assert (shares.top_ups_minor, shares.to_reserve_minor) == ((30, 0), -30)


def test_a_pool_that_nobody_has_a_claim_on_goes_to_the_reserve() -> None:
    assert share_pool(100, [Claim(weight=0)]).to_reserve_minor == 100


def test_the_units_that_division_leaves_go_to_the_largest_remainders() -> None:
    shares = share_pool(100, [Claim(weight=1), Claim(weight=1), Claim(weight=5)])

    assert shares.shares_minor == (14, 14, 72)


def test_a_negative_pool_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        share_pool(-1, [])


def test_a_cap_below_the_guarantee_is_refused() -> None:
    with pytest.raises(ValueError, match="not below the guarantee"):
        Claim(weight=1, cap_minor=1, guarantee_minor=2)
