"""Rules of events: what they give, and what is no rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.event_rules import EventDays, UnreadableRule, days_of, read_rule
from landsea.library.engine.vocabulary import DateCertainty


@pytest.mark.parametrize(
    ("rule", "starts_on", "ends_on", "certainty"),
    [
        (
            "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=13;DURATION=P3D",
            date(2026, 4, 13),
            date(2026, 4, 15),
            DateCertainty.FIXED,
        ),
        (
            "FREQ=YEARLY;BYMONTH=5;BYDAY=2SA;DURATION=P2D",
            date(2026, 5, 9),
            date(2026, 5, 10),
            DateCertainty.FIXED,
        ),
        (
            "FREQ=YEARLY;BYMONTH=5;BYDAY=-1SU",
            date(2026, 5, 31),
            date(2026, 5, 31),
            DateCertainty.FIXED,
        ),
        (
            "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=20;DURATION=P21D;X-ABOUT=TRUE",
            date(2026, 4, 20),
            date(2026, 5, 10),
            DateCertainty.ABOUT,
        ),
        (
            "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=5",
            date(2026, 6, 19),
            date(2026, 6, 19),
            DateCertainty.COMPUTED,
        ),
        (
            "RSCALE=VIETNAMESE;FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;DURATION=P10D",
            date(2026, 4, 17),
            date(2026, 4, 26),
            DateCertainty.COMPUTED,
        ),
        ("FREQ=YEARLY;BYMONTH=5,6", date(2026, 5, 1), date(2026, 6, 30), DateCertainty.MONTH),
        ("FREQ=YEARLY;BYMONTH=12,1", date(2026, 12, 1), date(2027, 1, 31), DateCertainty.MONTH),
        ("RDATE=20261108,20271028", date(2026, 11, 8), date(2026, 11, 8), DateCertainty.LISTED),
    ],
)
def test_a_rule_gives_the_days_of_a_year_and_how_sure_they_are(
    rule: str, starts_on: date, ends_on: date, certainty: DateCertainty
) -> None:
    assert days_of(read_rule(rule), [2026]) == [EventDays(starts_on, ends_on, certainty)]


def test_the_last_lunar_month_of_a_year_counts_for_the_year_it_falls_in() -> None:
    rule = read_rule("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=8")

    assert [days.starts_on for days in days_of(rule, [2026, 2027])] == [
        date(2026, 1, 26),
        date(2027, 1, 15),
    ]


def test_a_day_that_a_year_lacks_is_left_out() -> None:
    rule = read_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")

    assert [days.starts_on for days in days_of(rule, range(2026, 2030))] == [date(2028, 2, 29)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "every summer",
        "FREQ=DAILY;BYMONTH=5;BYMONTHDAY=1",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYMONTH=1,3",
        "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=3",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=3;BYDAY=2SA",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=6SA",
        "FREQ=YEARLY;BYMONTH=1;DURATION=P3D",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;DURATION=P400D",
        "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1",
        "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31",
        "RSCALE=MARTIAN;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
        "RDATE=20261350",
        "RDATE=20261108;BYMONTH=11",
        "FREQ=YEARLY;FREQ=YEARLY;BYMONTH=1",
        "COUNT=3;FREQ=YEARLY;BYMONTH=1",
        "FREQ=YEARLY;BYMONTH=" + "1," * 200,
    ],
)
def test_what_is_no_rule_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnreadableRule, match="FREQ=YEARLY;BYMONTH=5;BYDAY=2SA"):
        read_rule(text)


@given(
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(1, 60),
    st.sampled_from(["GREGORIAN", "CHINESE", "VIETNAMESE"]),
)
def test_each_year_has_its_days_in_order_and_as_long_as_the_rule_says(
    month: int, day: int, length: int, calendar: str
) -> None:
    rule = read_rule(
        f"RSCALE={calendar};FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day};DURATION=P{length}D"
    )

    found = days_of(rule, range(2025, 2033))

    assert found == sorted(found)
    assert {(days.ends_on - days.starts_on).days for days in found} == {length - 1}
    # A lunar year is shorter than ours: its last days come twice in some years, or not at all.
    assert 7 <= len(found) <= 9


@given(st.text(max_size=60))
def test_any_other_text_is_a_rule_or_refused(text: str) -> None:
    try:
        read_rule(text)
    except UnreadableRule:
        return
    assert text
