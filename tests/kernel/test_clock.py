"""Clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from landsea.kernel.clock import FixedClock, SystemClock


def test_the_machines_clock_tells_the_present_in_utc() -> None:
    before = datetime.now(UTC)

    told = SystemClock().now()

    assert before <= told <= datetime.now(UTC)
    assert told.utcoffset() == timedelta(0)


def test_a_fixed_clock_stands_still() -> None:
    instant = datetime(2026, 5, 1, 12, tzinfo=UTC)

    clock = FixedClock(instant)

    assert (clock.now(), clock.now()) == (instant, instant)


def test_a_clock_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 5, 1, 12))  # noqa: DTZ001 -- just what is refused
