import csv
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import landsea.demo
from landsea.library.engine.opening_hours import (
    UnreadableHours,
    Window,
    is_open,
    knows_holidays,
    next_change,
    validate,
    windows_on,
)

TUESDAY, FRIDAY, MONDAY = date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 30)
PLACES = Path(landsea.demo.__file__).parent / "data/places.csv"


def minutes(text: str) -> Window:
    """Reads "08:30-17:00"; hours past 24 are those of the next day."""
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (text[:5], text[6:]))
    return Window(opens, closes)


@pytest.mark.parametrize(
    ("text", "day", "windows"),
    [
        ("Mo-Su 08:30-17:00", TUESDAY, ["08:30-17:00"]),
        ("Sa-Th 10:00-19:00; Fr 10:00-21:00", TUESDAY, ["10:00-19:00"]),
        ("Sa-Th 10:00-19:00; Fr 10:00-21:00", FRIDAY, ["10:00-21:00"]),
        ("Mo 13:00-19:00; Tu-Su 09:30-19:00", MONDAY, ["13:00-19:00"]),
        ("Tu-Su 10:00-17:00", MONDAY, []),
        ("Tu-Su 12:00-19:00; Fr 12:00-21:00", FRIDAY, ["12:00-21:00"]),
        ("Mo-Fr 09:30-17:00; Sa,Su 10:00-17:00", date(2026, 11, 28), ["10:00-17:00"]),
        ("24/7", TUESDAY, ["00:00-24:00"]),
        ("Mo-Su 07:00-12:00,18:00-21:00", TUESDAY, ["07:00-12:00", "18:00-21:00"]),
        ("Tu 18:00-02:00", TUESDAY, ["18:00-26:00"]),
        ("Mo-Su 19:30-24:00", TUESDAY, ["19:30-24:00"]),
        ("Mo-Su 18:00-02:00", TUESDAY, ["00:00-02:00", "18:00-26:00"]),
        ("Tu 20:00-24:00; We 00:00-15:00", TUESDAY, ["20:00-24:00"]),
        ("Mo-Su 09:00-12:00 unknown", TUESDAY, []),
        ('Mo-Su 09:00-12:00 open "tour"; Mo-Su 12:00-14:00 open "café"', TUESDAY, ["12:00-14:00"]),
        ('Mo-Su 09:00-12:00 "tour", 12:00-14:00 "café"', TUESDAY, ["09:00-14:00"]),
        ("2020 10:00-12:00", TUESDAY, []),
    ],
)
def test_windows_of_a_day(text: str, day: date, windows: list[str]) -> None:
    assert windows_on(text, day) == tuple(minutes(window) for window in windows)


@pytest.mark.parametrize(("market", "is_closed"), [("CN", True), ("SG", False), ("TH", False)])
def test_a_public_holiday_closes_where_the_holidays_of_the_market_are_known(
    market: str, is_closed: bool
) -> None:
    national_day_of_china = date(2026, 10, 1)

    windows = windows_on("Mo-Su 09:00-17:00; PH off", national_day_of_china, market=market)

    assert (windows == ()) is is_closed


def test_it_is_known_of_which_markets_the_holidays_are_known() -> None:
    assert {market: knows_holidays(market) for market in ("CN", "SG", "VN", "TH")} == {
        "CN": True,
        "SG": True,
        "VN": True,
        "TH": False,
    }


@pytest.mark.parametrize(
    "text", ["", "  ", "9am-5pm", "Daily", "Mo-Su 26:00-10:00", "Mo 25:00", "x" * 501, "开放"]
)
def test_unreadable_hours_are_named(text: str) -> None:
    with pytest.raises(UnreadableHours) as caught:
        validate(text)

    assert caught.value.params["value"] == text[:500]


@pytest.mark.parametrize(
    ("hour_utc", "expected"), [(0, False), (1, True), (8, True), (9, False), (23, False)]
)
def test_open_now_is_told_by_the_clocks_of_the_place(hour_utc: int, expected: bool) -> None:
    at = datetime(2026, 11, 24, hour_utc, 0, tzinfo=UTC)

    assert is_open("Mo-Su 08:30-17:00", at=at, time_zone="Asia/Shanghai") is expected


def test_a_place_that_closes_after_midnight_is_open_then() -> None:
    one_in_the_night = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)

    assert is_open("Tu 18:00-02:00", at=one_in_the_night, time_zone="Asia/Shanghai")


def test_the_next_change_stands_in_the_time_of_the_place() -> None:
    at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    change = next_change("Mo-Su 08:30-17:00", at=at, time_zone="Asia/Shanghai")

    assert change == datetime(2026, 11, 24, 17, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_place_that_never_closes_has_no_next_change() -> None:
    at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    assert next_change("24/7", at=at, time_zone="Asia/Singapore") is None


def test_an_instant_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 11, 24, 2, 0)  # noqa: DTZ001 -- the point of the test

    with pytest.raises(ValueError, match="time zone"):
        is_open("24/7", at=naive, time_zone="Asia/Singapore")


def test_all_hours_of_the_embedded_places_can_be_read() -> None:
    with PLACES.open(encoding="utf-8", newline="") as file:
        texts = {row["opening_hours"] for row in csv.DictReader(file)} - {""}

    for text in texts:
        validate(text)
    assert len(texts) == 12
