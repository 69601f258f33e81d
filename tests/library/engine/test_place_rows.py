import csv
from pathlib import Path

import pytest

import landsea.demo
from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.place_rows import (
    PlaceDraft,
    licence_state,
    read_place_row,
    standing_of,
)
from landsea.library.engine.vocabulary import Confidence, LicenceState, ResourceKind
from tests.factories.library import make_row

PLACES = Path(landsea.demo.__file__).parent / "data/places.csv"


def read_sound(**cells: str) -> PlaceDraft:
    draft = read_place_row(make_row(**cells), 2)
    assert isinstance(draft, PlaceDraft), draft
    return draft


def columns_at_fault(**cells: str) -> list[str]:
    faults = read_place_row(make_row(**cells), 7)
    assert not isinstance(faults, PlaceDraft)
    assert {fault.row for fault in faults} == {7}
    assert all(fault.what and fault.advice for fault in faults)
    return [fault.column for fault in faults]


def test_a_row_becomes_a_draft_with_all_that_it_says() -> None:
    draft = read_sound()

    assert draft.kind is ResourceKind.HERITAGE
    assert draft.names == LocalisedText.of({"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"})
    assert draft.city_names == LocalisedText.of({"en": "Chongqing", "zh-Hans": "重庆"})
    assert draft.district_names == LocalisedText.of({"en": "Dazu District", "zh-Hans": "大足区"})
    assert draft.position == Position(29.70111, 105.705)
    assert (draft.market, draft.time_zone) == ("CN", "Asia/Shanghai")
    assert (draft.price, draft.low_season_price) == (Money(11500, "CNY"), Money(8000, "CNY"))
    assert draft.themes == ("history", "culture")
    assert draft.source_url == "https://example.org/list"
    assert draft.licence_state is LicenceState.NONE_STATED
    assert (draft.hours_note, draft.hours_confidence) == ("hours from a guide (C)", Confidence.C)


def test_an_empty_price_is_not_known_and_a_zero_is_free() -> None:
    unknown = read_sound(ticket_price="", ticket_price_low_season="")
    free = read_sound(ticket_price="0", ticket_price_low_season="0")

    assert (unknown.price, free.price) == (None, Money(0, "CNY"))


def test_without_a_point_there_is_no_position_whatever_the_level_says() -> None:
    assert read_sound(lat="", lon="").position is None


def test_a_centroid_is_kept_as_a_district_only() -> None:
    position = read_sound(coord_level="district_centroid").position

    assert position is not None
    assert position.precision is Precision.DISTRICT


def test_letters_and_their_marks_are_composed() -> None:
    draft = read_sound(city="Đa\u0300 Na\u0306\u0303ng", city_zh="")

    assert draft.city == "Đà Nẵng"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"id": ""}, "id"),
        ({"name_en": "", "name_zh": ""}, "name_en"),
        ({"name_en": "<script>alert(1)</script>"}, "name_en"),
        ({"name_en": "Dazu\x00"}, "name_en"),
        ({"name_en": "D" * 301}, "name_en"),
        ({"kind": "pagoda"}, "kind"),
        ({"country": "China"}, "country"),
        ({"lat": "105.705", "lon": "29.70111"}, "lat"),
        ({"lat": "1.3", "lon": "103.8"}, "lat"),
        ({"lat": "north"}, "lat"),
        ({"lat": "NaN"}, "lat"),
        ({"lon": ""}, "lon"),
        ({"lat": ""}, "lat"),
        ({"coord_level": "somewhere"}, "coord_level"),
        ({"opening_hours": "9am-5pm"}, "opening_hours"),
        ({"ticket_price": "-5"}, "ticket_price"),
        ({"ticket_price": "free"}, "ticket_price"),
        ({"ticket_price": "1e30"}, "ticket_price"),
        ({"ticket_price": "1.234"}, "ticket_price"),
        ({"ticket_currency": "RMB¥"}, "ticket_currency"),
        ({"visit_minutes_estimated": "0"}, "visit_minutes_estimated"),
        ({"visit_minutes_estimated": "1.5"}, "visit_minutes_estimated"),
        ({"confidence": "D"}, "confidence"),
        ({"source": ""}, "source"),
        ({"source_date": "last year"}, "source_date"),
    ],
)
def test_a_bad_cell_is_named(cells: dict[str, str], column: str) -> None:
    assert columns_at_fault(**cells)[0] == column


def test_swapped_coordinates_are_called_so_also_where_both_orders_lie_on_the_earth() -> None:
    faults = read_place_row(make_row(lat="80.5", lon="40.2"), 2)

    assert not isinstance(faults, PlaceDraft)
    assert [fault.what for fault in faults] == ["Latitude and longitude are swapped."]


def test_all_faults_of_a_row_are_told_at_once() -> None:
    faulty = columns_at_fault(kind="pagoda", ticket_price="-5", opening_hours="always")

    assert sorted(faulty) == ["kind", "opening_hours", "ticket_price"]


@pytest.mark.parametrize(
    ("licence", "state"),
    [
        ("none stated in repo; facts from official list", LicenceState.NONE_STATED),
        ("Singapore Open Data Licence v1.0; repo states none", LicenceState.STATED),
        ("unknown", LicenceState.UNKNOWN),
        ("", LicenceState.UNKNOWN),
    ],
)
def test_no_licence_stated_is_a_state_of_its_own(licence: str, state: LicenceState) -> None:
    assert licence_state(licence) is state


def test_world_heritage_stands_before_grades_and_grades_by_their_number() -> None:
    places = [("", "WHS 912"), ("5A", ""), ("4A", ""), ("3A", ""), ("national heritage", "")]

    ranks = [standing_of(grade, heritage) for grade, heritage in places]

    assert ranks == [0, 1, 2, 3, 4]
    assert standing_of("5A (unverified)", "") == standing_of("", "") == 5


def test_the_embedded_places_are_sound_real_and_enough_for_a_trip() -> None:
    with PLACES.open(encoding="utf-8", newline="") as file:
        read = [read_place_row(row, number) for number, row in enumerate(csv.DictReader(file), 2)]

    drafts = [draft for draft in read if isinstance(draft, PlaceDraft)]
    assert [draft for draft in read if not isinstance(draft, PlaceDraft)] == []
    assert {draft.confidence for draft in drafts} == {Confidence.A, Confidence.B}
    assert {draft.hours_confidence for draft in drafts} <= {None, Confidence.A, Confidence.B}
    assert [draft.source_key for draft in drafts if "ODbL" in draft.licence] == []
    by_region = {
        region: sum(draft.region == region for draft in drafts)
        for region in ("Chongqing", "Liaoning", "Singapore")
    }
    assert by_region == {"Chongqing": 348, "Liaoning": 124, "Singapore": 101}
