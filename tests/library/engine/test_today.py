from datetime import UTC, datetime

from landsea.library.engine.today import hours_today

TEN_IN_CHONGQING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_an_open_place_says_until_when() -> None:
    today = hours_today("Mo-Su 08:30-17:00", at=TEN_IN_CHONGQING, time_zone="Asia/Shanghai")

    assert today is not None
    assert (today.is_open, today.changes_today, today.is_all_day) == (True, True, False)
    assert [(f"{span.opens_at:%H:%M}", f"{span.closes_at:%H:%M}") for span in today.spans] == [
        ("08:30", "17:00")
    ]
    assert f"{today.changes_at:%H:%M}" == "17:00"


def test_a_place_that_opens_tomorrow_does_not_change_today() -> None:
    today = hours_today("We-Su 08:30-17:00", at=TEN_IN_CHONGQING, time_zone="Asia/Shanghai")

    assert today is not None
    assert (today.is_open, today.spans, today.changes_today) == (False, (), False)


def test_a_place_that_never_closes_is_open_all_day() -> None:
    today = hours_today("24/7", at=TEN_IN_CHONGQING, time_zone="Asia/Singapore")

    assert today is not None
    assert (today.is_open, today.is_all_day, today.changes_at) == (True, True, None)


def test_a_span_past_midnight_ends_on_the_next_date() -> None:
    today = hours_today("Tu 18:00-02:00", at=TEN_IN_CHONGQING, time_zone="Asia/Shanghai")

    assert today is not None
    assert f"{today.spans[0].closes_at:%d %H:%M}" == "25 02:00"


def test_unknown_hours_stay_unknown() -> None:
    assert hours_today("", at=TEN_IN_CHONGQING, time_zone="Asia/Shanghai") is None
