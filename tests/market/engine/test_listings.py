from datetime import UTC, date, datetime

import pytest

from landsea.kernel.periods import Period
from landsea.market.engine.days import Span, zone_of
from landsea.market.engine.listings import (
    Act,
    ListingState,
    Standing,
    list_acts,
    standing_of,
    state_after,
)

DRAFT, PUBLISHED, CLOSED = ListingState.DRAFT, ListingState.PUBLISHED, ListingState.CLOSED
WITHDRAWN, TAKEN_DOWN = ListingState.WITHDRAWN, ListingState.TAKEN_DOWN
SPAN = Span(period=Period(date(2026, 11, 24), date(2026, 12, 1)), time_zone="Asia/Shanghai")


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        (DRAFT, {Act.PUBLISH: PUBLISHED, Act.WITHDRAW: WITHDRAWN}),
        (PUBLISHED, {Act.CLOSE: CLOSED, Act.WITHDRAW: WITHDRAWN, Act.TAKE_DOWN: TAKEN_DOWN}),
        (CLOSED, {Act.PUBLISH: PUBLISHED, Act.WITHDRAW: WITHDRAWN, Act.TAKE_DOWN: TAKEN_DOWN}),
        (WITHDRAWN, {Act.PUBLISH: PUBLISHED}),
        (TAKEN_DOWN, {Act.PUT_BACK: PUBLISHED}),
    ],
)
def test_each_state_allows_these_acts_and_no_others(
    state: ListingState, acts: dict[Act, ListingState]
) -> None:
    assert {act: state_after(act, state) for act in list_acts(state)} == acts


def test_what_the_office_took_down_only_the_office_shows_again() -> None:
    assert [act.is_offices for act in list_acts(TAKEN_DOWN)] == [True]


def test_a_day_begins_and_ends_on_the_clock_of_its_market() -> None:
    assert SPAN.starts_at == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert SPAN.ends_at == datetime(2026, 11, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("market", "zone"),
    [
        ("CN", "Asia/Shanghai"),
        ("SG", "Asia/Singapore"),
        ("TH", "Asia/Bangkok"),
        ("ID", "Asia/Jakarta"),
        ("US", "UTC"),
        ("XX", "UTC"),
    ],
)
def test_a_market_has_its_main_zone_or_that_of_the_world(market: str, zone: str) -> None:
    assert zone_of(market) == zone


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (datetime(2026, 11, 23, 15, 59, tzinfo=UTC), Standing.COMING),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), Standing.OPEN),
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), Standing.OPEN),
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), Standing.OVER),
    ],
)
def test_a_published_listing_opens_and_is_over_by_itself(now: datetime, standing: Standing) -> None:
    told = standing_of(
        PUBLISHED, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, is_active=True, now=now
    )

    assert told is standing


def test_a_suspended_member_offers_nothing_and_an_ended_listing_stays_over() -> None:
    during, after = SPAN.starts_at, SPAN.ends_at

    told = [
        standing_of(state, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, is_active=False, now=now)
        for state, now in ((PUBLISHED, during), (PUBLISHED, after), (CLOSED, during))
    ]

    assert told == [Standing.PAUSED, Standing.OVER, Standing.CLOSED]
