"""A period is cleared to the minor unit, and anybody can add it up again."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine.bundle import (
    BundleDamaged,
    read_bundle,
    result_of,
    terms_of,
    write_bundle,
)
from landsea.cards.engine.clearing_period import ClearingResult, clear
from landsea.cards.engine.clearing_terms import (
    Basis,
    ClearingProblem,
    IssuerTerms,
    Sale,
    VenueTerms,
    Visits,
)
from landsea.cards.engine.recompute import find_differences
from landsea.kernel.money import Money
from landsea.kernel.periods import Period

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
CURRENCIES = {"chongqing": "CNY", "hue": "VND", "phuket": "THB"}


def make_visits(rows: Sequence[tuple[int, int, int, int]]) -> Visits:
    """Returns visits from rows of venue, day of November, number and card."""
    venue, day, number, card = zip(*rows, strict=True) if rows else ((), (), (), ())
    start = NOVEMBER.starts_on.toordinal() - 1
    return Visits(
        venue=np.array(venue, np.int32),
        day=np.array(day, np.int32) + np.int32(start),
        number=np.array(number, np.int32),
        card=np.array(card, np.uint64),
    )


def make_problem(**changes: object) -> ClearingProblem:
    values: dict[str, object] = {
        "programme": "land-sea",
        "currency": "CNY",
        "period": NOVEMBER,
        "venues": (VenueTerms(venue="tower", member="chongqing", basis=Basis.FIXED),),
        "issuers": (IssuerTerms(issuer="office", commission_permille=0),),
        "currencies": CURRENCIES,
        "sales": (
            Sale(
                issuer=0, sold_on=date(2026, 11, 1), validity=NOVEMBER, count=1, price_minor=10_000
            ),
        ),
        "visits": make_visits([]),
        "rates": {},
    }
    return ClearingProblem(**(values | changes))  # type: ignore[arg-type]


def rates_of_november() -> dict[tuple[str, date], Fraction]:
    return {
        (currency, day): Fraction(base + day.day, 10_000)
        for currency, base in (("VND", 27), ("THB", 2_170))
        for day in NOVEMBER.dates()
    }


@st.composite
def problems(draw: st.DrawFn) -> ClearingProblem:
    members = sorted(CURRENCIES)
    venues = []
    for number in range(draw(st.integers(1, 5))):
        guarantee = draw(st.integers(0, 3_000))
        venues.append(
            VenueTerms(
                venue=f"v{number}",
                member=draw(st.sampled_from(members)),
                basis=draw(st.sampled_from(Basis)),
                first_minor=draw(st.integers(0, 9_000)),
                further_minor=draw(st.integers(0, 4_000)),
                ticket_minor=draw(st.integers(0, 12_000)),
                cap_minor=draw(st.none() | st.integers(guarantee, 60_000)),
                guarantee_minor=guarantee,
            )
        )
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, len(venues) - 1),
                st.integers(1, 30),
                st.integers(1, 3),
                st.integers(0, 2**64 - 1),
            ),
            max_size=25,
        )
    )
    sales = [
        Sale(
            issuer=draw(st.integers(0, 1)),
            sold_on=YEAR.starts_on + timedelta(days=draw(st.integers(0, 364))),
            validity=draw(st.sampled_from([YEAR, NOVEMBER, Period.months(date(2026, 11, 20), 12)])),
            count=draw(st.integers(1, 9)),
            price_minor=draw(st.integers(0, 40_000)),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    return make_problem(
        venues=tuple(venues),
        issuers=(
            IssuerTerms(issuer="office", commission_permille=0),
            IssuerTerms(issuer="airline", commission_permille=draw(st.integers(0, 1000))),
        ),
        sales=tuple(sales),
        visits=make_visits(rows),
        rates=rates_of_november(),
        tax_permille=draw(st.sampled_from([0, 60, 190])),
        pool_permille=draw(st.integers(0, 1000)),
        advances={member: draw(st.integers(0, 50_000)) for member in members},
        is_year_end=draw(st.booleans()),
    )


@given(problems())
def test_charges_reserve_and_rounding_are_the_pool_to_the_minor_unit(
    problem: ClearingProblem,
) -> None:
    result = clear(problem)

    charges = sum(venue.charge.amount_minor for venue in result.venues)
    reserve, rounding = result.to_reserve.amount_minor, result.rounding.amount_minor
    assert charges + reserve + rounding == result.pool.amount_minor


@given(problems())
def test_each_member_is_owed_the_sum_of_its_venues_and_nothing_is_set_off_twice(
    problem: ClearingProblem,
) -> None:
    result = clear(problem)

    for member in result.members:
        payable = sum(
            venue.payable.amount_minor for venue in result.venues if venue.member == member.member
        )
        advance = problem.advances[member.member]
        assert member.payable.amount_minor == payable
        assert member.set_off + member.claimed_back + member.advance_left == Money(
            advance, member.payable.currency
        )
        assert member.due == member.payable - member.set_off - member.claimed_back


@given(problems(), st.randoms())
def test_the_order_of_visits_changes_nothing(problem: ClearingProblem, random: object) -> None:
    order = list(range(len(problem.visits)))
    random.shuffle(order)  # type: ignore[attr-defined]
    visits = problem.visits
    mixed = Visits(visits.venue[order], visits.day[order], visits.number[order], visits.card[order])

    assert clear(replace(problem, visits=mixed)) == clear(problem)


@given(problems())
def test_a_second_way_of_adding_up_comes_to_the_same(problem: ClearingProblem) -> None:
    result = clear(problem)

    terms, visits, stated = read_bundle(io.BytesIO(written(problem, result)))

    assert find_differences(terms, visits, stated) == []
    assert (terms, stated) == (terms_of(problem), result_of(result))


def written(problem: ClearingProblem, result: ClearingResult) -> bytes:
    target = io.BytesIO()
    write_bundle(target, problem, result)
    return target.getvalue()


def sample() -> ClearingProblem:
    return make_problem(
        venues=(
            VenueTerms(
                venue="tower",
                member="chongqing",
                basis=Basis.FIXED,
                first_minor=1_000,
                further_minor=400,
            ),
            VenueTerms(venue="citadel", member="hue", basis=Basis.POOL, ticket_minor=6_000),
            VenueTerms(venue="beach", member="phuket", basis=Basis.POOL, ticket_minor=3_000),
        ),
        visits=make_visits([(0, 3, 1, 7), (0, 4, 2, 7), (1, 5, 1, 7), (2, 6, 1, 8), (2, 7, 2, 8)]),
        rates=rates_of_november(),
    )


def test_fixed_amounts_come_first_and_the_rest_is_shared_by_ticket_price_times_visits() -> None:
    result = clear(sample())

    assert result.pool == Money(10_000, "CNY")
    assert [venue.charge.amount_minor for venue in result.venues] == [1_400, 4_300, 4_300]
    assert result.to_reserve == Money(0, "CNY")


def test_each_member_is_paid_in_its_own_currency_by_the_rate_of_the_last_day() -> None:
    result = clear(sample())

    due = {member.member: member.due for member in result.members}
    assert due == {
        "chongqing": Money(1_400, "CNY"),
        "hue": Money(754_386, "VND"),  # 4,300 fen at 57/10,000 fen a đồng
        "phuket": Money(19_545, "THB"),  # 4,300 fen at 2,200/10,000 fen a satang
    }


def test_fixed_amounts_beyond_the_pool_are_paid_by_the_reserve() -> None:
    venue = VenueTerms(venue="tower", member="chongqing", basis=Basis.FIXED, first_minor=15_000)

    result = clear(make_problem(venues=(venue,), visits=make_visits([(0, 1, 1, 1)])))

    assert result.to_reserve == Money(-5_000, "CNY")


def test_a_card_sold_in_the_middle_of_its_season_is_earned_from_the_seasons_start() -> None:
    sale = Sale(
        issuer=0,
        sold_on=date(2026, 11, 10),
        validity=Period(date(2026, 10, 1), date(2027, 1, 1)),
        count=1,
        price_minor=9_200,
    )

    result = clear(make_problem(sales=(sale,)))

    assert result.earned == Money(6_100, "CNY")  # 61 of 92 days


def test_a_missing_rate_is_named() -> None:
    problem = replace(sample(), rates={})

    with pytest.raises(ValueError, match="No rate of VND in CNY for 2026-11-30"):
        clear(problem)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((0, 31, 1, 1), "outside the period"),
        ((1, 1, 1, 1), "no terms"),
        ((0, 1, 0, 1), "counted from one"),
    ],
)
def test_a_visit_that_can_not_be_cleared_is_refused(
    row: tuple[int, int, int, int], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        make_problem(visits=make_visits([row]))


def test_a_wrong_amount_in_a_bundle_is_named() -> None:
    problem = sample()
    result = clear(problem)
    cheated = replace(
        result, venues=(replace(result.venues[0], payable=Money(9_999, "CNY")), *result.venues[1:])
    )

    terms, visits, stated = read_bundle(io.BytesIO(written(problem, cheated)))

    assert find_differences(terms, visits, stated) == [
        "venues.tower.payable: 9999 CNY is stated, 1400 CNY is right"
    ]


def test_each_changed_byte_of_a_bundle_is_found() -> None:
    whole = written(sample(), clear(sample()))

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(BundleDamaged, match=r"[Ll]ine|not a bundle"):
            read_bundle(io.BytesIO(bytes(changed)))


def test_a_bundle_that_was_cut_at_any_place_is_refused() -> None:
    whole = written(sample(), clear(sample()))

    for length in range(len(whole)):
        with pytest.raises(BundleDamaged):
            read_bundle(io.BytesIO(whole[:length]))


def test_a_changed_visit_is_named_by_its_lines() -> None:
    whole = written(sample(), clear(sample()))

    with pytest.raises(BundleDamaged, match="Lines 4 to 9: changed"):
        read_bundle(io.BytesIO(whole.replace(b",2026-11-06,", b",2026-11-08,")))
