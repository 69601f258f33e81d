from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine.rules import (
    CardFacts,
    EntitlementFacts,
    QuotaPeriod,
    Rule,
    Verdict,
    Visit,
    admits,
    quota_window,
)
from landsea.kernel.periods import Period

YEAR = Period(date(2026, 11, 24), date(2027, 11, 24))
TODAY = date(2026, 12, 1)


def make_visit(
    *,
    on: date = TODAY,
    is_paid: bool = True,
    is_blocked: bool = False,
    uses: int = 1,
    used: int = 0,
    per: QuotaPeriod = QuotaPeriod.DAY,
    covered: bool = True,
) -> Visit:
    return Visit(
        card=CardFacts(validity=YEAR, is_paid=is_paid, is_blocked=is_blocked),
        entitlement=EntitlementFacts(uses=uses, per=per, used=used) if covered else None,
        on=on,
    )


@pytest.mark.parametrize(
    ("visit", "verdict"),
    [
        (make_visit(), Verdict.admitted()),
        (make_visit(on=date(2026, 11, 24)), Verdict.admitted()),  # the first day counts
        (make_visit(on=date(2027, 11, 23)), Verdict.admitted()),  # so does the last
        (
            make_visit(on=date(2026, 11, 23)),
            Verdict.wait(Rule.NOT_YET_VALID, first_day=date(2026, 11, 24)),
        ),
        (
            make_visit(on=date(2027, 11, 24)),
            Verdict.refused(Rule.EXPIRED, last_day=date(2027, 11, 23)),
        ),
        (make_visit(is_paid=False), Verdict.wait(Rule.PAID)),
        (make_visit(is_blocked=True), Verdict.refused(Rule.BLOCKED)),
        (make_visit(covered=False), Verdict.refused(Rule.COVERED)),
        (make_visit(used=1), Verdict.refused(Rule.ONCE_A_DAY, uses=1)),
        (
            make_visit(used=1, per=QuotaPeriod.EVER),
            Verdict.refused(Rule.ONCE, uses=1),
        ),
        (make_visit(uses=2, used=1), Verdict.admitted()),
        (make_visit(uses=2, used=2), Verdict.refused(Rule.ONCE_A_DAY, uses=2)),
    ],
)
def test_a_card_is_admitted_or_told_the_rule(visit: Visit, verdict: Verdict) -> None:
    assert admits(visit) == verdict


def test_the_first_thing_a_person_would_ask_decides() -> None:
    visit = make_visit(is_blocked=True, is_paid=False, used=5, on=date(2030, 1, 1))

    assert admits(visit).rule is Rule.BLOCKED


def test_nobody_is_asked_to_pay_where_the_card_opens_nothing() -> None:
    assert admits(make_visit(is_paid=False, covered=False)).rule is Rule.COVERED


@given(st.integers(1, 5), st.integers(0, 9))
def test_a_use_is_admitted_exactly_while_uses_are_left(uses: int, used: int) -> None:
    assert admits(make_visit(uses=uses, used=used)).is_admitted == (used < uses)


def test_uses_of_a_day_are_counted_on_the_venues_date() -> None:
    assert quota_window(QuotaPeriod.DAY, TODAY) == "2026-12-01"
    assert quota_window(QuotaPeriod.EVER, TODAY) == "ever"


@pytest.mark.parametrize(("uses", "used"), [(0, 0), (1, -1)])
def test_impossible_facts_are_refused(uses: int, used: int) -> None:
    with pytest.raises(ValueError, match="has uses"):
        EntitlementFacts(uses=uses, per=QuotaPeriod.DAY, used=used)
